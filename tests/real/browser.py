"""A browser that shows a running Odoo to tests from outside, over its own protocol."""

import itertools
import json
import shutil
import subprocess
import tempfile
import time
import urllib.request

import websocket

#: What a page gets to show what is waited for.
PATIENCE_SECONDS = 60
#: A proxy of the user's is no way to what runs here.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Browser:
    """Chromium without a window, open until the ``with`` block ends.

    :param str address: of Odoo
    """

    def __init__(self, address):
        self.address = address
        self.folder = tempfile.mkdtemp(prefix="browser")
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
                "--no-proxy-server",
                "--remote-debugging-port=0",
                f"--user-data-dir={self.folder}",
                "about:blank",
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        for line in self.process.stderr:
            if "DevTools listening on" in line:
                self.port = int(line.rpartition(":")[2].partition("/")[0])
                break
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(30)
        self.process.stderr.close()
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
            cookie = answer.headers["Set-Cookie"]
        return cookie.partition("session_id=")[2].partition(";")[0]

    def open(self, path, session):
        """Open a page in a tab of its own and return the tab."""
        question = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/json/new?about:blank", method="PUT"
        )
        with DIRECT.open(question, timeout=PATIENCE_SECONDS) as answer:
            tab = Tab(json.load(answer)["webSocketDebuggerUrl"])
        tab.ask("Network.setCookie", name="session_id", value=session, url=self.address)
        tab.ask("Page.enable")
        tab.ask("Page.navigate", url=self.address + path)
        return tab


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
        """Wait until an expression is true, and return its value."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            value = self.run(script)
            if value:
                return value
            assert time.monotonic() < end, f"{script}: {value}"
            time.sleep(0.05)

    def type(self, text):
        """Type where the focus is."""
        self.ask("Input.insertText", text=text)
