from odoo.tests import tagged

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestTransferSplit(HandoverCommon):
    """By which rules the work is split."""

    def _assert_together(self):
        """Check that all things of a client are with one person."""
        mills = (self.mills | self.mills.child_ids).user_id
        for records in (
            self.mills_deal | self.mills_other,
            self.mills_call,
            self.meeting,
            self.quotation,
        ):
            self.assertEqual(records.user_id, mills)
        self.assertEqual(self.bank_deal.user_id, self.bank.user_id)
        self.assertEqual(self.shop_deal.user_id, self.shop.user_id)

    def test_same_number_of_records(self):
        handover = self._transfer(self.boris | self.carl, way="count")
        self._assert_together()
        counts = {
            user: len(lines)
            for user, lines in handover.line_ids.grouped("to_user_id").items()
        }
        # Mills with its contact of the meeting weighs six, all the others six.
        self.assertEqual(sorted(counts.values()), [6, 6])

    def test_same_revenue(self):
        handover = self._transfer(self.boris | self.carl, way="amount")
        self._assert_together()
        amounts = sorted(handover.receiver_ids.mapped("lead_amount"))
        self.assertEqual(amounts, [850, 1000])

    def test_contact_goes_with_the_company(self):
        contact = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.mills.id, "user_id": self.anna.id}
        )
        deal = self._create_deal("Mills: by the buyer", 5, contact)
        self._transfer(self.boris | self.carl)
        self._assert_together()
        self.assertEqual(deal.user_id, self.mills.user_id)
        self.assertEqual(contact.user_id, self.mills.user_id)

    def test_by_team(self):
        self.bank_deal.team_id = self.south
        self._transfer(self.boris | self.carl, way="team")
        self._assert_together()
        self.assertEqual(self.bank.user_id, self.carl)
        self.assertEqual((self.mills | self.shop).user_id, self.boris)

    def test_by_territory(self):
        belgium, france = self.env.ref("base.be"), self.env.ref("base.fr")
        self.env["res.partner"].create(
            [
                {"name": "B", "user_id": self.boris.id, "country_id": belgium.id},
                {"name": "C", "user_id": self.carl.id, "country_id": france.id},
            ]
        )
        self.mills.country_id = self.bank.country_id = france
        self.shop.country_id = belgium
        self._transfer(self.boris | self.carl, way="territory")
        self._assert_together()
        self.assertEqual((self.mills | self.bank).user_id, self.carl)
        self.assertEqual(self.shop.user_id, self.boris)

    def test_by_hand_all_of_a_client_follows(self):
        handover = self._preview(self.boris, way="hand")
        line = handover.line_ids.filtered(
            lambda line: line.res_id == self.mills_deal.id
        )
        line.filtered(lambda line: line.model == "crm.lead").write(
            {"to_user_id": self.carl.id}
        )
        self.assertEqual(handover.receiver_ids.user_id, self.boris | self.carl)
        handover.action_transfer()
        self._assert_together()
        self.assertEqual(self.mills.user_id, self.carl)
        self.assertEqual(self.bank.user_id, self.boris)
