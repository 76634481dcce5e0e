from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.call.pbx_call_card import CALL_CHANGED
from ..call.common import CLIENT, OTHER
from .common import NOW, CardCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCardAct(CardCommon):
    """What is noted on a card is on the call, the deal and the client."""

    def setUp(self):
        super().setUp()
        self.call = self._ring(self._leg("101"), self._leg("102"))
        self.mine = self.calls.with_user(self.anna)

    def test_note(self):
        note = self.mine.save_card_note(self.call.id, "Wants two", "")["note"]
        self.assertEqual((note, self.call.note), ("Wants two", "Wants two"))
        # The same told twice is there once; it may be shortened.
        self.mine.save_card_note(self.call.id, "Wants two", "")
        self.assertEqual(self.call.note, "Wants two")
        self.mine.save_card_note(self.call.id, "Two", "Wants two")
        self.assertEqual(self.call.note, "Two")

    def test_two_note_at_once(self):
        self.mine.save_card_note(self.call.id, "Wants two", "")
        boris = self.calls.with_user(self.boris)
        note = boris.save_card_note(self.call.id, "Speaks French", "")["note"]
        self.assertEqual(note, "Wants two\nSpeaks French")
        self.assertEqual(self.call.note, note)

    def test_note_outlives_the_call(self):
        self.mine.save_card_note(self.call.id, "Wants two", "")
        self._tell(self._state("1", self._talk("101", 10.0)))
        self.assertEqual(self.call.note, "Wants two")
        self.mine.save_card_note(self.call.id, "Wants two, soon", "Wants two")
        self.assertEqual(self.call.note, "Wants two, soon")

    def test_note_has_a_length(self):
        with self._assert_refused("longer than 20000"):
            self.mine.save_card_note(self.call.id, "x" * 20_001, "")

    def test_outcome(self):
        outcome = self.env["pbx.outcome"].search([], limit=1)
        told = self._told()
        card = self.mine.set_card_outcome(self.call.id, outcome.id)
        self.assertEqual(card["outcome"], {"id": outcome.id, "name": outcome.name})
        self.assertEqual(self.call.outcome_id, outcome)
        # The other screens of the call hear of it.
        self.assertIn((self.anna, CALL_CHANGED, {"id": self.call.id}), told)
        card = self.mine.set_card_outcome(self.call.id, False)
        self.assertFalse(card["outcome"])
        self.assertFalse(self.call.outcome_id)

    def test_deal(self):
        deals = [self._create_deal(name, self.client) for name in ("Beans", "Cups")]
        card = self.mine.choose_card_deal(self.call.id, deals[1].id)
        self.assertEqual(card["lead_id"], deals[1].id)
        self.assertEqual(self.call.lead_id, deals[1])
        self.assertEqual(self.call.stage_id, deals[1].stage_id)
        self.assertEqual(card["deals"][0]["id"], deals[1].id)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_deal_of_a_colleague(self):
        secret = self._create_deal("Secret", self.client, self.boris)
        with self.assertRaises(AccessError):
            self.mine.choose_card_deal(self.call.id, secret.id)

    def test_client(self):
        call = self._ring(self._leg("101"), uid="2", number=OTHER)
        deal = self._create_deal("Tasting", self.prospect)
        card = self.mine.link_card_client(call.id, self.prospect.id)
        self.assertEqual(card["client"]["name"], "Prospect")
        self.assertEqual(card["lead_id"], deal.id)
        self.assertEqual(call.partner_id, self.prospect)
        # From now on the number is known, if the client may be written.
        self.client.phone = CLIENT
        self.mine.link_card_client(call.id, self.client.id)
        self.assertEqual(self.client.phone, CLIENT)

    def test_client_of_several(self):
        twin = self.env["res.partner"].create({"name": "Twin", "phone": CLIENT})
        call = self._ring(self._leg("101"), uid="2")
        card = self.mine.link_card_client(call.id, twin.id)
        self.assertEqual(card["client"]["id"], twin.id)
        self.assertFalse(card["candidates"])

    def test_new_deal(self):
        call = self._ring(self._leg("101"), uid="2", number=OTHER)
        card = self.mine.make_card_deal(call.id)
        deal = call.lead_id
        self.assertEqual(card["lead_id"], deal.id)
        self.assertEqual(
            (deal.user_id, deal.type, deal.phone_sanitized, deal.company_id),
            (self.anna, "opportunity", OTHER, self.company),
        )
        self.assertIn("+32 470 44 55 66", deal.name)
        # Asked for twice, it is there once.
        self.assertEqual(self.mine.make_card_deal(call.id)["lead_id"], deal.id)

    def test_next_step(self):
        kind = self.env.ref("mail.mail_activity_data_call")
        deal = self._create_deal("Tasting", self.client)
        self.mine.choose_card_deal(self.call.id, deal.id)
        card = self.mine.plan_card_step(
            self.call.id, kind.id, "2026-03-04", " Send the offer "
        )
        activity = deal.activity_ids
        self.assertEqual(
            (activity.user_id, str(activity.date_deadline), activity.summary),
            (self.anna, "2026-03-04", "Send the offer"),
        )
        self.assertEqual(card["next_step"]["day"], "2026-03-04")
        self.assertIn("Send the offer", card["next_step"]["name"])

    def test_next_step_with_the_client(self):
        kind = self.env.ref("mail.mail_activity_data_call")
        self.mine.plan_card_step(self.call.id, kind.id, "2026-03-04")
        self.assertEqual(self.client.activity_ids.user_id, self.anna)
        call = self._ring(self._leg("101"), uid="2", number=OTHER)
        with self._assert_refused("choose a client or open a deal"):
            self.mine.plan_card_step(call.id, kind.id, "2026-03-04")

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_whose_phone_did_not_ring_does_nothing(self):
        carl = self.calls.with_user(self.carl)
        kind = self.env.ref("mail.mail_activity_data_call")
        acts = [
            lambda: carl.save_card_note(self.call.id, "Not mine", ""),
            lambda: carl.set_card_outcome(self.call.id, False),
            lambda: carl.choose_card_deal(self.call.id, False),
            lambda: carl.link_card_client(self.call.id, self.client.id),
            lambda: carl.make_card_deal(self.call.id),
            lambda: carl.plan_card_step(self.call.id, kind.id, "2026-03-04"),
        ]
        for act in acts:
            with self.assertRaises(AccessError):
                act()
        self.assertFalse(self.call.note)

    def test_gone(self):
        self.call.unlink()
        with self.assertRaises(UserError):
            self.mine.save_card_note(self.call.id, "Too late", "")
