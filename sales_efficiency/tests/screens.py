"""Looks at screens in a browser: takes a picture, checks the layout.

Pictures are written to the folder that ``SALES_EFFICIENCY_SCREENS`` names; without it
the screens are checked only.
"""

import base64
import json
import os
from pathlib import Path
from unittest.mock import patch

from odoo.tests.common import ChromeBrowser, HttpCase

FOLDER = "SALES_EFFICIENCY_SCREENS"
WIDE, PHONE = "1500x950", "390x844"
CHECK = """
(async () => {
    const check = odoo.loader.modules.get(
        "@sales_efficiency/../tests/screens/layout_check"
    );
    await check.settle(%(ready)s);
    const problems = check.findLayoutProblems(%(parts)s);
    if (problems.length) {
        console.error(problems.join("\\n"));
    } else {
        console.log("test successful");
    }
})()
"""


class ScreenCase(HttpCase):
    """Adds :meth:`look` to a test case."""

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

    def look(self, name, path, login, parts, ready=None, **how):
        """Open a screen as a user, take its picture and check that it is well laid out.

        :param name: of the picture's file
        :param parts: CSS selector of the parts to check, see ``layout_check.js``
        :param ready: CSS selector of what has to be there first, ``parts`` by default
        :param how: ``phone``, ``dark`` (booleans)
        """
        self.browser_size = PHONE if how.get("phone") else WIDE
        self.touch_enabled = bool(how.get("phone"))
        scheme = "dark" if how.get("dark") else "light"
        http = self.env.registry["ir.http"]
        code = CHECK % {"ready": json.dumps(ready or parts), "parts": json.dumps(parts)}
        with (
            patch.object(http, "color_scheme", lambda self: scheme),
            patch.object(ChromeBrowser, "_wait_code_ok", _picture(name)),
        ):
            self.browser_js(
                path,
                code,
                "odoo.isReady && !!odoo.loader.modules.get("
                "'@sales_efficiency/../tests/screens/layout_check')",
                login=login,
                # What scripts draw themselves goes by the cookie.
                cookies={"color_scheme": scheme},
                timeout=120,
            )


def _picture(name):
    """Return a stand-in that keeps the picture, of a screen that failed as well."""
    run = ChromeBrowser._wait_code_ok

    def wait(browser, *args, **kwargs):
        try:
            return run(browser, *args, **kwargs)
        finally:
            folder = os.environ.get(FOLDER)
            if folder:
                picture = browser._websocket_request("Page.captureScreenshot")["data"]
                path = Path(folder) / f"{name}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(base64.b64decode(picture))

    return wait
