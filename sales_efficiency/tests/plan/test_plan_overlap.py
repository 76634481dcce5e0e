from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPlanOverlap(SalesEfficiencyCommon):
    """Nothing is counted twice: same owner, metric, scope, days and kind of period."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan("2017-08-01", {cls.anna: 100})
        cls.medium = cls.env["utm.medium"].create({"name": "Fair"})

    def _line(self, plan=None, **values):
        return self.env["sales.plan.line"].create(
            {
                "plan_id": (plan or self.plan).id,
                "metric_id": self.revenue.id,
                "target": 100,
                **values,
            }
        )

    def test_two_plans(self):
        with self._assert_refused(
            r"Autumn \(Draft\) and August 2017 \(Confirmed\) would count the same thing "
            "twice: Anna: Ordered revenue",
        ):
            self._create_plan(
                "2017-08-01", {self.anna: 1}, state="draft", name="Autumn"
            )

    def test_two_lines_in_one_plan(self):
        with self._assert_refused(
            "August 2017 has the target Anna: Ordered revenue twice"
        ):
            self._line(user_id=self.anna.id)
        for owner in ({"team_id": self.north.id}, {}):
            self._line(**owner)
            with self.subTest(owner), self._assert_refused("twice"):
                self._line(**owner)

    def test_person_counts_once_whatever_the_team(self):
        with self.assertRaises(ValidationError):
            self._line(user_id=self.anna.id, team_id=self.south.id)

    def test_moved_onto_another(self):
        plan = self._create_plan("2017-09-01", {self.anna: 1})
        with self._assert_refused("would count the same thing twice"):
            plan.date_start = "2017-08-01"
        quarter = self._create_plan("2017-07-01", {self.anna: 1}, period_type="quarter")
        with self.assertRaises(ValidationError):
            quarter.write({"period_type": "month", "date_start": "2017-08-01"})
        line = self._line(user_id=self.boris.id)
        with self.assertRaises(ValidationError):
            line.user_id = self.anna

    def test_other_kinds_of_period_stand_beside(self):
        for period_type in ("quarter", "year"):
            plan = self._create_plan(
                "2017-08-01", {self.anna: 1}, period_type=period_type
            )
            self.assertEqual(plan.line_ids.period_type, period_type)

    def test_part_beside_whole(self):
        """A part is another question than the whole; no sum adds the two up."""
        parent = self.env["product.category"].create({"name": "All goods"})
        child = parent.create({"name": "Phones", "parent_id": parent.id})
        metric = self._metric("order_line_revenue")
        for categories in (parent, child, parent.browse()):
            self._line(
                user_id=self.anna.id,
                metric_id=metric.id,
                product_categ_id=categories.id,
            )
        self._line(user_id=self.anna.id, medium_id=self.medium.id)
        with self._assert_refused(r"Anna: Ordered revenue \(Fair\)"):
            self._line(user_id=self.anna.id, medium_id=self.medium.id)

    def test_region_says_its_country(self):
        """With or without its country, a region is the same region."""
        state = self.env.ref("base.state_us_5")
        line = self._line(state_id=state.id)
        self.assertEqual(line.country_id, state.country_id)
        with self._assert_refused("twice"):
            self._line(state_id=state.id, country_id=state.country_id.id)

    def test_one_after_the_other(self):
        self.plan.line_ids.date_to = "2017-08-14"
        later = self._line(user_id=self.anna.id, date_from="2017-08-15")
        with self.assertRaises(ValidationError):
            later.date_from = "2017-08-14"

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.anna.company_ids += other
        plan = self.env["sales.plan"].create(
            {"date_start": "2017-08-01", "company_id": other.id}
        )
        self.assertTrue(self._line(plan, user_id=self.anna.id))

    def test_many_at_once_take_one_query(self):
        plan = self._create_plan("2017-10-01", {self.anna: 1, self.boris: 1})
        one, all_of_them = plan.line_ids[:1], plan.line_ids | self.plan.line_ids
        self.env.flush_all()
        for lines in (one, all_of_them):
            with self.assertQueryCount(3):
                lines._check_overlap()

    def test_confirmed_once(self):
        """What went past the checks is found when the plan is confirmed."""
        plan = self._create_plan("2017-09-01", {self.anna: 1}, state="draft")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sales_plan_line SET date_start = '2017-08-01' WHERE plan_id = %s",
            [plan.id],
        )
        self.env.invalidate_all()
        with self._assert_refused("would count the same thing twice"):
            plan.action_confirm()
        self.env.cr.execute(
            "UPDATE sales_plan_line SET date_start = '2017-09-01' WHERE plan_id = %s",
            [plan.id],
        )

    def test_database_holds_it_too(self):
        """The table itself refuses what two users save at the same moment."""
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                """
                INSERT INTO sales_plan_line (
                    plan_id, company_id, period_type, date_start, date_end, state,
                    metric_id, user_id, level, target
                )
                SELECT plan_id, company_id, period_type, date_start, date_end, state,
                       metric_id, user_id, level, target
                  FROM sales_plan_line WHERE id = %s
                """,
                self.plan.line_ids.ids,
            )
            self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
