"""A browser that shows a running Odoo to tests from outside, over its own protocol."""

import itertools
import json
import resource
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

#: What a page gets to show what is waited for; the first one has its scripts made.
PATIENCE_SECONDS = 90
#: A proxy of the user's is no way to what runs here.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
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
    """Chromium without a window, open until the ``with`` block ends.

    :param str address: of Odoo
    """

    def __init__(self, address):
        self.address = address
        self.folder = Path(tempfile.mkdtemp(prefix="browser"))
        self.process = None
        self.port = None

    def __enter__(self):
        self.process = subprocess.Popen(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--autoplay-policy=no-user-gesture-required",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding",
                "--no-proxy-server",
                "--remote-debugging-port=0",
                f"--user-data-dir={self.folder}",
                "about:blank",
            ],
            stderr=subprocess.DEVNULL,
            # Odoo keeps the tests' own process small; a browser asks for more.
            preexec_fn=_free_memory,
        )
        told = self.folder / "DevToolsActivePort"
        end = time.monotonic() + PATIENCE_SECONDS
        while not (told.exists() and told.read_text()):
            assert time.monotonic() < end, "The browser does not start."
            time.sleep(0.05)
        self.port = int(told.read_text().split()[0])
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def log_in(self, login, password, database):
        """Return the session of a user, for :meth:`open`."""
        params = {"db": database, "login": login, "password": password}
        question = urllib.request.Request(
            f"{self.address}/web/session/authenticate",
            json.dumps({"params": params}).encode(),
            {"Content-Type": "application/json"},
        )
        with DIRECT.open(question, timeout=PATIENCE_SECONDS) as answer:
            assert json.load(answer)["result"]["uid"]
            cookie = answer.headers["Set-Cookie"]
        return cookie.partition("session_id=")[2].partition(";")[0]

    def open(self, path, session):
        """Open a page beside those that are open, and return it."""
        place = f"127.0.0.1:{self.port}"
        with DIRECT.open(f"http://{place}/json/version", timeout=60) as answer:
            browser = Tab(json.load(answer)["webSocketDebuggerUrl"])
        # In a window of its own: what lies behind another is not drawn.
        made = browser.ask("Target.createTarget", url="about:blank", newWindow=True)
        tab = Tab(f"ws://{place}/devtools/page/{made['targetId']}")
        tab.ask("Network.setCookie", name="session_id", value=session, url=self.address)
        tab.ask("Page.enable")
        tab.ask("Page.navigate", url=self.address + path)
        return tab


def _free_memory():
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


class Tab:
    """One page of the browser."""

    def __init__(self, url):
        self.socket = websocket.create_connection(
            url, suppress_origin=True, timeout=PATIENCE_SECONDS
        )
        self.numbers = itertools.count(1)

    def ask(self, method, **params):
        """Ask the browser something and return its answer."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def run(self, script):
        """Return the value of a JavaScript expression."""
        result = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait(self, script):
        """Wait until an expression is true."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.run(f"!!({script})"):
            assert time.monotonic() < end, script
            time.sleep(0.05)

    def type(self, text):
        """Type where the focus is."""
        self.ask("Input.insertText", text=text)

    def play(self, path, second):
        """Play what is there, jump to a second, and return its length and the place."""
        return self.run(PLAY % (path, second))
