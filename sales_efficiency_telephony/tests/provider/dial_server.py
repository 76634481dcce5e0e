import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from odoo.exceptions import UserError

from ...fetch import pinned_http
from .test_vendors import VendorCase

NUMBER = "+79161234567"
LOGGER = "odoo.addons.sales_efficiency_telephony"
REF = r"odoo-[0-9a-f]{16}"
#: Who waits for an answer in a test does not wait for long.
PATIENCE = 0.5


class Asked(NamedTuple):
    """What a phone system was asked."""

    path: str
    headers: dict
    body: bytes


class Handler(BaseHTTPRequestHandler):
    """A phone system that is asked to call; it answers as its server says."""

    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.asked.append(Asked(self.path, dict(self.headers), body))
        if server.is_silent:
            server.is_over.wait(10)
            return
        status, data = server.reply(server.asked[-1])
        self.send_response(status)
        if status in (301, 302, 307, 308):
            self.send_header("Location", f"{server.url}/elsewhere")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        """Keep quiet."""


class DialCase(VendorCase):
    """A phone system that is asked over http to call, and what it tells of the call."""

    #: The end of the address it is asked at.
    path = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        cls.server.daemon_threads = True
        cls.server.url = f"http://127.0.0.1:{cls.server.server_port}"
        cls.server.is_over = threading.Event()
        cls.server.asked = []
        thread = threading.Thread(target=cls.server.serve_forever, daemon=True)
        thread.start()
        for close in (
            thread.join,
            cls.server.server_close,
            cls.server.shutdown,
            cls.server.is_over.set,
        ):
            cls.addClassCleanup(close)
        # The only phone there is.
        cls.provider.active = False
        cls.vendor.write(
            {
                "recording_local_hosts": cls.server.url,
                "dial_url": cls.server.url + cls.path,
            }
        )

    def setUp(self):
        super().setUp()
        self.asked = self.server.asked
        self.asked.clear()
        self.server.is_silent = False
        self._reply(self.good)

    def _reply(self, reply):
        """Have it answer so: (status, bytes), or what makes that of what was asked."""
        self.server.reply = reply if callable(reply) else lambda _asked: reply

    def _click(self, number=NUMBER, user=None):
        """Dial a number by a click, and return the call."""
        answer = self.calls.with_user(user or self.anna).dial(number)
        return self.calls.browse(answer["call_id"])

    def _assert_refused(self, message, reply=None):
        """Check that a click ends with a sentence, and that its call is over."""
        if reply:
            self._reply(reply)
        before = self._get_calls(self.vendor)
        with self.assertRaisesRegex(UserError, message) as caught:
            self._click()
        for secret in self._get_secrets():
            self.assertNotIn(secret, str(caught.exception))
        call = self._get_calls(self.vendor) - before
        self.assertEqual(call.mapped("state"), ["failed"])
        self.assertTrue(call.ended_at)
        call.started_at = "2026-01-05 12:00:00"
        return call

    def _assert_silence_is_told(self):
        self.patch(pinned_http.post, "__defaults__", (PATIENCE,))
        self.server.is_silent = True
        with self.assertLogs(LOGGER, logging.INFO) as log:
            call = self._assert_refused("did not answer within")
        told = "\n".join(log.output)
        for secret in (*self._get_secrets(), self.vendor.token, NUMBER):
            self.assertNotIn(secret, told)
        return call

    def _get_secrets(self):
        system = self.vendor.sudo()
        return [each for each in (system.secret, system.dial_password) if each]

    def _assert_talked(self, call, seconds):
        """Check that all that was told made the call that was clicked, and no other."""
        self.assertEqual(self._get_calls(self.vendor), call)
        self.assertEqual(
            (call.state, call.direction, call.talk_seconds),
            ("answered", "out", seconds),
        )
        self.assertEqual(call.phone_sanitized, NUMBER)
        self.assertEqual(call.user_id, self.anna)
        [leg] = call.leg_ids
        self.assertEqual((leg.outcome, leg.user_id), ("talked", self.anna))
        self.assertEqual(leg.talk_seconds, seconds)
