from odoo.exceptions import AccessError, RedirectWarning
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..funnel.common import NOON
from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptHold(ScriptCommon):
    """A deal stays in its stage until what its script requires is ticked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._create_call()

    def setUp(self):
        super().setUp()
        self.deal = self._create_deals()

    def _pass(self, user, deals, stage, reason="Signed at the fair"):
        wizard = (
            self.env["sales.script.pass"]
            .with_user(user)
            .create(
                {"lead_ids": deals.ids, "stage_id": stage.id, "reason": reason},
            )
        )
        wizard.action_pass()

    def test_salesperson(self):
        deal = self._as(self.anna, self.deal)
        with self._assert_refused(
            "Deal 0 stays in First: first tick Needs noted of the script First Call."
        ):
            deal.stage_id = self.talk
        self._answer(deal, self.script, Greet=None, How_many_people="option:Many")
        self._answer(deal, self.script, What_budget=5, Needs_noted=False)
        with self._assert_refused("first tick Needs noted"):
            deal.stage_id = self.talk
        self._answer(deal, self.script, Needs_noted=True)
        deal.stage_id = self.talk
        self.assertEqual(self.deal.stage_id, self.talk)

    def test_a_way_without_the_check_needs_none(self):
        deal = self._as(self.anna, self.deal)
        self._answer(deal, self.script, Greet=None, How_many_people="option:A few")
        deal.stage_id = self.talk
        self.assertEqual(deal.stage_id, self.talk)

    def test_all_deals_are_named(self):
        deals = self._as(self.anna, self.deal | self._create_deals(name="Other"))
        with self._assert_refused("(?s)Deal 0 stays in.*Other stays in"):
            deals.write({"stage_id": self.talk.id})

    def test_won(self):
        with self._assert_refused("stays in First"):
            self._as(self.anna, self.deal).action_set_won()

    def test_lost_and_archived(self):
        deal = self._as(self.anna, self.deal)
        deal.action_set_lost()
        self.assertEqual(deal.won_status, "lost")

    def test_backwards(self):
        self.script.stage_ids = self.talk
        self.deal.stage_id = self.talk
        deal = self._as(self.anna, self.deal)
        deal.stage_id = self.first
        self.assertEqual(deal.stage_id, self.first)

    def test_imports_and_the_system_pass(self):
        deal = self._as(self.anna, self.deal)
        with self._assert_refused("stays in First"):
            deal.with_context(import_file=True).stage_id = self.talk
        deal = self._as(self.lena, self.deal)
        deal.with_context(import_file=True).stage_id = self.talk
        self.assertEqual(deal.stage_id, self.talk)
        deal.sudo().stage_id = self.first
        deal.sudo().stage_id = self.talk

    def test_other_fields_and_the_same_stage(self):
        deal = self._as(self.anna, self.deal)
        deal.write({"stage_id": self.first.id, "priority": "2"})
        self.assertEqual(deal.priority, "2")

    def test_leader_is_asked(self):
        deal = self._as(self.lena, self.deal)
        with self.assertRaises(RedirectWarning) as caught:
            deal.stage_id = self.talk
        message, action, _button, context = caught.exception.args
        self.assertIn("first tick Needs noted", message)
        self.assertEqual(
            self.env["ir.actions.act_window"].browse(action).res_model,
            "sales.script.pass",
        )
        wizard = (
            self.env["sales.script.pass"]
            .with_user(self.lena)
            .with_context(**context)
            .create({"reason": "Signed at the fair"})
        )
        self.assertEqual((wizard.lead_ids, wizard.stage_id), (deal, self.talk))
        wizard.action_pass()
        self.assertEqual(deal.stage_id, self.talk)
        run = self.deal.sales_script_run_ids
        self.assertEqual(
            (run.passed_by_id, run.pass_reason, run.state),
            (self.lena, "Signed at the fair", "left"),
        )
        self.assertIn("Signed at the fair", self.deal.message_ids[0].preview)

    def _go_back(self):
        """Let the deal go to Talk, which requires something, and back again."""
        self.script.stage_ids = self.talk
        self._move(self.deal, self.talk, days_ago=3)
        self._move(self.deal.with_user(self.anna), self.first, days_ago=2)
        return self._as(self.anna, self.deal)

    def test_going_back_and_round_the_stage_is_held(self):
        deal = self._go_back()
        for stage in (self.offer, self.won):
            with self._assert_refused(
                "Deal 0 stays in First: first go to Talk and tick Needs noted"
            ):
                deal.stage_id = stage
        deal.stage_id = self.talk
        self._answer(deal, self.script, Greet=None, How_many_people="option:Many")
        self._answer(deal, self.script, What_budget=5, Needs_noted=True)
        deal.stage_id = self.first
        deal.stage_id = self.offer
        self.assertEqual(deal.stage_id, self.offer)

    def test_a_stage_never_entered_holds_nothing(self):
        self.script.stage_ids = self.talk
        deal = self._as(self.anna, self.deal)
        deal.stage_id = self.offer
        self.assertEqual(deal.stage_id, self.offer)

    def test_what_was_skipped_is_let_pass_too(self):
        self._go_back()
        self._pass(self.lena, self.deal, self.offer)
        self.assertEqual(self.deal.stage_id, self.offer)
        run = self.deal.sales_script_run_ids
        self.assertEqual(
            (run.stage_id, run.passed_by_id, run.state), (self.talk, self.lena, "left")
        )

    def test_a_mass_change_moves_all(self):
        free = self._create_deals(stage=self.talk)
        deals = self._as(self.lena, self.deal | free)
        with self.assertRaises(RedirectWarning) as caught:
            deals.write({"stage_id": self.offer.id})
        context = caught.exception.args[3]
        self.assertEqual(context["default_lead_ids"], deals.ids)
        self._pass(self.lena, deals, self.offer)
        self.assertEqual(deals.stage_id, self.offer)
        self.assertFalse(free.sales_script_run_ids)

    def test_scripts_of_the_teams_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.script.company_id = self.company
        self.north.company_id = self.company
        deal = self.env["crm.lead"].with_company(other).new({"type": "opportunity"})
        deal.write({"team_id": self.north.id, "stage_id": self.first.id})
        deal.company_id = False
        self.assertEqual(self.env["sales.script"]._choose(deal)[0], self.script)

    def test_stages_of_one_sequence_stand_by_their_names(self):
        self.talk.sequence = self.first.sequence
        self.talk.name = "Earlier"
        deal = self._as(self.anna, self.deal)
        deal.stage_id = self.talk
        self.assertEqual(deal.stage_id, self.talk)

    def test_an_archived_deal_goes_on_where_it_was(self):
        deal = self._as(self.anna, self.deal)
        self._answer(deal, self.script, Greet=None, How_many_people="option:Many")
        run = self.deal.sales_script_run_ids
        deal.action_set_lost()
        self.assertEqual((run.state, run.is_current), ("left", False))
        deal.action_unarchive()
        self.assertEqual((run.state, run.is_current), ("open", True))
        self.assertFalse(run.date_end)
        deal.action_archive()
        self.deal.stage_id = self.talk
        deal.action_unarchive()
        self.assertEqual((run.state, run.is_current), ("left", False))

    def test_manager_of_all_teams(self):
        deals = self.deal | self._create_deals(user=self.carl)
        with self.assertRaises(RedirectWarning):
            self._as(self.max, deals).write({"stage_id": self.talk.id})
        self._pass(self.max, deals, self.won)
        self.assertEqual(deals.mapped("won_status"), ["won", "won"])

    def test_what_was_let_pass_counts_once(self):
        self._pass(self.lena, self.deal, self.talk)
        self.deal.stage_id = self.first
        with self._assert_refused("stays in First"):
            self._as(self.anna, self.deal).stage_id = self.talk

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_others_let_nothing_pass(self):
        with self.assertRaises(AccessError):
            self._pass(self.anna, self.deal, self.talk)
        self.south.user_id = self.carl
        self.carl.group_ids += self.env.ref(
            "sales_efficiency.group_sales_efficiency_leader"
        )
        with self.assertRaises(AccessError):
            self._pass(self.carl, self.deal, self.talk)

    def test_a_leader_of_another_team_is_held(self):
        self.deal.user_id = self.lena
        self.deal.team_id = self.south
        with self._assert_refused("stays in First"):
            self._as(self.lena, self.deal).stage_id = self.talk

    def test_a_run_keeps_what_it_requires(self):
        self._answer(self.deal.with_user(self.anna), self.script, Greet=None)
        self.script.step_ids.filtered("is_required").unlink()
        self.script.action_publish()
        with self._assert_refused("first tick Needs noted"):
            self._as(self.anna, self.deal).stage_id = self.talk
        other = self._as(self.anna, self._create_deals())
        other.stage_id = self.talk

    def test_new_deals_begin_anywhere(self):
        deal = (
            self.env["crm.lead"]
            .with_user(self.anna)
            .create({"name": "New", "type": "opportunity", "stage_id": self.offer.id})
        )
        self.assertEqual(deal.stage_id, self.offer)

    def _count(self, deals, stage):
        self.env["sales.script"]._get_watched()
        for deal in deals:
            deal.mapped("team_id.name")
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        deals.write({"stage_id": stage.id})
        self.env.flush_all()
        return self.env.cr.sql_log_count - start

    def test_stages_without_scripts_cost_nothing(self):
        deals = self._as(self.anna, self._create_deals(5, stage=self.talk))
        deals.mapped("stage_id.name")
        with_scripts = self._count(deals, self.offer)
        self.env["sales.script"].search([]).action_archive()
        deals = self._as(self.anna, self._create_deals(5, stage=self.talk))
        deals.mapped("stage_id.name")
        self.assertEqual(self._count(deals, self.offer), with_scripts)

    def test_queries_do_not_grow_with_deals(self):
        def refuse(count):
            deals = self._as(self.anna, self._create_deals(count))
            deals.mapped("stage_id.name")
            self.env["sales.script"]._get_watched()
            start = self.env.cr.sql_log_count
            with self._assert_refused("stays in First"):
                deals.write({"stage_id": self.talk.id})
            return self.env.cr.sql_log_count - start

        refuse(1)
        few = refuse(2)
        self.assertLessEqual(refuse(20), few)

    def test_the_clock_of_runs(self):
        self._answer(self.deal.with_user(self.anna), self.script, Greet=None)
        self.assertEqual(self.deal.sales_script_run_ids.date_start, NOON)
