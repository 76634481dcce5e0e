from odoo.tests import HttpCase, tagged

from .common import SpreadCommon


@tagged("post_install", "-at_install")
class TestSpreadTour(SpreadCommon, HttpCase):
    def test_spread_from_the_plan(self):
        self._set_schedule(self.carl, {0, 2, 4})
        self.env["crm.team"].search(
            [("id", "not in", (self.north | self.south).ids)]
        ).active = False
        self.start_tour(
            f"/odoo/sales-plans/{self.plan.id}",
            "sales_efficiency_plan_spread",
            login=self.max.login,
        )
        self.assertEqual(
            self._plan_targets(),
            {self.anna: 117_000, self.boris: 116_900, self.carl: 66_100},
        )
        self.assertEqual(self.north_line.target, 100_000)
