from datetime import date

from psycopg2.errors import ExclusionViolation

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSalesNorm(SalesEfficiencyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.position = cls.env["sales.position"].create({"name": "Hunter"})
        cls.calls = cls._metric("calls")
        cls.average = cls._metric("average_deal")

    def _create_norm(self, amount=30, metric=None, **values):
        return self.env["sales.norm"].create(
            {
                "metric_id": (metric or self.calls).id,
                "amount": amount,
                "company_id": self.company.id,
                **values,
            }
        )

    def test_scope(self):
        self.assertEqual(self._create_norm().scope, "all")
        self.assertEqual(
            self._create_norm(position_id=self.position.id).scope, "position"
        )
        self.assertEqual(self._create_norm(user_id=self.anna.id).scope, "person")

    def test_ratio_makes_quality_norm(self):
        form = Form(self.env["sales.norm"])
        form.metric_id = self.average
        form.amount = 4000
        norm = form.save()
        self.assertTrue(norm.is_quality)
        self.assertEqual(norm.bound, "min")
        form = Form(norm)
        form.metric_id = self.calls
        norm = form.save()
        self.assertFalse(norm.is_quality or norm.bound)

    def test_quality_norm_needs_bound(self):
        with self.assertRaisesRegex(ValidationError, "at least or at most"):
            self._create_norm(metric=self.average, bound=False)

    def test_overlap_refused_by_name(self):
        self._create_norm(date_from="2017-01-01", date_to="2017-08-31")
        with self.assertRaisesRegex(ValidationError, "Calls a day, everyone"):
            self._create_norm(amount=20, date_from="2017-08-31")
        with self.assertRaisesRegex(ValidationError, "there is a norm already"):
            self._create_norm(amount=20)

    def test_side_by_side_allowed(self):
        self._create_norm(date_to="2017-08-31")
        self._create_norm(date_from="2017-09-01")
        self._create_norm(period="week")
        self._create_norm(user_id=self.anna.id)
        self._create_norm(user_id=self.boris.id)
        self._create_norm(position_id=self.position.id)
        self._create_norm(metric=self.average, bound="min")
        self._create_norm(metric=self.average, bound="max")
        archived = self._create_norm(active=False)
        with self.assertRaises(ValidationError):
            archived.active = True

    @mute_logger("odoo.sql_db")
    def test_database_alone_refuses_overlap(self):
        """Two users who save at once: neither sees the other's norm, the table does."""
        for values in (
            {},
            {"user_id": self.anna.id},
            {"position_id": self.position.id},
        ):
            first = self._create_norm(date_to="2017-08-31", **values)
            second = self._create_norm(date_from="2017-09-01", **values)
            self.env.flush_all()
            with self.assertRaises(ExclusionViolation) as caught, self.cr.savepoint():
                self.cr.execute(
                    "UPDATE sales_norm SET date_from = %s WHERE id = %s",
                    [date(2017, 8, 31), second.id],
                )
                self.cr.execute("SET CONSTRAINTS sales_norm_overlap_excl IMMEDIATE")
            message = self.env["sales.norm"]._sql_error_to_message(caught.exception)
            self.assertIn("There is a norm already", message)
            (first | second).unlink()

    @mute_logger("odoo.sql_db")
    def test_bad_input(self):
        cases = (
            ({"amount": -1}, "sales_norm_amount_check"),
            (
                {"date_from": "2017-09-01", "date_to": "2017-08-01"},
                "sales_norm_dates_check",
            ),
            (
                {"user_id": self.anna.id, "position_id": self.position.id},
                "sales_norm_scope_check",
            ),
        )
        for values, constraint in cases:
            with (
                self.subTest(constraint),
                self.assertRaisesRegex(Exception, constraint),
                self.cr.savepoint(),
            ):
                self._create_norm(**values)

    def test_display_name(self):
        self.assertEqual(
            self._create_norm(user_id=self.anna.id, period="week").display_name,
            f"{self.calls.name} a week, {self.anna.name}",
        )
