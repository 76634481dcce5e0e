import json
import time

from odoo import Command

from odoo.addons.sales_efficiency.tests.common import SalesEfficiencyCommon

from ...tools.call_event import CallEvent
from ...tools.signatures import webhook_signature

CLIENT = "+32470112233"
SECRET = "a secret of the tests"
#: A Monday at noon in UTC.
NOON = 1_772_452_800.0


class HubCommon(SalesEfficiencyCommon):
    """A phone system of the company, and what it tells.

    101 is anna's phone, 102 boris's; calls are only logged.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.be")
        cls.events = cls.env["pbx.event"]
        cls.calls = cls.env["pbx.call"]
        cls.provider = cls._create_provider()

    @classmethod
    def _create_provider(cls, **values):
        return cls.env["pbx.provider"].create(
            {
                "name": "Switchboard",
                "code": "webhook",
                "company_id": cls.company.id,
                "unknown_mode": "none",
                "secret": SECRET,
                "tz": "Europe/Brussels",
                "extension_ids": [
                    Command.create({"number": "101", "user_id": cls.anna.id}),
                    Command.create({"number": "102", "user_id": cls.boris.id}),
                ],
                **values,
            }
        )

    @classmethod
    def _talk(cls, call="c1", at=NOON, seconds=60.0, phone="101"):
        """Return the facts of a client who was answered."""
        told = [
            ("leg_started", 0, "a", {"number": CLIENT, "direction": "in"}),
            ("leg_ringing", 1, "b", {"device": phone}),
            ("leg_answered", 5, "b", {}),
            ("bridge_in", 5, "a", {"bridge": "x"}),
            ("bridge_in", 5, "b", {"bridge": "x"}),
            ("leg_ended", 5 + seconds, "b", {"cause": 16}),
            ("leg_ended", 5 + seconds, "a", {"cause": 16}),
        ]
        return [
            CallEvent(
                uid=f"{call}-{n}", call=call, kind=kind, at=at + wait, leg=leg, **more
            )
            for n, (kind, wait, leg, more) in enumerate(told)
        ]

    @classmethod
    def _tell(cls, facts, provider=None):
        """Have facts received, and return the calls of the phone system."""
        provider = provider or cls.provider
        cls.events._receive(provider, [(fact, None) for fact in facts])
        return cls.calls.search([("provider_id", "=", provider.id)])

    def _as_json(self, facts):
        """Return facts as the body of a signed report."""
        names = ("call", "kind", "at", "leg", "device", "number", "direction", "bridge")
        items = [
            {"id": fact.uid, **{name: getattr(fact, name) for name in names}}
            for fact in facts
        ]
        return json.dumps({"events": items}).encode()

    def _sign(self, body, secret=SECRET, at=None):
        """Return the headers of a signed report."""
        stamp = str(int(time.time() if at is None else at))
        return {
            "Content-Type": "application/json",
            "X-Timestamp": stamp,
            "X-Signature": webhook_signature(secret, stamp, body),
        }
