from datetime import date

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import MetricCommon


@tagged("post_install", "-at_install")
class TestSalesMetricOwn(MetricCommon):
    """A new key indicator is a record."""

    def _total(self, metric, user=None):
        metric = metric.with_env(self.env)
        totals = self.env["sales.fact"]._get_totals(
            metric, date(2017, 8, 1), date(2017, 8, 31)
        )
        return totals[metric].get(((user or self.anna).id,), 0)

    def _assert_metric_refused(self, message, **values):
        self._assert_refused(message, lambda: self._create_metric(**values))

    # ------------------------------------------------------------
    # COUNTING
    # ------------------------------------------------------------

    def test_count_by_domain(self):
        metric = self._create_metric(
            date="date_open", domain="[('priority', 'in', ['2', '3'])]"
        )
        lead = self._create_lead("2017-08-03 10:00:00", priority="2")
        self._create_lead("2017-08-03 10:00:00", priority="1")
        self._create_lead("2017-07-31 21:30:00", priority="3")
        self._create_lead("2017-07-31 22:30:00", priority="3")
        self.assertEqual(self._total(metric), 2)
        lead.active = False
        self.assertEqual(self._total(metric), 1)
        lead.write({"active": True, "user_id": self.boris.id})
        lead.date_open = "2017-08-03 10:00:00"
        self.assertEqual(self._total(metric), 1)
        self.assertEqual(self._total(metric, self.boris), 1)
        lead.unlink()
        self.assertEqual(self._total(metric, self.boris), 0)

    def test_sum_of_money(self):
        metric = self._create_metric(
            date="date_open", measure="amount", amount="expected_revenue", unit="money"
        )
        self._create_lead("2017-08-03 10:00:00", revenue=100)
        self._create_lead("2017-08-04 10:00:00", revenue=250)
        self.assertEqual(self._total(metric), 350)

    def test_money_in_another_currency(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        for day, rate in (("2017-08-01", 2), ("2017-08-10", 4)):
            self.env["res.currency.rate"].create(
                {
                    "currency_id": dollar.id,
                    "name": day,
                    "rate": rate,
                    "company_id": self.company.id,
                }
            )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": dollar.id, "company_id": self.company.id}
        )
        metric = self._create_metric(
            "sale.order",
            date="date_order",
            measure="amount",
            amount="amount_untaxed",
            unit="money",
            domain="[('state', '=', 'sale')]",
        )
        for day in ("2017-08-03", "2017-08-12"):
            self._create_order(
                self.anna, 600, f"{day} 10:00:00", pricelist_id=pricelist.id
            )
        self.assertEqual(self._total(metric), 300 + 150)
        self.assertEqual(self._total(metric), self._total(self.revenue))

    def test_different_clients(self):
        metric = self._create_metric(
            date="date_open", measure="client", partner="partner_id"
        )
        for _number in range(2):
            self._create_lead("2017-08-03 10:00:00")
        self._create_lead("2017-08-03 10:00:00", partner_id=self.client.id)
        self.assertEqual(self._total(metric), 2)

    def test_new_clients_only(self):
        metric = self._create_metric(
            date="date_open", client_kind="new", partner="partner_id"
        )
        self._create_order(self.anna, 100, "2017-08-01 10:00:00")
        self._create_lead("2017-08-03 10:00:00", partner_id=self.client.id)
        self._create_lead("2017-08-03 10:00:00")
        self.assertEqual(self._total(metric), 1)

    # ------------------------------------------------------------
    # WHAT IS REFUSED
    # ------------------------------------------------------------

    def test_incomplete(self):
        self._assert_metric_refused("Please fill in: Day", date_field_id=False)
        self._assert_metric_refused("Please fill in: Amount", measure="amount")
        self._assert_metric_refused("Please fill in: Client", measure="client")
        self._assert_metric_refused("Please fill in: Client", client_kind="new")

    def test_wrong_fields(self):
        message = "cannot serve as %s of metric Leads: choose a stored field"
        field = self._field("sale.order", "date_order").id
        self._assert_metric_refused(message % "Day", date_field_id=field)
        field = self._field("crm.lead", "name").id
        self._assert_metric_refused(message % "Day", date_field_id=field)
        field = self._field("crm.lead", "partner_id").id
        self._assert_metric_refused(message % "Salesperson", user_field_id=field)
        field = self._field("crm.lead", "my_activity_date_deadline").id
        self._assert_metric_refused(message % "Day", date_field_id=field)

    def test_wrong_domains(self):
        for domain, reason in (
            ("[('nonsense', '=', 1)]", "nonsense"),
            ("[('name', 'resembles', 1)]", "resembles"),
            ("[('name'", "plain values only"),
            ("42", "does not work"),
            ("[('user_id', '=', uid)]", "plain values only"),
            ("[('user_id', '=', user.id)]", "plain values only"),
            ("[('create_date', '>', context_today())]", "plain values only"),
            ("[('id', 'in', __import__('os').listdir())]", "plain values only"),
            ("[('my_activity_date_deadline', '!=', False)]", "differ from reader"),
            ("[('message_is_follower', '=', True)]", "differ from reader"),
            (
                "[('partner_id', 'any', [('message_is_follower', '=', True)])]",
                "differ from reader",
            ),
        ):
            with self.subTest(domain), mute_logger("odoo.sql_db"):
                self._assert_metric_refused(reason, domain=domain)

    def test_good_domains(self):
        for number, domain in enumerate(
            (
                "",
                "[('create_date', '>=', 'today -7d')]",
                "['|', ('name', 'ilike', 'x'), ('partner_id.country_id.code', '=', 'BE')]",
                "[('tag_ids', 'any', [('name', '=', 'Hot')])]",
                "[('team_id.user_id.login', '=', 'sales_lena')]",
            )
        ):
            with self.subTest(domain):
                metric = self._create_metric(code=f"leads_{number}", domain=domain)
                self.assertFalse(metric.preview_error)

    def test_change_refused(self):
        metric = self._create_metric()
        self._assert_refused(
            "nonsense", lambda: metric.write({"domain": "[('nonsense', '=', 1)]"})
        )

    def test_another_model_empties_the_form(self):
        form = Form(self._create_metric(team="team_id", domain="[('id', '>', 0)]"))
        form.model_id = self.env["ir.model"]._get("sale.order")
        self.assertEqual(form.domain, "[]")
        self.assertFalse(form.date_field_id or form.user_field_id or form.team_field_id)
        self.assertFalse(form.preview)
        form.date_field_id = self._field("sale.order", "date_order")
        form.user_field_id = self._field("sale.order", "user_id")
        self.assertEqual(form.preview["count"], 0)
        form.save()

    # ------------------------------------------------------------
    # BROKEN
    # ------------------------------------------------------------

    def test_broken_metric_breaks_nothing(self):
        """The field that said the day went with its addon."""
        self.env["ir.model.fields"].create(
            {
                "name": "x_demonstrated",
                "ttype": "date",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
            }
        )
        metric = self._create_metric(date="x_demonstrated")
        self._create_plan("2017-08-01", {self.anna: 10}, metric.with_env(self.env))
        self._create_order(self.anna, 100, "2017-08-01 10:00:00")
        self._field("crm.lead", "x_demonstrated").unlink()
        metric.invalidate_recordset()
        self.assertTrue(metric.is_broken)
        self.assertIn("Please fill in: Day", metric.preview_error)
        with mute_logger("odoo.addons.sales_efficiency.models.metric.sales_metric_own"):
            self.assertEqual(self._total(metric), 0)
            self.assertEqual(self._total(self.revenue), 100)
            self.assertTrue(self.env["sales.plan"].get_pace("2017-08-15"))

    def test_domain_on_a_field_that_went(self):
        field = self.env["ir.model.fields"].create(
            {
                "name": "x_colour",
                "ttype": "char",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
            }
        )
        metric = self._create_metric(domain="[('x_colour', '=', 'red')]")
        field.unlink()
        metric.invalidate_recordset()
        self.assertIn("x_colour", metric.preview_error)
        with mute_logger("odoo.addons.sales_efficiency.models.metric.sales_metric_own"):
            self.assertEqual(self._total(metric), 0)
