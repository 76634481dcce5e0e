from odoo.tests import tagged

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestTransferUndo(HandoverCommon):
    """What was transferred can be put back."""

    def _get_all(self):
        followers = self.env["mail.followers"].search([])
        return {
            **self._get_state(
                self.mills | self.bank | self.shop,
                self.open_deals | self.won | self.lost,
                self.mills_call | self.loose_call,
                self.meeting | self.old_meeting,
                self.quotation | self.order,
                self.north | self.south,
                self.env["sales.plan.line"].search([]),
            ),
            "followers": sorted(
                (one.res_model, one.res_id, one.partner_id.id)
                for one in followers
                if not one.res_model.startswith("sales.")
            ),
            "guests": sorted(self.meeting.partner_ids.ids),
            "seats": sorted(
                (seat.partner_id.id, seat.state) for seat in self.meeting.attendee_ids
            ),
            "helpers": self.north.sales_co_leader_ids.ids,
        }

    def test_undo_restores_everything(self):
        self.north.sales_co_leader_ids = self.anna
        day = self.env.user._get_sales_today().replace(day=1)
        self._create_plan(day, {self.anna: 1000, self.boris: 300})
        before = self._get_all()
        handover = self._transfer(
            self.boris | self.carl, with_confirmed_orders=True, leader_id=self.max.id
        )
        self.assertNotEqual(self._get_all(), before)
        handover.action_undo()
        self.env.invalidate_all()
        after = self._get_all()
        self.assertEqual(after.keys(), before.keys())
        for key, values in before.items():
            self.assertEqual(after[key], values, key)
        self.assertEqual(handover.state, "returned")
        self.assertEqual(set(handover.line_ids.mapped("state")), {"returned"})
        self.assertTrue(all(handover.line_ids.mapped("returned_at")))

    def test_what_was_changed_since_stays_and_is_listed(self):
        handover = self._transfer(self.boris)
        self.bank_deal.user_id = self.carl
        self.mills_call.action_feedback()
        self.shop_deal.action_set_lost()
        self.mills_other.unlink()
        handover.action_undo()
        self.assertEqual(self.bank_deal.user_id, self.carl)
        self.assertEqual(self.shop_deal.user_id, self.boris)
        self.assertEqual(self.mills_deal.user_id, self.anna)
        kept = handover.line_ids.filtered(lambda line: line.state == "kept")
        self.assertEqual(
            {line.name: line.reason for line in kept},
            {
                "Bank: chairs": "“Salesperson” was changed since the transfer.",
                "Call back": "“Active” was changed since the transfer.",
                "Shop: shelves": "“Active” was changed since the transfer.",
                "Mills: yarn": "It has been deleted since.",
            },
        )
        self.assertEqual(handover.problem_count, 4)

    def test_receivers_are_told_once(self):
        handover = self._transfer(self.boris)
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        handover.action_undo()
        told = self.env["mail.message"].search(
            [("id", ">", before), ("message_type", "=", "user_notification")]
        )
        self.assertEqual(told.notified_partner_ids, self.boris.partner_id)
        self.assertIn("Back with Anna", told.body)
