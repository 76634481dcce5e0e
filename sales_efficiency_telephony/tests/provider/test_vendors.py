import base64
import json
from unittest.mock import patch
from urllib.parse import urlencode

import requests

from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from ...tools.signatures import (
    twilio_signature,
    zadarma_authorization,
    zadarma_signature,
    zadarma_signed_text,
)
from ..event.common import SECRET
from ..event.web import WebhookCase

SAMPLES = "sales_efficiency_telephony/tests/samples"
#: When the calls of the samples began.
BEGUN = 1_795_450_802
MODELS = "odoo.addons.sales_efficiency_telephony.models"
FETCH = f"{MODELS}.event.pbx_event_fetch"
GET = f"{MODELS}.provider.pbx_provider_zadarma.requests.get"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def sample(name):
    with file_open(f"{SAMPLES}/{name}.json") as file:
        return json.load(file)


class Answer:
    """What Zadarma's API answers."""

    def raise_for_status(self):
        """Find nothing wrong."""

    def json(self):
        """Return the sample."""
        return sample("zadarma/statistics")


class VendorCase(WebhookCase):
    code = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor = cls._create_provider(name=cls.code, code=cls.code, account="acc")
        cls.vendor.extension_ids[0].copy(
            {"number": "anna", "user_id": cls.anna.id, "provider_id": cls.vendor.id}
        )

    def _send(self, item, status=200, **headers):
        """Send one report of a sample as the vendor does."""
        body, proper = self._prepare(dict(item))
        with patch("time.time", return_value=BEGUN + item.get("received", 90)):
            answer = self._post(body, proper | headers, provider=self.vendor)
        self.assertEqual(answer.status_code, status, answer.text)

    def _send_all(self, name):
        """Send a sample, then again; return the one call it makes."""
        for _time in range(2):
            for item in sample(f"{self.code}/{name}"):
                self._send(item)
        call = self._get_calls(self.vendor)
        self.assertEqual(len(call), 1)
        return call

    def _assert_talk(self, call, seconds):
        self.assertEqual(
            (call.state, call.direction, call.talk_seconds),
            ("answered", "in", seconds),
        )
        self.assertEqual(call.phone_sanitized, "+79161234567")
        self.assertEqual(call.user_id, self.anna)


@tagged("post_install", "-at_install")
class TestTwilio(VendorCase):
    code = "twilio"

    def _prepare(self, form):
        url = self.vendor._get_address()
        signature = twilio_signature(SECRET, url, form)
        return urlencode(form), FORM | {"X-Twilio-Signature": signature}

    def test_answered(self):
        call = self._send_all("answered")
        self._assert_talk(call, 31.0)
        self.assertEqual(call.line, "+12025550100")
        self.assertEqual(call.ring_seconds, 6.0)

    def test_only_the_end_is_told(self):
        """Twilio tells only of the end, unless asked for more."""
        for item in sample("twilio/answered"):
            if item.get("CallStatus") == "completed":
                self._send(item)
        self._assert_talk(self._get_calls(self.vendor), 31.0)

    def test_missed(self):
        call = self._send_all("missed")
        self.assertEqual((call.state, call.talk_seconds), ("missed", 0.0))
        self.assertEqual(call.leg_ids.mapped("outcome"), ["no_answer"])

    def test_outgoing_from_a_browser(self):
        call = self._send_all("outgoing_busy")
        self.assertEqual((call.state, call.direction), ("busy", "out"))
        self.assertEqual(call.phone_sanitized, "+79161234567")
        self.assertEqual(call.leg_ids.user_id, self.anna)

    def test_forged_and_old(self):
        item = sample("twilio/answered")[0]
        self._send(item, 403, **{"X-Twilio-Signature": "x"})
        signature = self._prepare(item)[1]["X-Twilio-Signature"]
        self._send(item | {"From": "+1"}, 403, **{"X-Twilio-Signature": signature})
        self._send(item | {"Timestamp": "Mon, 16 Nov 2026 16:20:02 +0000"}, 403)
        self.assertFalse(self._get_events(self.vendor))


@tagged("post_install", "-at_install")
class TestZadarma(VendorCase):
    code = "zadarma"

    def _prepare(self, form):
        form.pop("received", None)
        signature = zadarma_signature(SECRET, zadarma_signed_text(form))
        return urlencode(form), FORM | {"Signature": signature}

    def _confirm(self, **answers):
        """Ask the API, which answers with the sample; return what it was asked."""
        with (
            patch(GET, **answers) as get,
            patch("time.time", return_value=BEGUN + 600),
        ):
            self.events._fetch(self.vendor)
        self.env.invalidate_all()
        return get

    def test_what_is_not_signed_does_not_count(self):
        call = self._send_all("answered")
        self._assert_talk(call, 32.0)

        get = self._confirm(return_value=Answer())
        self._assert_talk(call, 31.0)
        (address,), asked = get.call_args
        self.assertEqual(address, "https://api.zadarma.com/v1/statistics/pbx/")
        self.assertEqual(
            asked["headers"]["Authorization"],
            zadarma_authorization(
                "acc", SECRET, "/v1/statistics/pbx/", dict(asked["params"])
            ),
        )
        self.assertFalse(asked["allow_redirects"])
        self.assertFalse(self._confirm().called, "all is known")

    def test_outgoing(self):
        call = self._send_all("outgoing")
        self.assertEqual(call.direction, "out")

        self._confirm(return_value=Answer())
        call = self.calls.search([("call_uid", "=", "out_f2")])
        self.assertEqual((call.state, call.talk_seconds), ("answered", 33.0))

    def test_it_does_not_answer(self):
        call = self._send_all("answered")
        with mute_logger(FETCH):
            self._confirm(side_effect=requests.ConnectionError("no"))
        self._assert_talk(call, 32.0)

    def test_forged_and_old(self):
        item = sample("zadarma/answered")[0]
        self._send(item, 403, Signature="x")
        signature = self._prepare(item)[1]["Signature"]
        self._send(item | {"caller_id": "+1"}, 403, Signature=signature)
        self._send(item | {"call_start": "2026-11-01 10:00:00"}, 403)
        self._send({"event": "SOMETHING"}, 403)
        self.assertFalse(self._get_events(self.vendor))


@tagged("post_install", "-at_install")
class TestFreeSwitch(VendorCase):
    code = "freeswitch"

    def _prepare(self, item):
        password = base64.b64encode(f"acc:{SECRET}".encode()).decode()
        return json.dumps(item), {
            "Content-Type": "application/json",
            "Authorization": f"Basic {password}",
        }

    def test_answered(self):
        call = self._send_all("answered")
        self._assert_talk(call, 31.0)
        outcomes = {leg.extension: leg.outcome for leg in call.leg_ids}
        self.assertEqual(outcomes, {"101": "talked", "102": "answered_elsewhere"})

    def test_as_a_form(self):
        for item in sample("freeswitch/answered"):
            _body, headers = self._prepare(item)
            answer = self._post(
                urlencode({"cdr": json.dumps(item)}),
                headers | FORM,
                provider=self.vendor,
            )
            self.assertEqual(answer.status_code, 200)
        self._assert_talk(self._get_calls(self.vendor), 31.0)

    def test_outgoing_busy(self):
        call = self._send_all("outgoing_busy")
        self.assertEqual((call.state, call.direction), ("busy", "out"))
        self.assertEqual(call.phone_sanitized, "+79161234567")

    def test_wrong_password(self):
        item = sample("freeswitch/answered")[0]
        for password in ("", "Basic x", "Basic YWNjOndyb25n", f"Bearer {SECRET}"):
            self._send(item, 403, Authorization=password)
        self.assertFalse(self._get_events(self.vendor))


@tagged("post_install", "-at_install")
class TestWebhookSample(VendorCase):
    code = "webhook"

    def test_answered(self):
        body = json.dumps(sample("webhook/answered")).encode()
        for _time in range(2):
            answer = self._post(body, self._sign(body), provider=self.vendor)
            self.assertEqual(answer.status_code, 200, answer.text)
        self._assert_talk(self._get_calls(self.vendor), 31.25)
