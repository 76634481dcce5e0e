from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...models.call.pbx_call_card import CALL_CHANGED
from ..call.common import CLIENT, NOON, OTHER
from .common import NOW, CardCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCard(CardCommon):
    """A card is there where it rings, and tells who calls."""

    def test_told_are_those_whose_phones_ring(self):
        told = self._told()
        call = self._ring(self._leg("101"), self._leg("102"), self._leg("199"))
        message = (CALL_CHANGED, {"id": call.id})
        self.assertCountEqual(told, [(self.anna, *message), (self.boris, *message)])
        told.clear()
        self._ring(
            self._leg("101", ended=6, outcome="answered_elsewhere"),
            self._leg("102", answered=6),
            state="ongoing",
            answered_at=NOON + 6,
        )
        self.assertCountEqual([user for user, *_rest in told], self.anna + self.boris)

    def test_history_rings_with_nobody(self):
        told = self._told()
        rings = self._state("1", self._leg("101"), state="ringing", ended_at=None)
        self._tell(rings, self._state("2", self._rang("101")), later=86400)
        self._tell(self._state("3", self._rang("101")))
        self.assertFalse(told)

    def test_end_is_told(self):
        call = self._ring(self._leg("101"))
        told = self._told()
        self._tell(self._state("1", self._rang("101")))
        self.assertEqual(told, [(self.anna, CALL_CHANGED, {"id": call.id})])

    def test_places(self):
        call = self._ring(self._leg("101"), self._leg("102"))
        self.assertEqual(self._place(self.anna, call), "ringing")
        self._ring(
            self._leg("101", ended=6, outcome="answered_elsewhere"),
            self._leg("102", answered=6),
            state="ongoing",
            answered_at=NOON + 6,
        )
        self.assertEqual(self._place(self.anna, call), "elsewhere")
        self.assertEqual(self._place(self.boris, call), "talking")
        self.assertEqual(self._card(self.boris, call)["answered_at"][-8:], "12:00:06")
        # Put through: over for boris, and anna rings.
        self._ring(
            self._leg("101"),
            self._leg("102", answered=6, ended=16, outcome="talked"),
            state="ongoing",
            answered_at=NOON + 6,
        )
        self.assertEqual(self._place(self.anna, call), "ringing")
        self.assertEqual(self._place(self.boris, call), "ended")
        self.assertEqual(self._card(self.anna, call)["taken_by"], "Boris")

    def test_missed_is_for_who_calls_back(self):
        call = self._tell(self._state("1", self._rang("101"), self._rang("102")))
        call.user_id = False
        self.assertEqual(self._place(self.anna, call), "missed")
        call.user_id = self.boris
        self.assertEqual(self._place(self.anna, call), "elsewhere")
        self.assertEqual(self._place(self.boris, call), "missed")

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_a_colleague_reads_no_card(self):
        call = self._ring(self._leg("101"))
        with self.assertRaises(AccessError):
            self._card(self.boris, call)
        # Who leads the team may.
        call.team_id = self.north
        self.assertEqual(self._place(self.lena, call), "elsewhere")
        stranger = new_test_user(self.env, "stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self._card(stranger, call)
        with self.assertRaises(AccessError):
            self.calls.with_user(stranger).get_live_cards()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_another_company_reads_no_card(self):
        call = self._ring(self._leg("101"))
        other = self.env["res.company"].create({"name": "Other"})
        self.anna.company_ids += other
        anna = self.calls.with_user(self.anna).with_context(
            allowed_company_ids=other.ids
        )
        with self.assertRaises(AccessError):
            anna.get_card(call.id)
        self.assertFalse(anna.get_live_cards([call.id])["cards"])

    def test_gone(self):
        call = self._ring(self._leg("101"))
        call.unlink()
        self.assertFalse(self.calls.with_user(self.anna).get_card(call.id))

    def test_start(self):
        """After a reload: what rings, what was kept, and nothing else."""
        live = self._ring(self._leg("101"))
        others = self._ring(self._leg("102"), uid="2", number=OTHER)
        done = self._tell(self._state("3", self._talk("101", 10.0)))
        answer = self.calls.with_user(self.anna).get_live_cards()
        self.assertEqual([card["id"] for card in answer["cards"]], live.ids)
        answer = self.calls.with_user(self.anna).get_live_cards(
            [done.id, others.id, 10**9]
        )
        self.assertCountEqual(
            [card["id"] for card in answer["cards"]], (live + done).ids
        )
        names = {outcome["name"] for outcome in answer["outcomes"]}
        self.assertEqual(names, set(self.env["pbx.outcome"].search([]).mapped("name")))
        self.assertTrue(any(kind["is_call"] for kind in answer["activity_types"]))
        with freeze_time(NOW + timedelta(days=1)):
            self.assertFalse(self.calls.with_user(self.anna).get_live_cards()["cards"])

    def test_who(self):
        self.client.write({"function": "Buyer", "user_id": self.boris.id})
        deal = self._create_deal("Machines", self.client, expected_revenue=100)
        former = self._tell(self._state("0", self._talk("101", 65.0)))
        former.write({"note": "Asked for a price", "started_at": "2026-03-01 09:00:00"})
        self._create_order(self.anna, 250, "2026-02-02", partner=self.client)
        text = "Here is the offer"
        deal.message_post(body=text, message_type="comment")
        card = self._card(self.anna, self._ring(self._leg("101")))
        self.assertEqual(card["client"]["name"], "Old Client")
        self.assertEqual(card["client"]["function"], "Buyer")
        self.assertEqual(card["number"], "+32 470 11 22 33")
        self.assertEqual(card["owner"]["name"], "Anna")
        self.assertTrue(card["owner"]["is_me"])
        self.assertEqual(card["lead_id"], deal.id)
        self.assertEqual(
            [(one["name"], one["stage"], one["owner"]) for one in card["deals"]],
            [("Machines", deal.stage_id.name, "Anna")],
        )
        self.assertIn("100", card["deals"][0]["amount"])
        [past] = card["calls"]
        self.assertEqual(
            (past["note"], past["talk_seconds"]), ("Asked for a price", 65)
        )
        self.assertEqual(card["orders"]["count"], 1)
        self.assertIn("250", card["orders"]["amounts"][0])
        self.assertIn("Here is the offer", card["messages"][0]["text"])

    def test_own_rights(self):
        """Of a colleague's deals and calls the owner's name is all that is told."""
        self._create_deal("Secret", self.client, self.boris)
        self._tell(self._state("0", self._talk("102", 65.0)))
        card = self._card(self.anna, self._ring(self._leg("101")))
        self.assertFalse(card["deals"])
        self.assertFalse(card["lead_id"])
        self.assertFalse(card["calls"])
        self.assertFalse(card["messages"])
        self.assertEqual(card["owner"]["name"], "Boris")

    def test_without_rights_to_deals(self):
        """Who answers the phone and sells nothing is told who it is."""
        groups = "sales_efficiency.group_sales_efficiency_user"
        desk = new_test_user(self.env, "desk", groups, company_id=self.company.id)
        self.provider.extension_ids[3].user_id = desk
        self._create_deal("Machines", self.client)
        card = self._card(desk, self._ring(self._leg("199")))
        self.assertEqual(card["client"]["name"], "Old Client")
        self.assertFalse(card["deals"])
        self.assertFalse(card["can_make_deal"])

    def test_several_deals(self):
        deals = [self._create_deal(name, self.client) for name in ("Beans", "Cups")]
        card = self._card(self.anna, self._ring(self._leg("101")))
        self.assertFalse(card["lead_id"])
        self.assertCountEqual(
            [one["id"] for one in card["deals"]], [deal.id for deal in deals]
        )

    def test_unknown(self):
        card = self._card(self.anna, self._ring(self._leg("101"), number=OTHER))
        self.assertFalse(card["client"])
        self.assertFalse(card["owner"])
        self.assertFalse(card["deals"])
        self.assertFalse(card["orders"])
        self.assertTrue(card["can_make_deal"])
        withheld = self._ring(self._leg("101"), uid="2", number="")
        self.assertEqual(self._card(self.anna, withheld)["number"], "")

    def test_hints_of_other_parts(self):
        """What other addons know of the client stands on the card as they say it."""
        hints = [{"label": "Interested in", "words": ["Machines", "Beans"]}]
        partners = self.registry["res.partner"]
        deals = self.registry["crm.lead"]
        self.patch(partners, "_get_client_hints", lambda partner: hints)
        self.patch(deals, "_get_client_hints", lambda deal: [])
        card = self._card(self.anna, self._ring(self._leg("101")))
        self.assertEqual(card["hints"], hints)
        stranger = self._ring(self._leg("101"), uid="2", number=OTHER)
        self.assertEqual(self._card(self.anna, stranger)["hints"], [])

    def test_number_of_several(self):
        twin = self.env["res.partner"].create({"name": "Twin", "phone": CLIENT})
        card = self._card(self.anna, self._ring(self._leg("101")))
        self.assertFalse(card["client"])
        self.assertCountEqual(
            [one["id"] for one in card["candidates"]], (self.client + twin).ids
        )

    def test_cost(self):
        """What a card costs does not grow with what is known of the client."""
        self._create_deal("Machines", self.client)
        call = self._ring(self._leg("101"))
        self._card(self.anna, call)

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._card(self.anna, call)
            return self.env.cr.sql_log_count - before

        few = count()
        for number in range(6):
            self._create_deal(f"Deal {number}", self.client)
            self._tell(self._state(f"old-{number}", self._talk("101", 5.0)))
            self._create_order(self.anna, 10, "2026-02-02", partner=self.client)
        self.assertLessEqual(count(), few + 6)
        self.assertLess(few, 60)
