from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ScriptCommon

MODELS = ("script", "script.step", "script.option", "script.version")


@tagged("post_install", "-at_install")
class TestScriptAccess(ScriptCommon):
    """Everybody reads scripts, managers write them, answers are one's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._create_call()

    def setUp(self):
        super().setUp()
        self.deals = self._create_deals() | self._create_deals(user=self.carl)
        for deal in self.deals:
            self._answer(deal.with_user(deal.user_id), self.script, Greet=None)

    def _runs(self, user):
        runs = self.env["sales.script.run"].with_user(user).search([])
        answers = self.env["sales.script.answer"].with_user(user).search([])
        self.assertEqual(answers.run_id, runs)
        return runs.user_id

    def test_runs(self):
        self.assertEqual(self._runs(self.anna), self.anna)
        self.assertFalse(self._runs(self.boris))
        self.assertEqual(self._runs(self.lena), self.anna)
        self.assertEqual(self._runs(self.max), self.anna | self.carl)
        self.assertEqual(self._runs(self.ada), self.anna | self.carl)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_nobody_writes_runs_answers_and_versions(self):
        run = self.deals[0].sales_script_run_ids
        for record in (run, run.answer_ids, run.version_id):
            for user in (self.anna, self.lena, self.max, self.ada):
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(record.with_user(user).has_access(operation))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_scripts(self):
        for name in MODELS[:3]:
            records = self.env[f"sales.{name}"]
            for user in (self.anna, self.lena):
                self.assertTrue(records.with_user(user).has_access("read"))
                self.assertFalse(records.with_user(user).has_access("write"))
            for user in (self.max, self.ada):
                self.assertTrue(records.with_user(user).has_access("unlink"))
        with self.assertRaises(AccessError):
            self.script.with_user(self.lena).action_publish()

    def test_manager_writes_and_publishes(self):
        """By the form, where fields of the deal are found by their name."""
        fields = self.env["ir.model.fields"].with_user(self.max)
        domain = self.env["sales.script.step"]._get_field_domain()
        found = dict(fields.name_search("Expected Revenue", domain))
        self.assertEqual(len(found), 1)
        with Form(self.env["sales.script"].with_user(self.max)) as form:
            form.name = "Mine"
            form.stage_ids.add(self.talk)
            with form.step_ids.new() as step:
                step.kind = "ask"
                step.name = "Budget?"
                step.field_id = fields.browse(found)
            with form.step_ids.new() as step:
                step.kind = "ask"
                step.name = "When?"
                with step.option_ids.new() as option:
                    option.name = "Soon"
                    option.is_end = True
        script = form.record
        script.action_publish()
        steps = script.version_id.content["steps"]
        self.assertEqual(steps[0]["type"], "monetary")
        self.assertEqual(steps[1]["options"][0]["next"], "end")

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_wizard_is_whose_it_is(self):
        values = {
            "lead_ids": self.deals[0].ids,
            "stage_id": self.talk.id,
            "reason": "Signed",
        }
        wizard = self.env["sales.script.pass"].with_user(self.lena).create(values)
        self.assertEqual(self._as(self.lena, wizard).reason, "Signed")
        with self.assertRaises(AccessError):
            self._as(self.max, wizard).read(["reason"])

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_admin",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.script.company_id = self.company
        for name in (*MODELS, "script.run", "script.answer"):
            records = self.env[f"sales.{name}"].with_user(stranger)
            records = records.with_context(allowed_company_ids=company.ids)
            self.assertFalse(records.search([]), name)
        self.script.company_id = False
        script = self.env["sales.script"].with_user(stranger)
        script = script.with_context(allowed_company_ids=company.ids)
        self.assertIn(self.script, script.search([]))
