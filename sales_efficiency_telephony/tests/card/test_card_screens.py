from datetime import UTC, timedelta

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from ...tools.call_state import LegState
from ..call.common import CLIENT, OTHER
from .common import CardCommon

CARD = ".o_call_card"
LONG = "Hospitality Services of the Northern Provinces, Department of Purchases"


@tagged("post_install", "-at_install", "sales_screens")
class TestCardScreens(CardCommon, ScreenCase):
    """The card as it is seen while it rings, in the talk, and when it is over."""

    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()
        self.shown = {}
        shown = self.shown
        # What a browser keeps of former calls, it does not in a test.
        self.patch(
            self.registry["pbx.call"],
            "_find_live_calls",
            lambda calls: calls.browse(shown.get(calls.env.uid, ())),
        )
        company = self.env["res.partner"].create({"name": LONG, "is_company": True})
        self.client.write(
            {
                "name": "Maximiliane von Hohenstein-Schwarzenberg",
                "function": "Head of purchases",
                "parent_id": company.id,
            }
        )
        names = (
            "Espresso machines and a maintenance contract for twelve offices",
            "Beans, by subscription",
        )
        self.deals = self.env["crm.lead"].concat(
            *(
                self._create_deal(name, self.client, expected_revenue=48_000)
                for name in names
            )
        )
        self._script()
        self._history()

    def _script(self):
        script = self.env["sales.script"].create(
            {
                "name": "First Call",
                "stage_ids": [Command.set(self.deals.stage_id.ids)],
                "step_ids": [
                    Command.create(
                        {
                            "kind": "ask",
                            "name": "How many people are there?",
                            "option_ids": [
                                Command.create({"name": name})
                                for name in ("Up to ten", "More than ten")
                            ],
                        }
                    )
                ],
            }
        )
        script.action_publish()

    def _history(self):
        for days, leg in ((3, self._talk("101", 312.0)), (1, self._rang("101"))):
            moment = self.now - timedelta(days=days)
            call = self._tell(self._state(f"old-{days}", leg))
            call.write({"started_at": moment, "lead_id": self.deals[0].id})
            if call.talk_seconds:
                call.note = (
                    "Asked for an offer for twelve offices, by the end of March."
                )
        day = self.now.date() - timedelta(days=40)
        self._create_order(self.anna, 1250, str(day), partner=self.client)

    def _show(self, user, uid, state="ringing", **values):
        """Let a call be there for a user since 83 seconds, as it would be told of."""
        begun = (self.now - timedelta(seconds=83)).replace(tzinfo=UTC).timestamp()
        is_over = state not in ("ringing", "ongoing")
        is_taken = state in ("ongoing", "answered")
        device = {self.anna: "101", self.boris: "102", self.carl: "103"}[user]
        outcome = ("talked" if is_taken else "no_answer") if is_over else ""
        leg = LegState(
            uid=f"leg-{device}",
            device=device,
            outcome=outcome,
            rang_at=begun,
            answered_at=begun + 4 if is_taken else None,
            ended_at=begun + 80 if is_over else None,
            talk_seconds=76.0 if is_over and is_taken else 0.0,
        )
        call = self._tell(
            self._state(
                uid,
                leg,
                **{
                    "state": state,
                    "started_at": begun,
                    "answered_at": leg.answered_at,
                    "ended_at": leg.ended_at,
                    "talk_seconds": leg.talk_seconds,
                    "queue": "sales",
                    **values,
                },
            )
        )
        self.shown.setdefault(user.id, []).append(call.id)
        return call

    def _look(self, user, name, *screens):
        self.look_around(user, Screen(name, "/odoo/my-day", CARD), *screens)

    def test_rings(self):
        """Several deals of a client with long names, and one step further: one of them."""
        self._show(self.anna, "1")
        self._look(
            self.anna,
            "card_rings",
            Screen("card_step", "", CARD, ".o_call_step form", (".o_call_plan",)),
        )

    def test_talk(self):
        call = self._show(self.anna, "1", "ongoing")
        call.lead_id = self.deals[0]
        hints = [
            {"label": "Interested in", "words": ["Machines", "Beans of the month"]},
            {"label": "Indifferent to", "words": ["Cups and saucers for the office"]},
        ]
        partners = self.registry["res.partner"]
        self.patch(partners, "_get_client_hints", lambda partner: hints)
        self._look(self.anna, "card_talk")

    def test_unknown(self):
        self._show(self.boris, "1", number=OTHER)
        self._look(self.boris, "card_unknown")

    def test_over(self):
        call = self._show(self.anna, "1", "answered")
        call.write(
            {
                "lead_id": self.deals[1].id,
                "outcome_id": self.env["pbx.outcome"].search([], limit=1).id,
                "note": "Wants two machines on trial.\nCall again on Thursday.",
            }
        )
        self._look(self.anna, "card_over")

    def test_several(self):
        """Talking with one while another rings; a third was missed."""
        self._show(self.carl, "1", "missed", number="+32470998877")
        self._show(self.carl, "2", number=OTHER)
        self._show(self.carl, "3", "ongoing")
        parts = f"{CARD}, .o_call_pill"
        self.look_around(
            self.carl,
            Screen("card_several", "/odoo/my-day", parts, ".o_call_pill"),
            Screen(
                "card_missed",
                "",
                parts,
                ".o_call_back",
                (".o_call_pill.o_call_missed",),
            ),
        )

    def test_phone_fields(self):
        """The button beside a number, on a form and in a list."""
        self.client.phone = CLIENT
        self.look_around(
            self.anna,
            Screen(
                "dial_form",
                f"/odoo/res.partner/{self.client.id}",
                ".o_field_phone",
                ".o_pbx_dial",
            ),
            Screen(
                "dial_list",
                "/odoo/my-day",
                ".o_my_day_list",
            ),
        )
