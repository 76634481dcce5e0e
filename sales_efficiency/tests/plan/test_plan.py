from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPlan(SalesEfficiencyCommon):
    """Periods, names, copies, and what a line may not say."""

    def _line(self, plan, **values):
        return self.env["sales.plan.line"].create(
            {
                "plan_id": plan.id,
                "metric_id": self.revenue.id,
                "target": 100,
                **values,
            }
        )

    # ------------------------------------------------------------
    # PERIOD AND NAME
    # ------------------------------------------------------------

    def test_starts_with_its_period(self):
        for period_type, first, last in (
            ("month", date(2017, 8, 1), date(2017, 8, 31)),
            ("quarter", date(2017, 7, 1), date(2017, 9, 30)),
            ("year", date(2017, 1, 1), date(2017, 12, 31)),
        ):
            with self.subTest(period_type):
                plan = self.env["sales.plan"].create(
                    {"period_type": period_type, "date_start": "2017-08-15"}
                )
                self.assertEqual((plan.date_start, plan.date_end), (first, last))
        plan.date_start = "2018-05-05"
        self.assertEqual(plan.date_start, date(2018, 1, 1))
        plan.period_type = "quarter"
        self.assertEqual(plan.date_end, date(2018, 3, 31))
        plan.write({"period_type": "month", "date_start": "2018-02-11"})
        self.assertEqual(plan.line_ids.mapped("date_start"), [])
        self.assertEqual(plan.date_end, date(2018, 2, 28))

    def test_starts_with_its_period_in_the_form(self):
        with Form(self.env["sales.plan"]) as form:
            form.period_type = "quarter"
            form.date_start = "2017-08-15"
            self.assertEqual(form.date_start, date(2017, 7, 1))
            self.assertEqual(form.name, "Q3 2017")
        self.assertFalse(form.record.title)

    def test_wrong_date(self):
        with self._assert_refused("soon is not a date"):
            self.env["sales.plan"].create({"date_start": "soon"})

    def test_name_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        plan = self._create_plan("2017-08-01", {self.anna: 1})
        self.assertEqual(plan.name, "August 2017")
        self.assertEqual(plan.with_context(lang="ru_RU").name, "август 2017")
        plan.name = "Back to school"
        self.assertEqual(plan.with_context(lang="ru_RU").name, "Back to school")
        plan.name = False
        self.assertEqual(plan.name, "August 2017")

    def test_found_by_any_of_its_names(self):
        plan = self._create_plan("2017-08-01", {self.anna: 1}, name="Back to school")
        for name in ("back to school", "August 2017", "2017-08", "2017-08-01"):
            with self.subTest(name):
                found = self.env["sales.plan"].search([("name", "=", name)])
                self.assertEqual(found, plan)
        self.assertEqual(
            self.env["sales.plan"].search([("name", "ilike", "aug")]), plan
        )
        self.assertNotIn(
            plan, self.env["sales.plan"].search([("name", "not ilike", "aug")])
        )

    def test_totals_are_those_of_the_board(self):
        plan = self._create_plan(
            "2017-08-01", {self.anna: 100, self.boris: 50, self.north: 170}
        )
        self._line(plan, target=500)
        self._line(plan, target=30, client_kind="new")
        self.assertEqual((plan.people_count, plan.line_count), (2, 5))
        self.assertEqual((plan.people_target, plan.department_target), (150, 500))

    # ------------------------------------------------------------
    # NEXT PERIOD
    # ------------------------------------------------------------

    def test_copy_to_next_period(self):
        plan = self._create_plan(
            "2017-12-01",
            {self.anna: 100, self.boris: 50, self.carl: 25, self.north: 160},
        )
        self._line(plan, user_id=self.lena.id, date_from="2017-12-15")
        self._line(plan, user_id=self.max.id, date_to="2017-12-15")
        self._line(plan, user_id=self.anna.id, client_kind="new", target=7)
        self.boris.active = False
        action = plan.action_copy_next()
        copied = self.env["sales.plan"].browse(action["res_id"])
        self.assertEqual((copied.date_start, copied.state), (date(2018, 1, 1), "draft"))
        self.assertEqual(copied.name, "January 2018")
        self.assertEqual(
            {
                (line.user_id.name or line.team_id.name, line.client_kind, line.target)
                for line in copied.line_ids
            },
            {
                ("Anna", False, 100),
                ("Anna", "new", 7),
                ("Carl", False, 25),
                ("Lena", False, 100),
                ("North", False, 160),
            },
        )
        self.assertFalse(any(copied.line_ids.mapped("date_from")))
        note = copied.message_ids[0].body
        self.assertIn("Copied from December 2017. Left out", note)
        self.assertIn("Boris: Ordered revenue; Max: Ordered revenue", note)

    def test_copy_twice_is_refused(self):
        plan = self._create_plan("2017-08-01", {self.anna: 100})
        plan.action_copy_next()
        with self._assert_refused("September 2017 .*September 2017"):
            plan.action_copy_next()

    # ------------------------------------------------------------
    # LINES
    # ------------------------------------------------------------

    def test_owner_says_the_level(self):
        plan = self._create_plan("2017-08-01", {self.anna: 1, self.north: 2})
        self._line(plan)
        self.assertEqual(plan.line_ids.mapped("level"), ["user", "team", "department"])
        self.assertEqual(plan.line_ids[0].team_id, self.north)

    def test_missing_owner(self):
        plan = self._create_plan("2017-08-01", {self.anna: 1})
        with self._assert_refused("choose the salesperson"):
            self._line(plan, level="user")
        with self._assert_refused("choose the sales team"):
            self._line(plan, level="team")
        with self._assert_refused("choose the salesperson"):
            plan.line_ids.user_id = False

    def test_person_without_team_or_calendar(self):
        loner = new_test_user(
            self.env,
            login="loner",
            groups="sales_team.group_sale_salesman",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.assertFalse(loner.sale_team_id)
        self.company.resource_calendar_id = False
        self._create_plan("2017-08-01", {loner: 2_300})
        (row,) = self.env["sales.plan"].get_pace("2017-08-15", user_ids=loner.ids)
        self.assertIsNone(row["team_id"])
        self.assertEqual(row["plan"], 2_300)

    def test_negative_target(self):
        message = "Anna: Ordered revenue: the target -1 is negative. Enter zero or more"
        with self._assert_refused(message):
            self._create_plan("2017-08-01", {self.anna: -1})
        plan = self._create_plan("2017-08-01", {self.anna: 0})
        with self._assert_refused(message):
            plan.line_ids.target = -1
        with self.assertRaises(ValidationError):
            plan.line_ids.target = float("nan")

    def test_days_outside_the_period(self):
        plan = self._create_plan("2017-08-01", {self.anna: 1})
        line = plan.line_ids
        for values in ({"date_from": "2017-07-31"}, {"date_to": "2017-09-01"}):
            with (
                self.subTest(values),
                self._assert_refused(
                    "outside August 2017. Choose a day from 08/01/2017"
                ),
            ):
                line.write(values)
        with self._assert_refused("begins after it ends"):
            line.write({"date_from": "2017-08-20", "date_to": "2017-08-10"})
        line.write({"date_from": "2017-08-10", "date_to": "2017-08-20"})
        with self._assert_refused("outside September 2017"):
            plan.date_start = "2017-09-01"

    def test_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        plan = self._create_plan("2017-08-01", {self.anna: 1})
        stranger = new_test_user(
            self.env,
            login="stranger",
            groups="sales_team.group_sale_salesman",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        team = self.env["crm.team"].create({"name": "Far", "company_id": other.id})
        metric = self.revenue.copy({"company_id": other.id, "name": "Theirs"})
        for values, message in (
            ({"user_id": stranger.id}, "does not work in Efficient"),
            ({"team_id": team.id}, "team Far is not one of Efficient"),
            ({"metric_id": metric.id}, "metric is not one of Efficient"),
        ):
            with (
                self.subTest(message),
                self._assert_refused(message),
            ):
                self._line(plan, **values)
        with self._assert_refused("does not work in Other"):
            plan.company_id = other

    def test_portal_user(self):
        plan = self._create_plan("2017-08-01", {self.anna: 1})
        guest = new_test_user(
            self.env,
            login="guest",
            groups="base.group_portal",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        with self._assert_refused("no portal users"):
            self._line(plan, user_id=guest.id)

    def test_ratio_has_a_target_like_any_metric(self):
        average = self._metric("average_deal")
        self._create_plan("2017-08-01", {self.anna: 500}, metric=average)
        self._create_order(self.anna, 300, "2017-08-03 10:00:00")
        self._create_order(self.anna, 500, "2017-08-04 10:00:00")
        (row,) = self.env["sales.plan"].get_pace(
            "2017-08-15", metric_codes=["average_deal"]
        )
        self.assertEqual((row["plan"], row["fact"], row["pace"]), (500, 400, 80.0))
