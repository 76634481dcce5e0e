from odoo import Command
from odoo.tests import tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPlanSpeed(SalesEfficiencyCommon):
    """Queries do not grow with the number of people."""

    METRICS = (
        "order_revenue",
        "orders",
        "meetings",
        "calls",
        "new_clients",
        "average_deal",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.metrics = cls.env["sales.metric"].union(*map(cls._metric, cls.METRICS))
        cls.people = (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": f"Person {number}",
                        "login": f"person{number}",
                        "company_id": cls.company.id,
                        "company_ids": [Command.set(cls.company.ids)],
                        "group_ids": [
                            Command.set(
                                cls.env.ref("sales_team.group_sale_salesman").ids
                            )
                        ],
                    }
                    for number in range(60)
                ]
            )
        )
        cls.crowd = cls._create_team("Crowd", cls.lena, cls.people)
        cls.env.flush_all()

    def _measure(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _get_changes(self, people, target):
        return {
            f"u{user.id}-{metric.id}": target
            for user in people
            for metric in self.metrics
        }

    def _measure_life(self, people, start, following):
        """Return the queries of each step in the life of a plan for ``people``."""
        plan = self.env["sales.plan"].create({"date_start": start})
        plan = plan.with_user(self.max)
        spec = {"name": {}, "grid": {}, "line_count": {}}
        rates = {
            "enter": lambda: plan.web_save(
                {"grid": {"changes": self._get_changes(people, 10)}}, spec
            ),
            "change": lambda: plan.web_save(
                {"grid": {"changes": self._get_changes(people, 20)}}, spec
            ),
            "open": lambda: plan.web_read(spec),
            "confirm": plan.action_confirm,
            "move": lambda: plan.write({"date_start": following}),
            "close": plan.action_close,
        }
        return {step: self._measure(action) for step, action in rates.items()}

    def test_constant_queries(self):
        self._measure_life(self.people[:2], "2017-01-01", "2017-02-01")
        few = self._measure_life(self.people[:5], "2017-03-01", "2017-04-01")
        many = self._measure_life(self.people[:50], "2017-05-01", "2017-06-01")
        self.assertEqual(len(self.people[:50]) * len(self.metrics), 300)
        for step, queries in many.items():
            with self.subTest(step):
                # A statement takes at most so many rows: a few more, not one a line.
                self.assertLessEqual(queries, few[step] + 4)

    def test_copy(self):
        counts = []
        for number, start in ((5, "2018-01-01"), (50, "2018-06-01")):
            plan = self.env["sales.plan"].create({"date_start": start})
            plan.grid = {"changes": self._get_changes(self.people[:number], 5)}
            counts.append(self._measure(plan.action_copy_next))
        self.assertLessEqual(counts[1], counts[0] + 4)
