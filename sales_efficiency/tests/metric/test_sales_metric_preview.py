from freezegun import freeze_time

from odoo.tests import Form, tagged

from .common import MetricCommon


@tagged("post_install", "-at_install")
@freeze_time("2017-08-15 12:00:00")
class TestSalesMetricPreview(MetricCommon):
    """The last 30 days, before anything is saved: what facts will show after it."""

    def _form(self, **values):
        form = Form(self.env["sales.metric"].with_user(self.ada))
        form.name = "Draft"
        for name, value in values.items():
            form[name] = value
        return form

    def _day(self, preview, day):
        return dict(map(tuple, preview["days"]))[day]

    def test_own_records(self):
        self._create_lead("2017-08-14 22:30:00")
        self._create_lead("2017-08-03 10:00:00")
        self._create_lead("2017-08-03 10:00:00", user=self.boris)
        self._create_lead("2017-07-16 10:00:00", user=self.boris)
        form = self._form(model_id=self.env["ir.model"]._get("crm.lead"))
        self.assertFalse(form.preview)
        form.date_field_id = self._field("crm.lead", "date_open")
        form.user_field_id = self._field("crm.lead", "user_id")
        preview = form.preview
        self.assertEqual((preview["count"], preview["value"]), (3, 3))
        self.assertEqual(len(preview["days"]), 30)
        self.assertEqual(preview["days"][0][0], "2017-07-17")
        self.assertEqual(preview["days"][-1], ["2017-08-15", 1])
        self.assertEqual(self._day(preview, "2017-08-03"), 2)
        self.assertEqual(preview["people"], [["Anna", 2], ["Boris", 1]])
        metric = form.save()
        self.assertEqual(metric.preview, preview)
        facts = self.env["sales.fact"].search([("metric_id", "=", metric.id)])
        self.assertEqual(len(facts), 4)

    def test_wrong_domain_is_told_while_typing(self):
        form = self._form(model_id=self.env["ir.model"]._get("crm.lead"))
        form.date_field_id = self._field("crm.lead", "date_open")
        form.user_field_id = self._field("crm.lead", "user_id")
        form.domain = "[('user_id', '=', uid)]"
        self.assertFalse(form.preview)
        self.assertIn("plain values only", form.preview_error)
        form.domain = "[]"
        self.assertFalse(form.preview_error)
        self.assertEqual(form.preview["value"], 0)

    def test_built_in(self):
        self._create_order(self.anna, 300, "2017-08-03 10:00:00")
        self._create_order(self.boris, 100, "2017-08-14 22:30:00")
        self._create_order(self.boris, 100, "2017-07-01 10:00:00")
        form = self._form(kind="source", source="order", measure="amount")
        self.assertEqual(form.preview["value"], 400)
        self.assertEqual(form.preview["unit"], "money")
        self.assertEqual(form.preview["currency_id"], self.company.currency_id.id)
        self.assertEqual(self._day(form.preview, "2017-08-15"), 100)
        form.measure = "client"
        self.assertEqual(form.preview["value"], 1)
        form.client_kind = "new"
        self.assertEqual(form.preview["value"], 0)

    def test_ratio(self):
        form = self._form(
            kind="ratio",
            numerator_id=self.revenue,
            denominator_id=self._metric("orders"),
        )
        self.assertIsNone(form.preview["value"])
        self._create_order(self.anna, 300, "2017-08-03 10:00:00")
        self._create_order(self.anna, 100, "2017-08-04 10:00:00")
        self._create_order(self.boris, 500, "2017-08-04 10:00:00")
        form.denominator_id = self._metric("won_deals")
        form.denominator_id = self._metric("orders")
        self.assertEqual(form.preview["value"], 300)
        self.assertEqual(self._day(form.preview, "2017-08-04"), 300)
        self.assertEqual(form.preview["people"], [["Boris", 500], ["Anna", 200]])

    def test_other_companies_stay_out(self):
        other = self.env["res.company"].create({"name": "Overseas"})
        self._create_order(self.anna, 300, "2017-08-03 10:00:00")
        order = self._create_order(self.anna, 100, "2017-08-03 10:00:00")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET company_id = %s WHERE id = %s", [other.id, order.id]
        )
        self.env.invalidate_all()
        form = self._form(kind="source", source="order", measure="amount")
        self.assertEqual(form.preview["value"], 300)

    def test_every_built_in_metric_has_one(self):
        metrics = self.env["sales.metric"].with_user(self.ada).search([])
        self.assertEqual(len(metrics.filtered("preview")), len(metrics))
        self.assertFalse(metrics.filtered("preview_error"))
