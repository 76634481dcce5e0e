from odoo.tests import HttpCase, tagged

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptTrialTour(ScriptCommon, HttpCase):
    def test_a_draft_is_tried_out(self):
        script = self._create_call(publish=False)
        deal = self._create_deals(name="Tasting", partner_id=self.client.id)
        self.start_tour(
            f"/odoo/sales-scripts/{script.id}",
            "sales_script_trial",
            login=self.max.login,
        )
        self.assertEqual(deal.expected_revenue, 100)
        self.assertFalse(deal.sales_script_run_ids)
