from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import MetricCommon


@tagged("post_install", "-at_install")
class TestMetricTour(MetricCommon, HttpCase):
    def test_own_metric_with_preview(self):
        now = fields.Datetime.now()
        self._create_lead(now, revenue=700)
        self._create_lead(now, revenue=300)
        self._create_lead(now, user=self.boris)
        self._create_lead(fields.Date.subtract(now, days=40), revenue=900)
        self.env.flush_all()
        self.start_tour(
            "/odoo/sales-metrics/new?debug=1",
            "sales_efficiency_metric_preview",
            login=self.ada.login,
        )
        metric = self.env["sales.metric"].search([("code", "=", "won_leads")])
        self.assertEqual((metric.unit, metric.measure), ("money", "amount"))
        facts = self.env["sales.fact"].search([("metric_id", "=", metric.id)])
        self.assertEqual(sorted(facts.mapped("value")), [700, 900])
