from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptTour(ScriptCommon, HttpCase):
    """A salesperson with a browser goes through a script."""

    def setUp(self):
        super().setUp()
        self.script = self._create_call()
        self.deal = self._create_deals(name="Tasting", partner_id=self.client.id)

    def test_on_the_form(self):
        self.start_tour(
            f"/odoo/crm.lead/{self.deal.id}",
            "sales_script_form",
            login=self.anna.login,
        )
        self.assertEqual(self.deal.expected_revenue, 2500)
        self.assertEqual(self.deal.name, "Tasting at home")
        run = self.deal.sales_script_run_ids
        self.assertEqual((run.state, run.share_followed), ("done", 100))

    def test_in_the_pipeline(self):
        action = self.env.ref("crm.crm_lead_action_pipeline").id
        self.start_tour(
            f"/odoo/action-{action}", "sales_script_kanban", login=self.anna.login
        )
        self.assertEqual(self.deal.expected_revenue, 700)

    @mute_logger("odoo.http")
    def test_leader_lets_pass(self):
        self.start_tour(
            f"/odoo/crm.lead/{self.deal.id}", "sales_script_pass", login=self.lena.login
        )
        self.assertEqual(self.deal.stage_id, self.talk)
        self.assertEqual(self.deal.sales_script_run_ids.passed_by_id, self.lena)
