from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import ContactCommon


class TestContactBase(ContactCommon):
    """The share of the base in touch, noted day by day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fresh = cls.env["res.partner"].create({"name": "Fresh Client"})
        cls._create_order(cls.anna, 10, "2017-08-10 10:00:00", cls.fresh)
        other = cls.env["res.partner"].create({"name": "Boris' Client"})
        cls._create_order(cls.boris, 10, "2017-08-10 10:00:00", other)

    def _get_days(self, **values):
        days = self.env["sales.contact.day"].search(
            [("company_id", "=", self.company.id)], order="day, id"
        )
        return {
            (str(one.day), one.user_id): (one.client_count, one.touch_count)
            for one in days
        }

    def test_a_row_for_each_salesperson_and_day(self):
        # Eleven at night in London is the next day in Brussels.
        with freeze_time("2017-08-13 22:30:00"):
            self._note()
            self._note()
        self.assertEqual(
            self._get_days(),
            {
                ("2017-08-14", self.anna): (2, 1),
                ("2017-08-14", self.boris): (1, 1),
            },
        )

    def test_the_share_is_an_average_over_the_days(self):
        with freeze_time("2017-08-14 04:00:00"):
            self._note()
        self._say(self.order, "2017-08-14 10:00:00")
        with freeze_time("2017-08-15 04:00:00"):
            self._note()
        share = self._metric("share_in_touch")
        totals = {}
        for part in ("numerator_id", "denominator_id"):
            facts = self.env["sales.fact"].with_context(
                sales_fact_metric_ids=share[part].ids
            )
            groups = facts._read_group(
                [("user_id", "=", self.anna.id), ("date", ">=", "2017-08-14")],
                ["user_id"],
                ["value:sum"],
            )
            totals[part] = {user.id: total for user, total in groups}
        self.assertEqual(share._divide(*totals.values()), {self.anna.id: 75.0})

    def test_who_sees_which_rows(self):
        with freeze_time("2017-08-14 04:00:00"):
            self._note()
        days = self.env["sales.contact.day"]
        own = days.with_user(self.anna).search([])
        self.assertEqual(own.user_id, self.anna)
        self.assertEqual(
            days.with_user(self.lena).search([]).user_id, self.anna | self.boris
        )
        with self.assertRaises(AccessError):
            own.write({"touch_count": 9})
