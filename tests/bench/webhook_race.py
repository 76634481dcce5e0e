"""Reports of a phone system over HTTP, in turns with a controller that inserts one row."""

import hashlib
import hmac
import json
import subprocess
import time
import urllib.request

import odoo_cli

#: Requests that are timed together, and pairs that are compared.
REQUESTS, ROUNDS = 20, 15
PATIENCE_SECONDS = 60
#: A proxy of the user's is no way to it.
BROWSER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class WebhookRace:
    """Odoo with two workers, and who reports to it.

    :param server: PostgreSQL, as ``postgres.ensure()`` gives it
    :param config: path of Odoo's configuration
    :param database: one with our addon and ``bare_hook``
    """

    def __init__(self, server, config, database):
        self.server, self.config, self.database = server, config, database
        self.port = odoo_cli.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.sent = 0

    def __enter__(self):
        words = [
            "server",
            "-d",
            self.database,
            f"--http-port={self.port}",
            f"--gevent-port={odoo_cli.free_port()}",
            "--workers=2",
            "--max-cron-threads=0",
            "--log-level=error",
        ]
        self.process = subprocess.Popen(
            odoo_cli.command(words, self.config), env=odoo_cli.env(self.server)
        )
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                BROWSER.open(f"{self.address}/web/health", timeout=5)
                return self
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.3)

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(30)

    def run(self, path, secret):
        """Report in turns to ours and to the bare controller.

        :param path: of the phone system's address
        :param secret: what it signs with
        :return: list of ``{"ours": seconds, "bare": seconds}``
        """
        times = []
        for _turn in range(ROUNDS + 1):
            times.append(
                {
                    "bare": self._time(lambda: self._post("/bare_hook", *self._fact())),
                    "ours": self._time(lambda: self._post_signed(path, secret)),
                }
            )
        return times[1:]

    def _time(self, post):
        start = time.monotonic()
        for _request in range(REQUESTS):
            post()
        return time.monotonic() - start

    def _fact(self):
        """Return a fact about a call nobody has told of before."""
        self.sent += 1
        fact = {
            "call": f"race-{self.sent}",
            "kind": "leg_started",
            "at": time.time(),
            "leg": "a",
            "device": "trunk",
            "direction": "in",
            "number": f"+1415{self.sent:07}",
        }
        return json.dumps(fact).encode(), {}

    def _post_signed(self, path, secret):
        body, headers = self._fact()
        moment = str(int(time.time()))
        signed = moment.encode() + b"." + body
        headers["X-Timestamp"] = moment
        headers["X-Signature"] = hmac.new(
            secret.encode(), signed, hashlib.sha256
        ).hexdigest()
        self._post(path, body, headers)

    def _post(self, path, body, headers):
        headers = {"Content-Type": "application/json", **headers}
        request = urllib.request.Request(self.address + path, body, headers)
        with BROWSER.open(request, timeout=30) as answer:
            answer.read()
