"""Looks at screens in a browser: takes a picture, checks the layout.

Pictures are written to the folder that ``SALES_EFFICIENCY_SCREENS`` names; without it
the screens are checked only.
"""

import base64
import json
import os
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from urllib.parse import urljoin

from odoo.tests.common import HOST, ChromeBrowser, HttpCase, _registry_test_lock

FOLDER = "SALES_EFFICIENCY_SCREENS"
WIDE, PHONE = (1500, 950), (390, 844)
CHECK = "odoo.loader.modules.get('@sales_efficiency/../tests/screens/layout_check')"
IS_LOADED = f"document.readyState === 'complete' && odoo.isReady && !!{CHECK}"
#: Styles and scripts once made, of one test after the other: ``{address: values}``.
_bundles = {}


class Look(NamedTuple):
    """How a screen is looked at."""

    name: str
    size: tuple = WIDE
    scheme: str = "light"
    is_rtl: bool = False


#: The one from right to left comes last: users do not turn back.
LOOKS = (
    Look("wide"),
    Look("phone", PHONE),
    Look("dark", scheme="dark"),
    Look("rtl", is_rtl=True),
)


class Screen(NamedTuple):
    """What is looked at.

    :param name: of the picture's file
    :param path: where it is; empty: on the page that is open
    :param parts: CSS selector of the parts to check, see ``layout_check.js``
    :param ready: CSS selector of what has to be there first, ``parts`` by default
    :param steps: CSS selectors of what is clicked before that, one after the other
    :param html: a mail to look at instead of the page
    """

    name: str
    path: str
    parts: str
    ready: str = ""
    steps: tuple = ()
    html: str = ""


class ScreenCase(HttpCase):
    """Adds :meth:`look` to a test case."""

    def setUp(self):
        super().setUp()
        self.env["ir.attachment"].create(list(_bundles.values()))
        self.addCleanup(self._keep_bundles)

    def _keep_bundles(self):
        """Keep what was made of styles and scripts, for the next test to find it made."""
        made = self.env["ir.attachment"].search(
            [
                ("url", "=like", "/web/assets/%"),
                ("url", "not in", list(_bundles)),
                ("public", "=", True),
            ]
        )
        names = ("name", "mimetype", "res_model", "type", "public", "raw", "url")
        for attachment in made:
            _bundles[attachment.url] = {name: attachment[name] for name in names}

    def _bring_dark_colors(self):
        """Do what an addon with a dark scheme does; for screens looked at ``dark``."""
        self.env["ir.asset"].create(
            {
                "name": "Dark colours",
                "bundle": "web.assets_web_dark",
                "directive": "before",
                "target": "web/static/src/scss/primary_variables.scss",
                "path": "sales_efficiency/static/tests/screens/dark_palette.scss",
            }
        )

    def _turn(self, user):
        """Let a user read from right to left."""
        self.env["res.lang"]._activate_lang("ar_001")
        user.lang = "ar_001"

    def look(self, name, path, login, parts, ready="", phone=False, dark=False):
        """Open a screen as a user, take its picture and check that it is well laid out.

        See :class:`Screen`; by default it is wide and light.
        """
        look = Look("", PHONE if phone else WIDE, "dark" if dark else "light")
        self._visit(login, [(Screen(name, path, parts, ready), look)])

    def look_around(self, user, *screens, looks=LOOKS):
        """Look at screens as :meth:`look` does, in one look after the other.

        One browser does it all: to start one takes longer than to look.
        """
        if any(look.scheme == "dark" for look in looks):
            self._bring_dark_colors()
        visits = [(screen, look) for look in looks for screen in screens]
        self._visit(user.login, visits)

    def _visit(self, login, visits):
        """Open the screens and gather what is wrong with any of them."""
        problems = []
        shown = []
        run = ChromeBrowser._wait_code_ok

        def wait(browser, *args, **kwargs):
            for screen, look in visits:
                self._change_look(browser, login, look, shown)
                if screen.path:
                    browser.navigate_to(urljoin(self.base_url(), screen.path))
                    self.assertTrue(browser._wait_ready(IS_LOADED), screen.name)
                name = "_".join(filter(None, [screen.name, look.name]))
                problems.extend(f"{name}: {text}" for text in _check(browser, screen))
                _keep_picture(browser, name)
                _evaluate(browser, "leave()")
            return run(browser, *args, **kwargs)

        with (
            patch.object(
                self.env.registry["ir.http"],
                "color_scheme",
                lambda self: shown[-1].scheme if shown else "light",
            ),
            patch.object(ChromeBrowser, "_wait_code_ok", wait),
        ):
            self.browser_js(
                "/web/health",
                "console.log('test successful')",
                "document.readyState === 'complete'",
                login=login,
                timeout=120,
            )
        self.assertFalse(problems, "\n" + "\n".join(problems))

    def _change_look(self, browser, login, look, shown):
        """Give the browser the size, the colours and the direction of a look."""
        if shown and shown[-1] == look:
            return
        if look.is_rtl:
            browser.navigate_to(urljoin(self.base_url(), "/web/health"))
            # A request of the page before works in the transaction of this test:
            # none may run while this one writes.
            with _registry_test_lock:
                self._turn(self.env["res.users"].search([("login", "=", login)]))
                self.authenticate(login, login, browser=browser)
        # What scripts draw themselves goes by the cookie.
        browser.set_cookie("color_scheme", look.scheme, "/", HOST)
        browser._websocket_request(
            "Emulation.setDeviceMetricsOverride",
            params={
                "mobile": False,
                "width": look.size[0],
                "height": look.size[1],
                "deviceScaleFactor": 1,
            },
        )
        browser._websocket_request(
            "Emulation.setTouchEmulationEnabled",
            params={"enabled": look.size == PHONE},
        )
        shown.append(look)


def _check(browser, screen):
    """Return what is wrong with the screen that is open."""
    arguments = [screen.html, screen.steps, screen.ready or screen.parts, screen.parts]
    words = ", ".join(map(json.dumps, arguments))
    answer = _evaluate(browser, f"look({words})")
    return answer.get("value", [answer.get("description", "no answer")])


def _evaluate(browser, call):
    """Call a function of ``layout_check.js``."""
    return browser._websocket_request(
        "Runtime.evaluate",
        params={
            "expression": f"{CHECK}.{call}",
            "awaitPromise": True,
            "returnByValue": True,
        },
        timeout=120,
    )["result"]


def _keep_picture(browser, name):
    folder = os.environ.get(FOLDER)
    if folder:
        picture = browser._websocket_request("Page.captureScreenshot")["data"]
        path = Path(folder) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(picture))
