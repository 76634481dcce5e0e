"""A browser that plays what a signed-in person may hear."""

import contextlib
import json
import os
import resource
import signal
import subprocess
import time
import urllib.request

import websocket
from odoo_cli import free_port
from served import BROWSER

PLAY = """
    new Promise((resolve, reject) => {
        const audio = new Audio(%r);
        audio.muted = true;
        audio.onerror = () => reject(new Error("cannot be played"));
        audio.ontimeupdate = () => {
            if (audio.currentTime > 0.3 && !audio.seeking && !window.sought) {
                window.sought = true;
                audio.currentTime = %s;
            } else if (window.sought && !audio.seeking) {
                audio.pause();
                resolve([audio.duration, audio.currentTime]);
            }
        };
        audio.play();
    })
"""


class Browser:
    """Chromium without a window, signed in to Odoo, until the ``with`` block ends.

    :param Path folder: for what it keeps
    :param str address: of Odoo
    :param str session: of the person
    """

    def __init__(self, folder, address, session):
        self.folder, self.address, self.session = folder, address, session
        self._numbers = iter(range(1, 1000))

    def __enter__(self):
        port = free_port()
        words = [
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--autoplay-policy=no-user-gesture-required",
            f"--user-data-dir={self.folder / 'profile'}",
            f"--remote-debugging-port={port}",
            "about:blank",
        ]
        self._log = self.folder / "browser.log"
        with open(self._log, "w") as output:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_lift_limit,
            )
        with contextlib.ExitStack() as stack:
            stack.callback(self._end)
            page = self._wait_page(port)
            self._socket = websocket.create_connection(
                page, timeout=60, suppress_origin=True
            )
            stack.callback(self._socket.close)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_error):
        self._stack.close()

    def _end(self):
        # Its own processes, too.
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _wait_page(self, port):
        end = time.monotonic() + 60
        while True:
            try:
                found = BROWSER.open(f"http://127.0.0.1:{port}/json", timeout=5)
                pages = [one for one in json.load(found) if one["type"] == "page"]
                return pages[0]["webSocketDebuggerUrl"]
            except (OSError, IndexError):
                assert time.monotonic() < end, self._log.read_text()[-3000:]
                time.sleep(0.2)

    def _ask(self, method, **params):
        number = next(self._numbers)
        self._socket.send(
            json.dumps({"id": number, "method": method, "params": params})
        )
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def play(self, path, second):
        """Play what is there, jump to a second, and return its length and the place."""
        self._ask(
            "Network.setCookie",
            name="session_id",
            value=self.session,
            url=self.address,
        )
        # A page of Odoo's own that says nothing: what is played has to be its own, too.
        self._ask("Page.navigate", url=f"{self.address}/web/health")
        time.sleep(1)
        found = self._ask(
            "Runtime.evaluate",
            expression=PLAY % (path, second),
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in found, found
        return found["result"]["value"]


def _lift_limit():
    """Take back the limit Odoo sets to its memory: a browser does not start with it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def sign_in(address, database, login):
    """Return the session of a person whose password is the login."""
    body = json.dumps({"params": {"db": database, "login": login, "password": login}})
    request = urllib.request.Request(
        f"{address}/web/session/authenticate",
        body.encode(),
        {"Content-Type": "application/json"},
    )
    with BROWSER.open(request, timeout=60) as answer:
        assert json.load(answer)["result"]["uid"]
        cookies = answer.headers.get_all("Set-Cookie")
    return next(
        cookie.partition("=")[2].partition(";")[0]
        for cookie in cookies
        if cookie.startswith("session_id=")
    )
