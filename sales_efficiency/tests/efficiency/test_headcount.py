from odoo.tests import Form, tagged

from .common import EfficiencyCommon


@tagged("post_install", "-at_install")
class TestHeadcount(EfficiencyCommon):
    """How many people a plan takes; nothing is changed by asking."""

    def _ask(self, user=None, **values):
        return (
            self.env["sales.headcount"]
            .with_user(user or self.max)
            .create({"date_start": "2018-01-01", "ramp_months": 3, **values})
        )

    def test_productivity_of_the_last_full_months(self):
        """13,400 in July and August; nothing in June, when three were there."""
        wizard = self._ask()
        self.assertEqual(wizard.people_count, 3)
        self.assertAlmostEqual(wizard.productivity, 13_400 / 9, 2)
        wizard.measured_months = "6"
        self.assertAlmostEqual(wizard.productivity, 13_400 / 18, 2)

    def test_answer(self):
        wizard = self._ask(plan=10_000, productivity=2_000)
        self.assertEqual((wizard.needed, wizard.there, wizard.hires), (5, 3, 2))
        best = [option for option in wizard.options if option["is_best"]]
        self.assertEqual([option["month"] for option in best], ["October 2017"])
        self.assertIn("Hire 2, to begin in October 2017 at the latest", wizard.summary)

    def test_enough_people(self):
        wizard = self._ask(plan=6_000, productivity=2_000)
        self.assertEqual(wizard.hires, 0)
        self.assertEqual(
            wizard.summary, "The people there now are enough for this plan."
        )
        self.assertFalse(wizard.options)

    def test_nobody_learns_in_time(self):
        """Three people bring 6,000; whom one hires brings nothing next month yet."""
        near = {"date_start": "2017-10-01", "ramp_shape": "nothing"}
        wizard = self._ask(plan=10_000, productivity=2_000, **near)
        self.assertIn("Nobody hired now learns in time", wizard.summary)
        self.assertIn("4,000", wizard.summary)
        self.assertFalse(wizard.options)
        wizard.plan = 6_000
        self.assertIn("are enough", wizard.summary)

    def test_newcomers_count_by_what_they_have_learned(self):
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self.north.member_ids |= dora
        self._set_member(dora, "2017-09-01")
        wizard = self._ask(
            date_start="2017-10-01", plan=8_000, productivity=2_000, team_id=False
        )
        self.assertEqual(wizard.people_count, 4)
        self.assertAlmostEqual(wizard.there, 3.5)
        # Who sold in spring is no newcomer, whenever the membership was made.
        self._create_meeting(dora, "2017-05-10 08:00:00")
        wizard.invalidate_recordset()
        self.assertAlmostEqual(wizard.there, 4)

    def test_newcomers_are_no_full_people_when_measured(self):
        """Dora is there from June on and learns for three months: she brings a quarter,
        half and three quarters of a person.
        """
        dora = self._create_user("dora", "group_sales_efficiency_user")
        self.north.member_ids |= dora
        self._set_member(dora, "2017-06-01")
        wizard = self._ask()
        self.assertAlmostEqual(wizard.productivity, 13_400 / 10.5, 2)
        wizard.ramp_months = 0
        self.assertAlmostEqual(wizard.productivity, 13_400 / 12, 2)
        # What was typed stays.
        wizard.productivity = 2_000
        wizard.ramp_months = 3
        self.assertEqual(wizard.productivity, 2_000)

    def test_other_people_are_measured_anew(self):
        with Form(self.env["sales.headcount"].with_user(self.max)) as form:
            form.productivity = 2_000
            form.ramp_months = 6
            self.assertEqual(form.productivity, 2_000)
            form.team_id = self.south
            self.assertAlmostEqual(form.productivity, 4_400 / 3, 2)

    def test_two_teams_have_half_a_person_each(self):
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", "True")
        self.south.member_ids |= self.anna
        self._set_member(self.anna, "2016-01-04", team=self.south)
        wizard = self._ask(team_id=self.south.id, plan=3_000, productivity=2_000)
        self.assertEqual((wizard.people_count, wizard.there), (2, 1.5))
        self.assertEqual(self._ask(plan=3_000, productivity=2_000).there, 3)

    def test_absence_and_attrition(self):
        wizard = self._ask(
            date_start="2018-09-01", plan=6_000, productivity=2_000, attrition=50
        )
        self.assertAlmostEqual(wizard.there, 1.5)
        self.assertEqual(wizard.hires, 2)
        wizard.write({"attrition": 0, "absence": 50})
        self.assertEqual((wizard.needed, wizard.hires), (6, 3))

    def test_plan_is_taken_from_plans(self):
        self._create_plan("2018-01-01", {self.anna: 4_000, self.carl: 2_000})
        self.assertEqual(self._ask().plan, 6_000)
        self.assertEqual(self._ask(team_id=self.north.id).plan, 4_000)

    def test_months_without_a_plan_are_named(self):
        self._create_plan("2018-01-01", {self.anna: 4_000})
        self._create_plan("2018-02-01", {self.north: 7_000})
        wizard = self._ask(month_count="3", productivity=2_000)
        self.assertEqual(wizard.plan, 0)
        self.assertIn("Without a plan: March 2018.", wizard.summary)
        self._create_plan("2018-03-01", {self.boris: 1_000})
        self.assertEqual(self._ask(month_count="3").plan, 12_000)

    def test_plans_of_one_kind_of_period(self):
        for month in ("01", "02", "03"):
            self._create_plan(f"2018-{month}-01", {self.north: 1_000})
        self._create_plan("2018-01-01", {self.north: 5_000}, period_type="quarter")
        self.assertEqual(self._ask(month_count="3").plan, 3_000)
        self.company.sales_plan_period = "quarter"
        self.assertEqual(self._ask(month_count="3").plan, 5_000)
        self.assertEqual(self._ask().plan, 1_000)

    def test_each_team_has_its_own_target_or_that_of_its_people(self):
        self._create_plan(
            "2018-01-01", {self.north: 9_000, self.anna: 4_000, self.carl: 2_000}
        )
        self.assertEqual(self._ask().plan, 11_000)
        self.assertEqual(self._ask(team_id=self.north.id).plan, 9_000)

    def test_plan_of_another_team_does_not_stay(self):
        self._create_plan("2018-01-01", {self.north: 9_000})
        with Form(self.env["sales.headcount"].with_user(self.max)) as form:
            form.date_start = "2018-01-01"
            form.team_id = self.north
            self.assertEqual(form.plan, 9_000)
            form.team_id = self.south
            self.assertEqual(form.plan, 0)
            form.plan = 4_000
            form.date_start = "2018-02-01"
            self.assertEqual(form.plan, 4_000)

    def test_a_team(self):
        wizard = self._ask(team_id=self.south.id, plan=1_000)
        self.assertEqual(wizard.people_count, 1)
        self.assertAlmostEqual(wizard.productivity, 4_400 / 3, 2)

    def test_what_cannot_be_told(self):
        for values, word in (
            ({"plan": 0}, "Plan"),
            ({"date_start": "2017-08-01"}, "From Month"),
            ({"ramp_months": -1}, "Months to Learn"),
            ({"absence": 100}, "Absences"),
            ({"productivity": 0}, "Nothing came in"),
        ):
            wizard = self._ask(**{"plan": 1_000, "productivity": 10} | values)
            self.assertIn(word, wizard.summary)
            self.assertEqual(wizard.hires, 0)

    def test_nobody_there(self):
        empty = self._create_team("Empty", self.lena, self.env["res.users"])
        wizard = self._ask(team_id=empty.id, plan=4_000)
        self.assertEqual(wizard.people_count, 0)
        self.assertIn("Nothing came in", wizard.summary)
        wizard.productivity = 1_000
        self.assertEqual(wizard.hires, 4)

    def test_form(self):
        with Form(self.env["sales.headcount"].with_user(self.lena)) as form:
            self.assertEqual(form.team_id, self.north)
            form.plan = 10_000
            form.productivity = 2_000
            form.date_start = "2018-01-01"
            self.assertEqual(form.hires, 3)
            form.month_count = "12"
            form.plan = 120_000
            self.assertEqual(form.hires, 3)
