from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import MetricCommon


@tagged("post_install", "-at_install")
class TestSalesMetric(MetricCommon):
    """Built-in metrics and ratios."""

    def _ratio(self, **values):
        return self.env["sales.metric"].create(
            {
                "name": "Ratio",
                "code": "ratio",
                "kind": "ratio",
                "numerator_id": self.revenue.id,
                "denominator_id": self._metric("orders").id,
                **values,
            }
        )

    def test_what_was_asked_is_there(self):
        asked = {
            "order_revenue",
            "invoiced_revenue",
            "paid_revenue",
            "won_deals",
            "won_revenue",
            "new_clients",
            "quotations_sent",
            "meetings_new",
            "meetings_current",
            "calls_new",
            "calls_current",
            "average_deal",
            "turnover_per_client",
            "quotation_conversion",
        }
        metrics = self.env["sales.metric"]._get_by_codes(asked)
        self.assertEqual(set(metrics.mapped("code")), asked)
        for metric in metrics:
            plan = self._create_plan("2017-08-01", {self.anna: 10}, metric)
            self.assertEqual(plan.state, "confirmed")
            plan.state = "draft"
            plan.unlink()

    def test_unknown_code_is_named(self):
        with self.assertRaisesRegex(ValidationError, "nonsense.*order_revenue"):
            self.env["sales.metric"]._get_by_codes(["nonsense"])

    def test_code_is_unique(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.revenue.copy({"code": "orders"})

    def test_copies_get_names_and_codes(self):
        first, second = self.revenue.copy(), self.revenue.copy()
        self.assertEqual(first.name, "Ordered revenue (copy)")
        self.assertEqual(first.code, "order_revenue_copy")
        self.assertEqual(second.code, "order_revenue_copy_2")

    def test_source_is_needed(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["sales.metric"].create(
                {"name": "Nothing", "code": "nothing", "kind": "source"}
            )

    def test_counts_are_numbers(self):
        orders = self._metric("orders")
        self._assert_refused(
            "its unit is a number", lambda: orders.write({"unit": "money"})
        )

    def test_ratio_of_ratio_refused(self):
        average = self._metric("average_deal")
        self._assert_refused(
            "Average deal, which is a ratio",
            lambda: self._ratio(numerator_id=average.id),
        )
        ratio = self._ratio(numerator_id=self._metric("won_revenue").id)
        self._assert_refused(
            "Ratio is built on it",
            lambda: self._metric("won_revenue").write(
                {
                    "kind": "ratio",
                    "numerator_id": self.revenue.id,
                    "denominator_id": self._metric("orders").id,
                }
            ),
        )
        self._assert_refused("factor of Ratio", lambda: ratio.write({"factor": 0}))

    def test_parts_of_ratios_stay(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._metric("orders").unlink()

    def test_form_guides(self):
        form = Form(self.env["sales.metric"].with_user(self.ada))
        form.name = "Demonstrations held"
        self.assertEqual(form.code, "demonstrations_held")
        form.kind = "source"
        form.source = "order"
        form.measure = "amount"
        self.assertEqual(form.unit, "money")
        form.measure = "count"
        self.assertEqual(form.unit, "count")
        form.kind = "ratio"
        form.numerator_id = self._metric("won_deals")
        form.denominator_id = self._metric("calls")
        self.assertEqual((form.unit, form.factor), ("percent", 100))
        form.numerator_id = self._metric("won_revenue")
        self.assertEqual((form.unit, form.factor), ("money", 1))
        self.assertEqual(form.save().code, "demonstrations_held")

    def test_clients_are_looked_at_as_clients(self):
        action = self._metric("buying_clients").action_view_facts()
        self.assertEqual(action["context"]["graph_measure"], "partner_id")
        action = self._metric("average_deal").action_view_facts()
        self.assertEqual(
            set(action["context"]["sales_fact_metric_ids"]),
            set((self.revenue | self._metric("orders")).ids),
        )
