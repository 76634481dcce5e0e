from odoo.tests import tagged

from .common import FunnelCommon


@tagged("post_install", "-at_install")
class TestFunnelPicture(FunnelCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.funnels = cls.env["sales.funnel"]
        cls.funnel = cls.funnels.create({"name": "All", "sequence": 0})

    def _get(self, funnel=None, user=None, **options):
        options = {
            "funnel_id": (funnel or self.funnel).id,
            "date_from": "2017-07-01",
            "date_to": "2017-08-15",
        } | options
        return self.funnels.with_user(user or self.max).get_picture(options)

    def _get_column(self, picture, key="all"):
        return next(one for one in picture["columns"] if one["key"] == key)

    def _steps(self, column, name):
        return [step[name] for step in column["steps"]]

    def test_parts_add_up_and_nothing_rises(self):
        deals = self._create_deals(20)
        self._move(deals[:14], self.talk, 20)
        self._move(deals[:6], self.offer, 15)
        self._win(deals[:3], 5)
        self._lose(deals[3:5] | deals[10:12], 5)
        picture = self._get()
        column = self._get_column(picture)
        self.assertEqual(self._steps(column, "reached"), [20, 14, 6, 3, 3])
        for step in column["steps"]:
            parts = step["passed"] + step["lost"] + step["open"] + step["won"]
            self.assertEqual(step["reached"], parts)
        self.assertEqual(self._steps(column, "conversion")[:3], [70, 600 / 14, 50])
        self.assertEqual(self._steps(column, "overall")[:3], [100, 70, 30])
        self.assertEqual(self._steps(column, "skipped"), [0, 0, 0, 3, 0])
        self.assertEqual(
            [column[name] for name in ("deals", "won", "lost", "open", "rate")],
            [20, 3, 4, 13, 15],
        )
        self.assertAlmostEqual(column["days_to_win"], 25)
        self.assertEqual(column["actual"], 300)
        self.assertEqual([stage["name"] for stage in picture["stages"]][1], "Talk")

    def test_weakest_step_has_enough_deals(self):
        deals = self._create_deals(30)
        self._move(deals[:20], self.talk, 20)
        self._lose(deals[20:26], 6)
        self._lose(deals[:12], 5)
        self._move(deals[12:14], self.offer, 4)
        self._lose(deals[12:14], 3)
        self.assertEqual(self._get_column(self._get())["weakest"], 1)
        self.assertIsNone(self._get_column(self._get(), "before")["weakest"])

    def test_period_before_has_the_same_length(self):
        self._create_deals(2, days_ago=30)
        self._create_deals(3, days_ago=60)
        picture = self._get()
        self.assertEqual(picture["before"], ["2017-05-16", "2017-06-30"])
        self.assertEqual(self._get_column(picture)["deals"], 2)
        self.assertEqual(self._get_column(picture, "before")["deals"], 3)

    def test_the_same_period_a_year_ago(self):
        self._create_deals(2, days_ago=30)
        self._create_deals(4, days_ago=395)
        picture = self._get(compare="year")
        self.assertEqual(picture["before"], ["2016-07-01", "2016-08-15"])
        column = self._get_column(picture, "before")
        self.assertEqual((column["name"], column["deals"]), ("A year before", 4))

    def test_expected_when_they_came_in_beside_what_they_brought(self):
        deals = self._create_deals(3)
        self._move(deals, self.talk, 20)
        deals.expected_revenue = 150
        self._win(deals[:2])
        column = self._get_column(self._get())
        self.assertEqual((column["expected"], column["actual"]), (200, 300))

    def test_choices_are_those_whose_deals_one_may_read(self):
        self._create_deals(1, user=self.anna)
        self._create_deals(1, user=self.carl)

        def names(user, what):
            choices = self.funnels.with_user(user).get_choices()
            return {one["name"] for one in choices[what]}

        self.assertLessEqual({"Anna", "Carl"}, names(self.max, "people"))
        self.assertIn("North", names(self.max, "teams"))
        self.assertEqual(names(self.anna, "people"), {"Anna"})

    def test_days_are_those_of_the_company(self):
        deal = self._create_deals()
        # Half past midnight of the 15th in Brussels.
        for moment, day in (("2017-08-14 22:30:00", 15), ("2017-08-14 21:30:00", 14)):
            self._set_created(deal, moment)
            for number in (14, 15):
                picture = self._get(
                    date_from=f"2017-08-{number}", date_to=f"2017-08-{number}"
                )
                self.assertEqual(
                    self._get_column(picture)["deals"], int(number == day), moment
                )

    def test_deals_that_entered_a_stage(self):
        old = self._create_deals(3, days_ago=300)
        self._move(old[:2], self.talk, 10)
        self._create_deals(1, days_ago=20)
        self.assertEqual(self._get_column(self._get())["deals"], 1)
        moved = self._get_column(self._get(cohort="moved"))
        self.assertEqual(self._steps(moved, "reached"), [3, 2])

    def test_segments_the_largest_first(self):
        self._create_deals(2, user=self.anna)
        self._create_deals(3, user=self.boris)
        self._create_deals(1, user_id=False)
        funnel = self.funnels.create({"name": "People", "split_by": "user_id"})
        columns = self._get(funnel)["columns"]
        self.assertEqual(
            [(one["name"], one["deals"]) for one in columns],
            [
                ("All deals", 6),
                ("Period before", 0),
                ("Boris", 3),
                ("Anna", 2),
                ("Not known", 1),
            ],
        )
        report = self.env["sales.funnel.report"]
        for column in columns:
            deals = len(report.search(column["domain"]).lead_id)
            self.assertEqual(deals, column["deals"])

    def test_funnel_of_some_deals(self):
        self._create_order(self.anna, 10, "2017-07-01")
        self._create_deals(2, partner_id=self.client.id)
        self._create_deals(1)
        self._create_deals(1, type="lead")
        current, new = (
            self.env.ref(f"sales_efficiency.sales_funnel_{name}")
            for name in ("current", "new")
        )
        self.assertEqual(self._get_column(self._get(current))["deals"], 2)
        self.assertEqual(self._get_column(self._get(new))["deals"], 1)
        new.with_leads = True
        self.assertEqual(self._get_column(self._get(new))["deals"], 2)

    def test_narrowed_to_a_person_or_a_team(self):
        self._create_deals(2, user=self.anna)
        self._create_deals(1, user=self.carl)
        for options, deals in (
            ({"user_id": self.carl.id}, 1),
            ({"team_id": self.north.id}, 2),
            ({"team_id": self.north.id, "user_id": self.carl.id}, 0),
        ):
            self.assertEqual(self._get_column(self._get(**options))["deals"], deals)

    def test_wrong_days_are_refused(self):
        with self._assert_refused("The period needs two days"):
            self._get(date_from="soon")
        with self._assert_refused("begins after it ends"):
            self._get(date_from="2017-09-01")

    def test_nothing_there(self):
        picture = self._get()
        self.assertEqual(picture["stages"], [])
        self.assertEqual(self._get_column(picture)["deals"], 0)
        self.assertIsNone(self._get_column(picture)["rate"])
        self.funnels.search([]).active = False
        self.assertIsNone(self.funnels.get_picture()["funnel"])

    def test_queries_do_not_grow(self):
        funnel = self.funnels.create({"name": "People", "split_by": "user_id"})

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._get(funnel)
            return self.env.cr.sql_log_count - before

        self._create_deals(1)
        count()
        few = count()
        for user in (self.anna, self.boris, self.carl):
            deals = self._create_deals(12, user=user)
            self._move(deals[:6], self.talk)
            self._lose(deals[:4])
        self.assertLessEqual(count(), few + 4)

    def test_condition_that_is_none_is_refused(self):
        with self._assert_refused("cannot be found by this condition"):
            self.funnel.domain = "[('no_such_field', '=', 1)]"
