from odoo.tests import tagged

from ..screens import Screen, ScreenCase
from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptScreens(ScriptCommon, ScreenCase):
    """The panel on the form and in the pipeline, and the editor, as they look."""

    def setUp(self):
        super().setUp()
        self.script = self._create_call(team_ids=self.north.ids)
        self._create_script("Any Talk", self.talk, [("say", "Hello")])
        self.deal = self._create_deals(name="Tasting", partner_id=self.client.id)
        self._create_deals(4, name="Other", stage=self.talk)
        self._answer(self.deal.with_user(self.anna), self.script, Greet=None)
        self.done = self._create_deals(name="Done", partner_id=self.client.id)
        self._answer(
            self.done.with_user(self.anna),
            self.script,
            Too_expensive=None,
            Greet=None,
            How_many_people="option:Many",
            What_budget=500,
            Needs_noted=False,
            Farewell=None,
        )

        self.asked = self._create_deals(name="Asked", partner_id=self.client.id)
        self._answer(
            self.asked.with_user(self.anna),
            self.script,
            Greet=None,
            How_many_people="option:Many",
        )

    def test_salesperson(self):
        action = self.env.ref("crm.crm_lead_action_pipeline").id
        self.look_around(
            self.anna,
            Screen("script_form", f"/odoo/crm.lead/{self.deal.id}", ".o_script"),
            Screen("script_done", f"/odoo/crm.lead/{self.done.id}", ".o_script"),
            Screen(
                "script_objection",
                f"/odoo/crm.lead/{self.asked.id}",
                ".o_script",
                steps=(".o_script_objections summary", ".o_script_objection summary"),
            ),
            Screen(
                "script_runs", "/odoo/sales-script-runs", ".o_content", ".o_content"
            ),
            Screen(
                "script_run",
                f"/odoo/sales-script-runs/{self.done.sales_script_run_ids.id}",
                ".o_form_sheet",
            ),
            Screen(
                "script_pipeline",
                f"/odoo/action-{action}",
                ".o_script_side",
                steps=(f".o_script_button[data-lead='{self.deal.id}']",),
            ),
        )

    def test_manager(self):
        self.look_around(
            self.max,
            Screen(
                "script_editor",
                f"/odoo/sales-scripts/{self.script.id}",
                ".o_form_sheet",
                ready=".o_field_widget[name=step_ids]",
            ),
            Screen(
                "script_step",
                "",
                ".modal",
                steps=(
                    "tr.o_data_row:nth-child(2) td[name=name], "
                    ".o_field_x2many .o_kanban_record:nth-child(2)",
                ),
            ),
            Screen("script_list", "/odoo/sales-scripts", ".o_content", ".o_content"),
        )
