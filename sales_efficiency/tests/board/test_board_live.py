from datetime import datetime

from odoo import Command
from odoo.tests import tagged

from odoo.addons.sales_efficiency.models.live.res_company import BOARD_CHANGED

from .common import LiveCommon


@tagged("post_install", "-at_install")
class TestBoardLive(LiveCommon):
    """Screens hear that figures changed: once a transaction, without figures."""

    def _create_quotation(self, amount=100):
        return self.env["sale.order"].create(
            {
                "partner_id": self.client.id,
                "user_id": self.anna.id,
                "company_id": self.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )

    def test_order(self):
        """A draft says nothing; confirming, changing and cancelling an order does."""
        order = self._create_quotation()
        self._assert_silent()
        order.order_line.price_unit = 200
        self._assert_silent()
        order.action_confirm()
        self._assert_told()
        order.order_line.price_unit = 300
        self._assert_told()
        order.client_order_ref = "of no matter"
        self._assert_silent()
        order._action_cancel()
        self._assert_told()

    def test_many_are_one(self):
        """However much happens in a transaction, boards hear it once."""
        for _number in range(5):
            self._create_quotation().action_confirm()
        self._assert_told()

    def test_nothing_is_told_of_what_did_not_happen(self):
        """A transaction that is rolled back says nothing."""
        self._create_quotation().action_confirm()
        self.env.flush_all()
        self.env.cr.clear()
        self.env.cr.precommit.clear()
        self._assert_silent()

    def test_lead(self):
        """A deal that is won is told, one that is only talked about is not."""
        lead = self.env["crm.lead"].create(
            {
                "name": "Deal",
                "type": "opportunity",
                "user_id": self.anna.id,
                "team_id": self.north.id,
                "company_id": self.company.id,
            }
        )
        self._assert_silent()
        lead.expected_revenue = 500
        self._assert_silent()
        lead.action_set_won()
        self._assert_told()

    def test_meeting(self):
        """The outcome of a meeting with a client is told."""
        meeting = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": datetime(2025, 10, 14, 9),
                "stop": datetime(2025, 10, 14, 10),
                "user_id": self.anna.id,
                "partner_ids": [Command.set(self.client.ids)],
            }
        )
        self._collect()
        meeting.description = "of no matter"
        self._assert_silent()
        meeting.sales_outcome = "held"
        self._assert_told()

    def test_call(self):
        """A call that is done is told; other activities are not."""
        model = self.env["ir.model"]._get_id("res.partner")
        call, todo = self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": self.env.ref(kind).id,
                    "res_model_id": model,
                    "res_id": self.client.id,
                    "user_id": self.anna.id,
                }
                for kind in (
                    "mail.mail_activity_data_call",
                    "mail.mail_activity_data_todo",
                )
            ]
        )
        self._assert_silent()
        todo.action_done()
        self._assert_silent()
        call.action_done()
        self._assert_told()

    def test_plan(self):
        """Targets are told once the plan counts."""
        plan = self._create_plan("2025-11-01", {self.anna: 1_000.0}, state="draft")
        self._assert_silent()
        plan.line_ids.target = 2_000
        self._assert_silent()
        plan.action_confirm()
        self._assert_told()
        plan.line_ids.target = 3_000
        self._assert_told()

    def test_each_company_hears_its_own(self):
        """What another company sells does not wake this one's screen."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self._collect()
        order = self._create_quotation()
        order.write({"team_id": False, "user_id": False, "company_id": company.id})
        self._collect()
        order.with_company(company).action_confirm()
        self._assert_told(company)

    def test_links_hear_too(self):
        """Each screen without a login has a channel; a revoked one hears no more."""
        links = self.env["sales.board.link"].create(
            [{"board_id": self.board.id, "name": name} for name in ("Hall", "Desk")]
        )
        self._collect()
        self._create_quotation().action_confirm()
        channels = [channel[1:] for channel, _message in self._collect()]
        self.assertCountEqual(
            channels,
            [
                ["res.company", self.company.id, BOARD_CHANGED],
                *(["sales.board.link", link.id] for link in links),
            ],
        )
        links[0].action_revoke()
        self._collect()
        self._create_quotation().action_confirm()
        channels = [channel[1:] for channel, _message in self._collect()]
        self.assertNotIn(["sales.board.link", links[0].id], channels)
        self.assertIn(["sales.board.link", links[1].id], channels)

    def test_looking_up_whose_it_is_does_not_grow(self):
        """Fifty orders cost as many queries at the end of a transaction as one."""

        def count(orders):
            for order in orders:
                order.date_order = datetime(2025, 10, 14, 12)
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self.env["res.company"].sudo()._send_live_changes()
            return self.env.cr.sql_log_count - start

        orders = self.env["sale.order"].concat(
            *(self._create_quotation() for _number in range(50))
        )
        orders.action_confirm()
        self._collect()
        one = count(orders[:1])
        self._collect()
        self.assertLessEqual(count(orders[1:]), one)
