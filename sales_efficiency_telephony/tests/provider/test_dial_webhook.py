import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import file_path

from ...tools.signatures import WINDOW, RequestRefused, check_webhook
from ..event.common import SECRET
from .dial_server import NUMBER, REF, DialCase
from .test_vendors import sample

README = "sales_efficiency_telephony/readme/CONFIGURE.md"


@tagged("post_install", "-at_install")
class TestDialWebhook(DialCase):
    code = "webhook"
    path = "/dial?office=1"
    good = 204, b""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor.extension_ids.filtered(lambda one: one.number == "anna").unlink()

    def _tell(self, facts):
        body = json.dumps(facts).encode()
        answer = self._post(body, self._sign(body), provider=self.vendor)
        self.assertEqual(answer.status_code, 200, answer.text)

    def _get_facts(self, **told):
        """Return the facts of the sample, with something else told in each."""
        return [fact | told for fact in sample("webhook/dialled")["events"]]

    def test_what_is_asked(self):
        before = int(time.time())
        call = self._click("+7 (916) 123-45-67")
        [asked] = self.asked
        self.assertEqual(asked.path, self.path)
        wish = json.loads(asked.body)
        self.assertTrue(before <= wish.pop("at") <= time.time())
        self.assertEqual(
            wish, {"call": call.client_ref, "extension": "101", "number": NUMBER}
        )
        self.assertRegex(call.client_ref, f"^{REF}$")
        self.assertEqual(asked.headers["Content-Type"], "application/json")
        self.assertNotIn(SECRET, str(asked))

    def test_it_is_signed_as_reports_are(self):
        self._click()
        [asked] = self.asked
        signed = (asked.headers["X-Timestamp"], asked.headers["X-Signature"])
        check_webhook(SECRET, *signed, asked.body, at=time.time())
        for secret, body, at in (
            (SECRET, asked.body + b" ", time.time()),
            ("another", asked.body, time.time()),
            (SECRET, asked.body, time.time() + WINDOW + 2),
        ):
            with self.assertRaises(RequestRefused):
                check_webhook(secret, *signed, body, at=at)
        # Sent back to us, it tells of nothing.
        answer = self._post(
            asked.body,
            {name: asked.headers[name] for name in asked.headers if name[0] in "CX"},
            provider=self.vendor,
        )
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._get_events(self.vendor))

    def test_it_is_that_very_call(self):
        call = self._click()
        self._tell(self._get_facts(call=call.client_ref)[:4])
        self.assertEqual(self._get_calls(self.vendor), call)
        self.assertEqual(call.state, "ongoing")
        self._tell(self._get_facts(call=call.client_ref)[::-1])
        self._assert_talked(call, 42.5)

    def test_under_a_number_of_its_own(self):
        """Before the reference is told, nobody can know which call it is."""
        call = self._click()
        self._tell(self._get_facts(call="77")[:1])
        self.assertEqual(len(self._get_calls(self.vendor)), 2)
        self._tell(self._get_facts(call="77", ref=call.client_ref)[1:])
        self._assert_talked(self._get_calls(self.vendor), 42.5)

    def test_another_call_is_another(self):
        """Same phone, same number: who does not tell the reference is not guessed."""
        call = self._click()
        self._tell(self._get_facts(call="78"))
        other = self._get_calls(self.vendor) - call
        self.assertEqual((call.state, other.state), ("ringing", "answered"))
        self.assertFalse(other.client_ref)

    def test_refusals_are_told(self):
        self._assert_refused("signature", (403, b'{"error": "x"}'))
        self._assert_refused("HTTP 500", (500, b"Traceback"))
        self._assert_refused("HTTP 404", (404, b'{"error": ["x"]}'))
        self._assert_refused("HTTP 302", (302, b""))
        self._assert_refused("Line 3 is busy", (409, b'{"error": "Line 3 is busy"}'))
        long = json.dumps({"error": "y" * 5000}).encode()
        self._assert_refused("y{200}$", (400, long))
        self._assert_refused("HTTP 400", (400, b"[" * 20_000))
        self._assert_refused("large", (200, b"x" * 70_000))
        self.assertEqual(len(self.asked), 8, "nobody was followed elsewhere")

    def test_silence_is_told(self):
        call = self._assert_silence_is_told()
        self._tell(self._get_facts(call=call.client_ref))
        self._assert_talked(call, 42.5)

    def test_numbers_that_are_refused(self):
        for number in ('+32", "x": "', "+32\r\nX: y", "x"):
            with self.assertRaisesRegex(UserError, "cannot be dialled"):
                self.vendor._dial(self.vendor.extension_ids[0], number, "odoo-1")
        self.assertFalse(self.asked)

    def test_addresses_that_are_refused(self):
        note = "Address for Click to Dial"
        for url in (
            "http://pbx.example.com/dial",
            "https://pbx.example.com\r\nHost: x",
            "https://a:b@pbx.example.com/",
        ):
            with self.subTest(url), self.assertRaisesRegex(ValidationError, note):
                self.vendor.dial_url = url
        # Where a host leads is seen when it is spoken to.
        for url in ("https://169.254.169.254/latest", "https://127.0.0.1/dial"):
            self.vendor.dial_url = url
            self._assert_refused(note)
        self.assertFalse(self.asked)

    def test_what_is_missing_is_named(self):
        for name, label in (
            ("dial_url", "Address for Click to Dial"),
            ("secret", "Secret"),
        ):
            system = self.vendor.sudo()
            kept, system[name] = system[name], False
            self.assertFalse(self.vendor._can_dial())
            with self.assertRaisesRegex(UserError, re.escape(f"“{label}”")):
                self._click()
            system[name] = kept
        self.assertFalse(self.asked)

    def test_the_receiver_of_the_manual(self):
        """What is printed there is taken at its word."""
        text = Path(file_path(README)).read_text()
        code = re.search(r"^    import hashlib.*?serve_forever\(\)$", text, re.M | re.S)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-c", dedent(code[0])],
            env=os.environ | {"PBX_SECRET": SECRET, "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.addCleanup(process.wait)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        self._wait_for(port)
        self.vendor.recording_local_hosts = f"http://127.0.0.1:{port}"
        self.vendor.dial_url = f"http://127.0.0.1:{port}/"
        call = self._click()
        self.assertEqual(
            process.stdout.readline().split(),
            ["call", call.client_ref, "extension", "101", "number", NUMBER],
        )
        call.started_at = "2026-01-05 12:00:00"
        self.vendor.sudo().secret = "another one"
        self._assert_refused("signature")

    def _wait_for(self, port):
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    return
            time.sleep(0.05)
        self.fail("The receiver does not begin.")
