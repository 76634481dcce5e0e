from datetime import UTC, datetime

from freezegun import freeze_time

from odoo import Command

from odoo.addons.sales_efficiency.tests.common import SalesEfficiencyCommon

from ...tools.call_state import CallState, LegState

#: A Monday at noon in UTC.
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp()
CLIENT, OTHER = "+32470112233", "+32470445566"


class CallCommon(SalesEfficiencyCommon):
    """A phone system of the company, and calls as they are told of.

    +-----------+--------+----------------------------------------------+
    | Extension | Whose  |                                              |
    +-----------+--------+----------------------------------------------+
    | 101       | anna   | The company's own line is +3222345678, and   |
    | 102       | boris  | numbers up to five digits are internal.      |
    | 103       | carl   |                                              |
    | 199       | nobody |                                              |
    +-----------+--------+----------------------------------------------+
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.be")
        cls.provider = cls._create_provider(cls.company)
        cls.client.phone = "0470 11 22 33"

    @classmethod
    def _create_provider(cls, company, **values):
        people = {"101": cls.anna, "102": cls.boris, "103": cls.carl}
        return cls.env["pbx.provider"].create(
            {
                "name": "Switchboard",
                "company_id": company.id,
                "own_numbers": "+32 2 234 56 78",
                "unknown_mode": "none",
                "extension_ids": [
                    Command.create({"number": number, "user_id": user.id})
                    for number, user in people.items()
                ]
                + [Command.create({"number": "199"})],
                **values,
            }
        )

    @classmethod
    def _create_deal(cls, name="Deal", partner=None, user=None, **values):
        deal = cls.env["crm.lead"].create(
            {
                "name": name,
                "type": "opportunity",
                "partner_id": partner.id if partner else False,
                "user_id": (user or cls.anna).id,
                "team_id": (user or cls.anna).sale_team_id.id,
                "company_id": cls.company.id,
                **values,
            }
        )
        cls._date_deal(deal, NOON - 3600)
        return deal

    @classmethod
    def _date_deal(cls, deal, moment):
        """Have a deal created at a moment, as that is no value to be given."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s",
            [datetime.fromtimestamp(moment, UTC).replace(tzinfo=None), deal.id],
        )
        deal.invalidate_recordset()

    @classmethod
    def _tell(cls, *states, provider=None, later=60):
        """Record what was told, and return the calls in its order.

        :param later: seconds after the last of them has begun
        """
        provider = provider or cls.provider
        told_at = max(state.started_at for state in states) + later
        with freeze_time(datetime.fromtimestamp(told_at, UTC)):
            calls = cls.env["pbx.call"]._record(provider, list(states))
            cls.env.flush_all()
        by_uid = calls.grouped("call_uid")
        return calls.browse().concat(*(by_uid[state.uid] for state in states))

    @classmethod
    def _state(cls, uid="1", *legs, **values):
        """Return what is told of an incoming call that was answered, unless said."""
        talk = sum(leg.talk_seconds for leg in legs)
        return CallState(
            **{
                "uid": uid,
                "direction": "in",
                "number": CLIENT,
                "line": "+3222345678",
                "queue": "",
                "state": "answered" if talk else "missed",
                "started_at": NOON,
                "answered_at": NOON + 5 if talk else None,
                "ended_at": NOON + 5 + talk,
                "ring_seconds": 5.0,
                "queue_seconds": 0.0,
                "talk_seconds": talk,
                "legs": legs,
                **values,
            }
        )

    @classmethod
    def _talk(cls, device="101", seconds=205.25, start=5, uid="", **values):
        """Return the leg of a phone that talked from so many seconds after noon."""
        return LegState(
            **{
                "uid": uid or f"leg-{device}",
                "device": device,
                "outcome": "talked",
                "rang_at": NOON,
                "answered_at": NOON + start,
                "ended_at": NOON + start + seconds,
                "talk_seconds": seconds,
                **values,
            }
        )

    @classmethod
    def _rang(cls, device="101", outcome="no_answer", **values):
        """Return the leg of a phone that rang in vain for 20 seconds."""
        return LegState(
            **{
                "uid": f"leg-{device}",
                "device": device,
                "outcome": outcome,
                "rang_at": NOON,
                "answered_at": None,
                "ended_at": NOON + 20,
                "talk_seconds": 0.0,
                **values,
            }
        )
