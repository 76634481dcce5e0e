from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import LOOKS, Screen, ScreenCase


@tagged("post_install", "-at_install", "sales_screens")
class TestPlanScreens(BoardCommon, ScreenCase):
    """The table of a plan for 40 people in six indicators, and how it is spread."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_crowd_plan()
        cls.env["sales.plan.line"].create(
            [
                {
                    "plan_id": cls.plan.id,
                    "metric_id": metric.id,
                    "team_id": team.id,
                    "target": target,
                }
                for metric, team, target in (
                    (cls.revenue, cls.crowd.sale_team_id, 999_999_999),
                    (cls.revenue, cls.env["crm.team"], 1_234_567_890.5),
                    (cls.meetings, cls.crowd.sale_team_id, 820),
                    (cls.meetings, cls.env["crm.team"], 800),
                )
            ]
        )

    @classmethod
    def _create_crowd_plan(cls):
        codes = ("calls", "quotations_sent", "average_deal", "won_deals")
        metrics = cls.revenue | cls.meetings
        metrics |= metrics.union(*map(cls._metric, codes))
        plan = cls.env["sales.plan"].create(
            {"date_start": "2035-02-01", "company_id": cls.company.id}
        )
        cls.env["sales.plan.line"].create(
            [
                {
                    "plan_id": plan.id,
                    "metric_id": metric.id,
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "target": index * (1_234_567 if metric.unit == "money" else 1),
                }
                for metric in metrics
                for index, user in enumerate(cls.crowd, 1)
            ]
        )
        return plan

    def test_first_plan(self):
        """Nobody has a target yet, and nobody to spread over is there."""
        plan = self.env["sales.plan"].create(
            {"date_start": "2035-03-01", "company_id": self.company.id}
        )
        path = f"/odoo/sales-plans/{plan.id}"
        self.look_around(
            self.max, Screen("plan_empty", path, ".o_plan_grid"), looks=LOOKS[:1]
        )
