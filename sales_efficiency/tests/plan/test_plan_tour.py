from odoo.tests import HttpCase, tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPlanTour(SalesEfficiencyCommon, HttpCase):
    def test_plan_entered_with_the_keyboard(self):
        self.env["crm.team"].search(
            [("id", "not in", (self.north | self.south).ids)]
        ).active = False
        self.start_tour(
            "/odoo/sales-plans", "sales_efficiency_plan_grid", login=self.max.login
        )
        plan = self.env["sales.plan"].search([("company_id", "=", self.company.id)])
        self.assertEqual(plan.state, "confirmed")
        self.assertEqual(
            {
                (
                    line.user_id.name or line.team_id.name,
                    line.metric_id.code,
                    line.target,
                )
                for line in plan.line_ids
            },
            {
                ("Anna", "order_revenue", 20_000),
                ("Boris", "order_revenue", 30_000.5),
                ("North", "order_revenue", 60_000),
                ("South", "order_revenue", 25_000),
                ("Carl", "meetings", 12),
            },
        )
