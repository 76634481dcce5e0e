import base64
import json
import random
import re
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode
from xml.etree import ElementTree

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ...tools.signatures import twilio_signature
from ..event.common import SECRET
from .dial_server import NUMBER, REF, DialCase
from .test_vendors import BEGUN, FORM, sample

ACCOUNT = "AC" + "0" * 32
STEPS = ["initiated", "ringing", "answered", "completed"]


@tagged("post_install", "-at_install")
class TestDialTwilio(DialCase):
    code = "twilio"
    good = 201, json.dumps({"sid": "CA11", "status": "queued"}).encode()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor.write({"account": ACCOUNT, "dial_line": "+1 202 555 0100"})
        cls.vendor.extension_ids.filtered(lambda one: one.number == "101").unlink()

    def _get_form(self):
        [asked] = self.asked
        form = parse_qs(asked.body.decode(), strict_parsing=True)
        return {
            name: values if values[1:] else values[0] for name, values in form.items()
        }

    def _tell(self, items, address, status=200):
        """Report steps of a call as Twilio does, to the address it was given."""
        for item in items:
            form = {name: value for name, value in item.items() if name != "ref"}
            headers = FORM | {
                "X-Twilio-Signature": twilio_signature(SECRET, address, form)
            }
            with patch("time.time", return_value=BEGUN + 90):
                answer = self._post(
                    urlencode(form),
                    headers,
                    path=address.removeprefix(self.vendor.get_base_url()),
                    provider=self.vendor,
                )
            self.assertEqual(answer.status_code, status, answer.text)

    # ------------------------------------------------------------
    # WHAT IS ASKED
    # ------------------------------------------------------------

    def test_what_is_asked(self):
        call = self._click("+7 (916) 123-45-67")
        [asked] = self.asked
        self.assertEqual(asked.path, f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json")
        login = base64.b64encode(f"{ACCOUNT}:{SECRET}".encode()).decode()
        self.assertEqual(asked.headers["Authorization"], f"Basic {login}")
        self.assertEqual(asked.headers["Content-Type"], FORM["Content-Type"])
        self.assertNotIn(SECRET.encode(), asked.body)
        self.assertRegex(call.client_ref, f"^{REF}$")
        address = f"{self.vendor._get_address()}?ref={call.client_ref}"
        form = self._get_form()
        twiml = ElementTree.fromstring(form.pop("Twiml"))
        self.assertEqual(
            form,
            {
                "To": "client:anna",
                "From": "+12025550100",
                "Timeout": "30",
                "StatusCallback": address,
                "StatusCallbackMethod": "POST",
                "StatusCallbackEvent": STEPS,
            },
        )
        [dial] = twiml
        self.assertEqual((twiml.tag, dial.tag), ("Response", "Dial"))
        self.assertEqual(dial.attrib, {"callerId": "+12025550100"})
        [number] = dial
        self.assertEqual((number.tag, number.text), ("Number", NUMBER))
        self.assertEqual(number.get("statusCallback"), address)
        self.assertEqual(number.get("statusCallbackEvent").split(), STEPS)

    def test_phones(self):
        phone = self.vendor.extension_ids.filtered(lambda one: one.number == "anna")
        self.vendor.dial_channel = "sip:{extension}@office.sip.twilio.com"
        for name, called in (
            ("anna", "sip:anna@office.sip.twilio.com"),
            ("+12025550177", "+12025550177"),
        ):
            phone.number = name
            self.asked.clear()
            self.vendor._dial(phone, NUMBER, "odoo-1")
            self.assertEqual(self._get_form()["To"], called)

    def test_what_cannot_be_dialled_is_not_asked(self):
        [phone] = self.vendor.extension_ids.filtered(
            lambda one: one.user_id == self.anna
        )
        for number in ('+32"/><Hangup/>', "+32&To=+1900", "x", "", "32;ext=1"):
            with self.assertRaisesRegex(UserError, "cannot be dialled"):
                self.vendor._dial(phone, number, "odoo-1")
        for name in ("anna&To=+1900", "anna,101", "a b", "sip:x@evil.example.com"):
            phone.number = name
            with self.assertRaisesRegex(UserError, "cannot be rung"):
                self.vendor._dial(phone, NUMBER, "odoo-1")
        self.assertFalse(self.asked)

    def test_an_account_that_is_none_leads_nowhere_else(self):
        self.vendor.account = "AC1/../../x?y="
        self._click()
        [asked] = self.asked
        self.assertEqual(
            asked.path, "/2010-04-01/Accounts/AC1%2F..%2F..%2Fx%3Fy%3D/Calls.json"
        )

    # ------------------------------------------------------------
    # WHAT IS TOLD
    # ------------------------------------------------------------

    def test_it_is_that_very_call(self):
        call = self._click()
        address = self._get_form()["StatusCallback"]
        items = sample("twilio/dialled")
        self._tell(items[:4], address)
        self.assertEqual(self._get_calls(self.vendor), call)
        self.assertEqual((call.state, call.call_uid), ("ringing", "CA11"))
        self._tell(items + items, address)
        self._assert_talked(call, 42.0)
        self.assertEqual(call.line, "+12025550100")

    def test_in_whatever_order(self):
        for seed in range(3):
            call = self._click()
            address = self._get_form()["StatusCallback"]
            items = sample("twilio/dialled")
            random.Random(seed).shuffle(items)
            self._tell(items, address)
            self._assert_talked(call, 42.0)
            self.env.cr.execute(
                "DELETE FROM pbx_event WHERE provider_id = %s", [self.vendor.id]
            )
            call.unlink()
            self.asked.clear()

    def test_a_mobile_of_ours_is_not_taken_for_the_client(self):
        phone = self.vendor.extension_ids.filtered(lambda one: one.number == "anna")
        phone.number = "+12025550177"
        call = self._click()
        items = [
            item | ({} if "ParentCallSid" in item else {"To": "+12025550177"})
            for item in sample("twilio/dialled")
        ]
        self._tell(items, self._get_form()["StatusCallback"])
        self._assert_talked(call, 42.0)

    def test_who_clicked_does_not_take_the_phone(self):
        call = self._click()
        first, ringing, *_rest = sample("twilio/dialled")
        over = ringing | {"CallStatus": "no-answer", "SequenceNumber": "2"}
        self._tell([first, ringing, over], self._get_form()["StatusCallback"])
        self.assertEqual(self._get_calls(self.vendor), call)
        self.assertEqual((call.state, call.phone_sanitized), ("failed", NUMBER))

    def test_client_is_busy(self):
        call = self._click()
        items = sample("twilio/dialled")
        busy = items[6] | {"CallStatus": "busy", "CallDuration": "0"}
        self._tell([*items[:5], busy, items[7]], self._get_form()["StatusCallback"])
        self.assertEqual(self._get_calls(self.vendor), call)
        self.assertEqual((call.state, call.talk_seconds), ("busy", 0.0))

    def test_a_reference_that_is_not_signed_is_nobodys(self):
        """What is posted tells none, and an address that was not signed is refused."""
        call = self._click()
        address = self._get_form()["StatusCallback"]
        item = sample("twilio/dialled")[0]
        forged = address.replace(call.client_ref, "odoo-ffffffffffffffff")
        signature = twilio_signature(SECRET, address, {"CallSid": "CA1"})
        answer = self._post(
            urlencode({"CallSid": "CA1"}),
            FORM | {"X-Twilio-Signature": signature},
            path=forged.removeprefix(self.vendor.get_base_url()),
            provider=self.vendor,
        )
        self.assertEqual(answer.status_code, 403)
        plain = self.vendor._get_address()
        form = {**item, "ref": call.client_ref}
        answer = self._post(
            urlencode(form),
            FORM | {"X-Twilio-Signature": twilio_signature(SECRET, plain, form)},
            provider=self.vendor,
        )
        self.assertFalse(call.call_uid)

    # ------------------------------------------------------------
    # WHAT IT REFUSES
    # ------------------------------------------------------------

    def test_refusals_are_told(self):
        message = json.dumps({"code": 21211, "message": "The 'To' number is not valid"})
        self._assert_refused("The 'To' number is not valid", (400, message.encode()))
        self._assert_refused("check Account and New Secret", (401, b"{}"))
        self._assert_refused("did not do it: HTTP 503", (503, b"<html>"))
        self._assert_refused("did not do it: HTTP 200", (200, b"<html>Hello</html>"))
        self._assert_refused("did not do it: HTTP 307", (307, b""))
        self.assertEqual(len(self.asked), 5, "nobody was followed elsewhere")

    def test_silence_is_told(self):
        call = self._assert_silence_is_told()
        # The answer was lost, the call was not.
        self._tell(sample("twilio/dialled"), self._get_form()["StatusCallback"])
        self._assert_talked(call, 42.0)

    def test_what_is_missing_is_named(self):
        for name, label in (
            ("dial_line", "Number Shown"),
            ("account", "Account"),
            ("secret", "New Secret"),
        ):
            system = self.vendor.sudo()
            kept, system[name] = system[name], False
            self.assertFalse(self.calls.with_user(self.anna)._get_own_extension())
            with self.assertRaisesRegex(UserError, re.escape(f"“{label}”")):
                self._click()
            system[name] = kept
        self.assertFalse(self.asked)
        self._click()

    def test_the_token_is_told_to_twilio_alone(self):
        for url in (
            "https://twilio.com.example.com",
            "https://api.example.com",
            "http://api.twilio.com",
            "https://api.twilio.com@example.com",
            "http://127.0.0.1:1",
        ):
            with self.assertRaisesRegex(ValidationError, "Address of the API"):
                self.vendor.dial_url = url
        self.vendor.dial_url = "https://api.dublin.ie1.twilio.com"
        self.vendor.dial_url = self.server.url
        # No longer listed by who looks after the server:
        self.vendor.recording_local_hosts = False
        self._assert_refused("Address of the API")
        self.assertFalse(self.asked)

    def test_number_shown_has_the_code_of_its_country(self):
        for number in ("202 555 0100", "+1 CALL ME"):
            with self.assertRaisesRegex(ValidationError, "Number shown"):
                self.vendor.dial_line = number
