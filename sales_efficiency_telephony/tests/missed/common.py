from contextlib import contextmanager
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command

from odoo.addons.sales_efficiency.tests.common import SalesEfficiencyCommon

from ...tools.call_state import CallState

#: Monday, ten o'clock in Brussels, in a week without holidays. Working hours are 8 to 12
#: and 13 to 17 there, which is 6 to 10 and 11 to 15 o'clock UTC.
MONDAY = datetime(2017, 8, 14, 8)
NUMBER = "+32470112233"
MINUTE = timedelta(minutes=1)


class MissedCommon(SalesEfficiencyCommon):
    """The cast of the core with a phone system; calls as they get into the log."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calls = cls.env["pbx.call"]
        cls.provider = cls._create_provider(cls.company)
        cls.company.sales_head_id = cls.max
        cls.env["sales.lead.rule"].search([]).active = False
        cls.number_of_calls = 0

    @classmethod
    def _create_provider(cls, company, **values):
        return cls.env["pbx.provider"].create(
            {"name": "Phones", "company_id": company.id, **values}
        )

    @classmethod
    def _create_deal(cls, user, **values):
        return cls.env["crm.lead"].create(
            {
                "name": "Coffee for the office",
                "type": "opportunity",
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "company_id": cls.company.id,
                "partner_id": cls.prospect.id,
                **values,
            }
        )

    def _log(self, at=MONDAY, talkers=(), provider=None, told_at=None, **values):
        """Put a call into the log, ten seconds long, and let follow what follows.

        :param talkers: who talked, a minute each
        :param told_at: when we hear of it, when it ends by default
        """
        provider = provider or self.provider
        type(self).number_of_calls += 1
        values = {
            "direction": "in",
            "state": "answered" if talkers else "missed",
            "number": NUMBER,
            "phone_sanitized": NUMBER,
            "started_at": at,
            "ended_at": at,
            "provider_id": provider.id,
            "company_id": provider.company_id.id,
            "call_uid": f"call-{self.number_of_calls}",
            **values,
        }
        if talkers:
            values |= {
                "answered_at": at,
                "user_id": talkers[-1].id,
                "talk_seconds": 60 * len(talkers),
                "leg_ids": [
                    Command.create(self._prepare_leg(provider, at, index, user))
                    for index, user in enumerate(talkers)
                ],
            }
        with freeze_time(told_at or at):
            call = self.calls.create(values)
            call._on_recorded({call.id: False}, self._get_states(call))
            self.env.flush_all()
        return call

    def _prepare_leg(self, provider, at, index, user):
        moment = at + index * MINUTE
        return {
            "company_id": provider.company_id.id,
            "leg_uid": f"leg-{index}",
            "user_id": user.id,
            "team_id": user.sale_team_id.id,
            "outcome": "talked",
            "rang_at": moment,
            "answered_at": moment,
            "talk_seconds": 60,
        }

    def _tell(self, call, state, at, **values):
        """Tell more of a call that is there."""
        before = {call.id: call.state}
        with freeze_time(at):
            call.write({"state": state, **values})
            call._on_recorded(before, self._get_states(call))
            self.env.flush_all()

    def _get_states(self, call):
        """Return what was told of a call, as far as those who hear of it look at it."""
        state = CallState(
            uid=call.call_uid,
            direction=call.direction,
            number=call.number or "",
            line="",
            queue="",
            state=call.state,
            started_at=call.started_at.timestamp(),
            answered_at=None,
            ended_at=None,
            ring_seconds=0.0,
            queue_seconds=0.0,
            talk_seconds=call.talk_seconds,
        )
        return {call.id: state}

    def _get_activities(self, call):
        return call.missed_activity_ids

    @contextmanager
    def _at(self, moment):
        with freeze_time(moment):
            self.env.invalidate_all()
            yield
            self.env.flush_all()
