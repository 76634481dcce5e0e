from odoo import Command
from odoo.tests import new_test_user, tagged

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestTransfer(HandoverCommon):
    """Who leaves hands over the work."""

    def test_preview_moves_nothing_and_says_how_much_each_would_get(self):
        handover = self._preview(self.boris)
        self.assertEqual(handover.state, "draft")
        self.assertEqual(set(handover.line_ids.mapped("state")), {"planned"})
        row = handover.receiver_ids
        self.assertEqual(row.user_id, self.boris)
        self.assertEqual((row.client_count, row.lead_count), (3, 5))
        self.assertEqual(row.lead_amount, 1850)
        self.assertEqual((row.activity_count, row.meeting_count), (2, 1))
        self.assertEqual((row.order_count, row.order_amount), (1, 70))
        self.assertEqual(self.open_deals.user_id, self.anna)

    def test_transfer_moves_all_that_is_open(self):
        handover = self._transfer(self.boris)
        self.assertEqual(handover.state, "done")
        clients = self.mills | self.bank | self.shop
        for records in (clients, self.open_deals, self.quotation):
            self.assertEqual(records.user_id, self.boris)
        self.assertEqual((self.mills_call | self.loose_call).user_id, self.boris)
        self.assertEqual(self.meeting.user_id, self.boris)
        self.assertEqual(self.meeting.partner_ids, self.boris.partner_id | self.mills)
        self.assertEqual(set(handover.line_ids.mapped("state")), {"moved"})
        self.assertTrue(all(handover.line_ids.mapped("moved_at")))

    def test_what_is_over_stays(self):
        self._transfer(self.boris)
        self.assertEqual((self.won | self.lost).user_id, self.anna)
        self.assertEqual(self.old_meeting.user_id, self.anna)
        self.assertEqual(self.order.user_id, self.anna)

    def test_confirmed_orders_on_request(self):
        self._transfer(self.boris, with_confirmed_orders=True)
        self.assertEqual(self.order.user_id, self.boris)

    def test_only_the_kinds_asked_for(self):
        handover = self._transfer(
            self.boris,
            with_clients=False,
            with_activities=False,
            with_meetings=False,
            with_orders=False,
        )
        self.assertEqual(set(handover.line_ids.mapped("model")), {"crm.lead"})
        self.assertEqual(self.mills.user_id, self.anna)

    def test_deals_keep_who_had_them_in_their_history(self):
        self._transfer(self.boris)
        self.env.flush_all()
        self.env.cr.precommit.run()
        tracked = self.bank_deal.message_ids.tracking_value_ids.filtered(
            lambda value: value.field_id.name == "user_id"
        )
        self.assertIn(
            (self.anna.id, self.boris.id),
            [(value.old_value_integer, value.new_value_integer) for value in tracked],
        )

    def test_one_message_to_each_receiver(self):
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        mails = self.env["mail.mail"].search_count([])
        self._transfer(self.boris)
        told = self.env["mail.message"].search(
            [("id", ">", before), ("message_type", "=", "user_notification")]
        )
        self.assertEqual(len(told), 1)
        self.assertEqual(told.notified_partner_ids, self.boris.partner_id)
        self.assertIn("Deal: 5", told.body)
        self.assertLessEqual(self.env["mail.mail"].search_count([]), mails + 1)

    def test_leadership_goes_to_the_new_leader(self):
        self.north.sales_co_leader_ids = self.carl
        self._create_deal("Lena's", 5, user=self.lena)
        self._transfer(self.boris, from_user_id=self.lena.id, leader_id=self.max.id)
        self.assertEqual(self.north.user_id, self.max)
        self.assertEqual(self.north.sales_co_leader_ids, self.carl)

    def test_record_given_away_after_the_preview_is_left_alone(self):
        handover = self._preview(self.boris)
        self.bank_deal.user_id = self.carl
        self.mills_other.unlink()
        handover.action_transfer()
        self.assertEqual(self.bank_deal.user_id, self.carl)
        failed = handover.line_ids.filtered(lambda line: line.state == "failed")
        self.assertEqual(
            set(failed.mapped("reason")),
            {"It was not Anna's any more.", "It has been deleted."},
        )
        self.assertEqual(handover.problem_count, 2)
        self.assertEqual(self.mills_deal.user_id, self.boris)

    def test_who_left_already_can_be_transferred_from(self):
        self.anna.active = False
        self._transfer(self.boris)
        self.assertEqual(self.open_deals.user_id, self.boris)

    def test_refusals_name_field_and_remedy(self):
        with self._assert_refused("Receivers: choose at least one"):
            self._preview(self.env["res.users"])
        with self._assert_refused("remove this person from the receivers"):
            self._preview(self.anna)
        with self._assert_refused("has nothing of what you chose"):
            self._preview(self.boris, from_user_id=self.carl.id)
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        with self._assert_refused("does not work in Efficient"):
            self._preview(stranger)

    def test_what_is_not_next_is_refused(self):
        handover = self._preview(self.boris)
        with self._assert_refused("this needs “Transferred”"):
            handover.action_undo()
        handover.action_transfer()
        with self._assert_refused("this needs “Preview”"):
            handover.action_transfer()
        with self._assert_refused("this needs “Preview”"):
            handover.action_discard()
        with self._assert_refused("cannot be deleted"):
            handover.sudo().unlink()

    def test_discarded_preview_is_gone(self):
        handover = self._preview(self.boris)
        handover.action_discard()
        self.assertFalse(handover.exists())
        self.assertEqual(self.open_deals.user_id, self.anna)
