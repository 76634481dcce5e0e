from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import new_test_user

from odoo.addons.sales_efficiency.tests.funnel.common import FunnelDeals

#: A Tuesday, 12:00 in Brussels.
NOON = datetime(2017, 8, 15, 10)


class ReviewCommon(FunnelDeals):
    """Recorded calls of the cast, and a scorecard to judge them by.

    The scorecard "Talk": points 0-5 for listening (weight 3), yes or no for the next step
    (weight 1, critical), a choice of who decides (weight 1: 100 or 50 %), a text.
    """

    now = NOON

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["pbx.scorecard"].search([]).active = False
        cls.provider = cls.env["pbx.provider"].create(
            {"name": "Exchange", "company_id": cls.company.id}
        )
        cls.card = cls._create_card("Talk")
        for right, users in {"own": cls.anna, "team": cls.lena, "all": cls.max}.items():
            group = cls.env.ref(f"sales_efficiency_telephony.group_recording_{right}")
            users.group_ids += group

    @classmethod
    def _create_card(cls, name, publish=True, **values):
        card = cls.env["pbx.scorecard"].create(
            {
                "name": name,
                "question_ids": [
                    Command.create(
                        {
                            "sequence": 1,
                            "name": "Listens",
                            "hint": "5: the client talks more. 1: interrupts.",
                            "kind": "range",
                            "weight": 3,
                        }
                    ),
                    Command.create(
                        {
                            "sequence": 2,
                            "name": "Agrees on a next step",
                            "kind": "yes_no",
                            "is_critical": True,
                            "can_skip": False,
                        }
                    ),
                    Command.create(
                        {
                            "sequence": 3,
                            "name": "Knows who decides",
                            "kind": "choice",
                            "option_ids": [
                                Command.create({"name": "Yes", "share": 100}),
                                Command.create({"name": "In part", "share": 50}),
                            ],
                        }
                    ),
                    Command.create(
                        {"sequence": 4, "name": "What was best?", "kind": "text"}
                    ),
                ],
                **values,
            }
        )
        if publish:
            card.action_publish()
        return card

    @classmethod
    def _create_calls(
        cls, count=1, user=None, days_ago=1, seconds=180, record=True, **vals
    ):
        """Create answered calls of somebody, an hour apart, with a recording each."""
        user = user or cls.anna
        moment = cls.now - timedelta(days=days_ago)
        number = cls.env["pbx.call"].search_count([])
        calls = cls.env["pbx.call"].create(
            [
                {
                    "provider_id": cls.provider.id,
                    "company_id": cls.company.id,
                    "call_uid": f"call-{number + index}",
                    "direction": "out",
                    "state": "answered",
                    "number": f"+3247000{number + index:04}",
                    "phone_sanitized": f"+3247000{number + index:04}",
                    "started_at": moment - timedelta(minutes=index),
                    "answered_at": moment - timedelta(minutes=index),
                    "ended_at": moment + timedelta(seconds=seconds),
                    "talk_seconds": seconds,
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "leg_ids": [cls._leg(user, moment, seconds)],
                    **vals,
                }
                for index in range(count)
            ]
        )
        if record:
            cls._record_calls(calls)
        return calls

    @classmethod
    def _leg(cls, user, moment, seconds):
        return Command.create(
            {
                "company_id": cls.company.id,
                "leg_uid": f"leg-{user.id}",
                "extension": "101",
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "outcome": "talked",
                "rang_at": moment,
                "answered_at": moment,
                "talk_seconds": seconds,
            }
        )

    @classmethod
    def _record_calls(cls, calls, state="fetched"):
        return cls.env["pbx.recording"].create(
            [
                {
                    "call_id": call.id,
                    "provider_id": call.provider_id.id,
                    "company_id": call.company_id.id,
                    "user_id": call.user_id.id,
                    "team_id": call.team_id.id,
                    "started_at": call.started_at,
                    "ref": f"{call.call_uid}.wav",
                    "ref_key": call.call_uid,
                    "side": "both",
                    "state": state,
                    "seconds": call.talk_seconds,
                }
                for call in calls
            ]
        )

    def _review(self, call, reviewer, finish=True, person=None, **answers):
        """Review a call as somebody; answers by the first word of a question."""
        review = (
            self.env["pbx.review"]
            .with_user(reviewer)
            ._begin(call.with_user(reviewer), person)
        )
        for word, answer in answers.items():
            review.answer_question(self._key(review, word), answer)
        if finish:
            review.finish()
        return review

    def _key(self, review, word):
        return next(
            one["key"]
            for one in review.sudo().version_id._get_questions()
            if one["name"].startswith(word)
        )

    def _option(self, review, name):
        return next(
            option["key"]
            for question in review.sudo().version_id._get_questions()
            for option in question["options"]
            if option["name"] == name
        )

    def _mark(self, call, reviewer, points, step=1, person=None):
        """Finish a review with points for listening, a next step or none, nobody asked
        who decides.
        """
        return self._review(
            call,
            reviewer,
            person=person,
            Listens={"points": points},
            Agrees={"points": step},
            Knows={"na": True},
        )

    def _draw(self, moment=NOON):
        """Run the cron as it is run."""
        before = self.env["pbx.listening"].search([])
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency_telephony.ir_cron_pbx_listening"
            ).method_direct_trigger()
        self.env.invalidate_all()
        return self.env["pbx.listening"].search([]) - before

    @classmethod
    def _create_leave(cls, user, days=1):
        """Send somebody on leave, from the 15th of August on."""
        resource = cls.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": cls.company.id,
                "calendar_id": cls.company.resource_calendar_id.id,
                "tz": "Europe/Brussels",
            }
        )
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "company_id": cls.company.id,
                "resource_id": resource.id,
                "date_from": "2017-08-14 22:00:00",
                "date_to": datetime(2017, 8, 14, 21, 59, 59) + timedelta(days=days),
            }
        )

    @classmethod
    def _create_stranger(cls):
        """Return a leader of a team of another company."""
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        return new_test_user(
            cls.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
