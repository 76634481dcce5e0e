import base64
import json
import random
import time
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from werkzeug.test import Client

from odoo.http import root
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...tools.signatures import (
    twilio_signature,
    zadarma_signature,
    zadarma_signed_text,
)
from .common import CLIENT, SECRET
from .web import WebhookCase

ODD = (
    None, True, -1, 0, 10**30, 1e308, "", "\x00", "\ud800", "٣", "'; DROP TABLE pbx_call",
    "a" * 3000, [], {}, [[]], {"a": {"b": []}}, "NaN", "-0", "\u202e", "1e999", "%s%n",
)  # fmt: skip
TAKEN = (200, 400, 403, 413, 415)
#: Reports of each kind by calls of the application, and by sockets.
MANY, FEW = 900, 80
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@tagged("post_install", "-at_install")
class TestWebhookFuzz(WebhookCase):
    """Reports that are signed well and say anything: never a fault of the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chance = random.Random(1909)
        cls.providers = {
            code: cls._create_provider(name=code, code=code)
            for code in ("webhook", "twilio", "zadarma", "freeswitch")
        }

    # ------------------------------------------------------------
    # REPORTS
    # ------------------------------------------------------------

    def _odd(self):
        return self.chance.choice(ODD)

    def _mutate(self, item):
        """Return a dict with a few entries changed, taken out or added."""
        item = dict(item)
        for _change in range(self.chance.randint(0, 3)):
            name = self.chance.choice([*item, "other", "self", "\x00"])
            if self.chance.random() < 0.2:
                item.pop(name, None)
            else:
                item[name] = self._odd()
        return item

    def _spoil(self, body):
        """Return a body that was cut or changed on its way, sometimes."""
        if body and self.chance.random() < 0.1:
            place = self.chance.randrange(len(body))
            return (
                body[:place] + bytes([self.chance.randrange(256)]) + body[place + 1 :]
            )
        if self.chance.random() < 0.05:
            return body[: self.chance.randrange(len(body) + 1)]
        return body

    def _webhook(self):
        facts = json.loads(self._as_json(self._talk(at=time.time() - 99)))["events"]
        items = [
            self._mutate({**fact, "id": f"{fact['id']} {self.chance.random()}"})
            for fact in self.chance.sample(facts, self.chance.randint(1, 7))
        ]
        whole = self.chance.choice([{"events": items}, items, items[0], self._odd()])
        body = self._spoil(json.dumps(whole).encode())
        return body, self._sign(body)

    def _form(self, fields):
        return {
            name: ""
            if value is None
            else str(value).encode("utf-8", "replace").decode()
            for name, value in self._mutate(fields).items()
        }

    def _twilio(self):
        form = self._form(
            {
                "CallSid": f"CA{self.chance.randrange(50)}",
                "ParentCallSid": self.chance.choice(["", "CA1"]),
                "CallStatus": self.chance.choice(["ringing", "completed", "busy", "x"]),
                "Direction": self.chance.choice(["inbound", "outbound-dial", "x"]),
                "From": CLIENT,
                "To": self.chance.choice(["client:anna", "sip:101@x", "+3222345678"]),
                "CallDuration": self.chance.choice(["7", "x", "9" * 99]),
                "RecordingUrl": self.chance.choice(["", "https://api.twilio.com/x"]),
            }
        )
        url = self.providers["twilio"]._get_address()
        return urlencode(form), FORM | {
            "X-Twilio-Signature": twilio_signature(SECRET, url, form)
        }

    def _zadarma(self):
        form = self._form(
            {
                "event": self.chance.choice(
                    ["NOTIFY_START", "NOTIFY_END", "NOTIFY_OUT_START", "NOTIFY_RECORD"]
                ),
                "pbx_call_id": f"in_{self.chance.randrange(50)}",
                "call_start": "2026-11-23 16:20:02",
                "caller_id": CLIENT,
                "called_did": "3222345678",
                "internal": "101",
                "call_id_with_rec": "r1",
            }
        )
        text = zadarma_signed_text(form)
        return urlencode(form), FORM | {"Signature": zadarma_signature(SECRET, text)}

    def _freeswitch(self):
        stamp = int((time.time() - 60) * 1_000_000)
        told = self._mutate(
            {
                "uuid": f"u{self.chance.randrange(50)}",
                "call_uuid": "u1",
                "direction": self.chance.choice(["inbound", "outbound"]),
                "start_uepoch": str(stamp),
                "answer_uepoch": self.chance.choice(["0", str(stamp + 10**6)]),
                "end_uepoch": str(stamp + 10**7),
                "caller_id_number": CLIENT,
                "hangup_cause": "NORMAL_CLEARING",
            }
        )
        body = json.dumps(self._mutate({"variables": told}))
        headers = {"Content-Type": "application/json"}
        if self.chance.random() < 0.5:
            body, headers = urlencode({"cdr": body}), dict(FORM)
        password = base64.b64encode(f"odoo:{SECRET}".encode()).decode()
        return body, headers | {"Authorization": f"Basic {password}"}

    # ------------------------------------------------------------
    # SENT
    # ------------------------------------------------------------

    @contextmanager
    def _client(self):
        """Give a way to the application without sockets."""
        with self.allow_requests(all_requests=True):
            client = Client(root)
            client.set_cookie("session_id", self.session.sid)
            yield client

    def _path(self, code):
        provider = self.providers[code]
        return f"/pbx/{provider.id}/{provider.token}"

    def _fuzz(self, code):
        report, statuses = getattr(self, f"_{code}"), Counter()
        self.authenticate(None, None)
        self.env.flush_all()
        with self._client() as client, mute_logger("odoo.addons"):
            for _turn in range(MANY):
                body, headers = report()
                answer = client.post(
                    self._path(code),
                    data=body,
                    headers=MultiDict(headers),
                    buffered=True,
                )
                statuses[answer.status_code] += 1
        with mute_logger("odoo.addons"):
            for _turn in range(FEW):
                body, headers = report()
                answer = self._post(body, headers, provider=self.providers[code])
                statuses[answer.status_code] += 1
        self.assertFalse(set(statuses) - set(TAKEN), statuses)
        self.assertGreater(statuses[200], 50, statuses)
        self.assertGreater(statuses[400], 10, statuses)
        return statuses

    def test_webhook(self):
        self._fuzz("webhook")

    def test_twilio(self):
        self._fuzz("twilio")

    def test_zadarma(self):
        self._fuzz("zadarma")

    def test_freeswitch(self):
        self._fuzz("freeswitch")
