from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptRun(ScriptCommon):
    """A salesperson goes through a script on a deal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._create_call()

    def setUp(self):
        super().setUp()
        self.deal = self._create_deals(partner_id=self.client.id).with_user(self.anna)

    def _names(self, payload):
        return [step["name"] for step in payload["steps"]]

    def _current(self, payload):
        names = {step["key"]: step["name"] for step in payload["steps"]}
        return names.get(payload["current"])

    def test_nothing_is_written_by_looking(self):
        payload = self.deal.get_sales_script()
        self.assertEqual(
            self._names(payload),
            ["Greet", "How many people?", "What budget?", "Needs noted", "Farewell"],
        )
        self.assertEqual(self._current(payload), "Greet")
        self.assertEqual(payload["state"], "new")
        self.assertEqual(
            [step["name"] for step in payload["objections"]], ["Too expensive"]
        )
        self.assertEqual(
            [check["name"] for check in payload["checks"]], ["Needs noted"]
        )
        self.assertFalse(self.deal.sales_script_run_ids)

    def test_from_the_first_step_to_the_last(self):
        payload = self._answer(self.deal, self.script, Greet=None)
        run = self.deal.sales_script_run_ids
        self.assertEqual(
            (run.state, run.user_id, run.stage_id),
            (
                "open",
                self.anna,
                self.first,
            ),
        )
        self.assertEqual(run.share_followed, 20)
        self.assertEqual(self._current(payload), "How many people?")
        payload = self._answer(
            self.deal,
            self.script,
            How_many_people="option:Many",
            What_budget="1 200,50",
            Needs_noted=True,
            Farewell=None,
        )
        self.assertEqual(self.deal.expected_revenue, 1200.5)
        self.assertEqual((payload["state"], payload["current"]), ("done", None))
        self.assertEqual((run.state, run.share_followed), ("done", 100))
        self.assertTrue(run.date_end)
        self.assertEqual(
            [(answer.step_name, answer.value) for answer in run.answer_ids],
            [
                ("Greet", False),
                ("How many people?", "Many"),
                ("What budget?", "1,200.50\xa0€"),
                ("Needs noted", "Yes"),
                ("Farewell", False),
            ],
        )

    def test_an_answer_chooses_what_comes(self):
        payload = self._answer(
            self.deal, self.script, Greet=None, How_many_people="option:A few"
        )
        self.assertEqual(
            self._names(payload), ["Greet", "How many people?", "Farewell"]
        )
        self.assertEqual(self._current(payload), "Farewell")
        self.assertFalse(payload["checks"])

    def test_going_back_and_answering_anew(self):
        self._answer(
            self.deal,
            self.script,
            Greet=None,
            How_many_people="option:Many",
            What_budget=5,
        )
        payload = self.deal.step_back_sales_script()
        self.assertEqual(self._current(payload), "What budget?")
        payload = self.deal.step_back_sales_script()
        self.assertEqual(self._current(payload), "How many people?")
        self.assertEqual(payload["steps"][1]["answer"]["value"], "Many")
        run = self.deal.sales_script_run_ids
        self.assertEqual(len(run.answer_ids), 3, "Answers stay when going back")
        payload = self._answer(self.deal, self.script, How_many_people="option:A few")
        self.assertEqual(self._current(payload), "Farewell")
        self.assertEqual(
            run.answer_ids.mapped("step_name"), ["Greet", "How many people?"]
        )
        self.assertEqual(len(self.deal.sales_script_run_ids), 1)

    def test_mending_an_answer_leaves_a_finished_script_finished(self):
        self._answer(
            self.deal,
            self.script,
            Greet=None,
            How_many_people="option:Many",
            What_budget=5,
            Needs_noted=True,
            Farewell=None,
        )
        self.deal.step_back_sales_script(self._keys(self.script)["What budget?"])
        self._answer(self.deal, self.script, What_budget=7)
        run = self.deal.sales_script_run_ids
        self.assertEqual((run.state, run.share_followed), ("done", 100))
        self.deal.stage_id = self.talk
        self.assertEqual(run.state, "done")

    def test_questions_skipped_are_not_followed(self):
        self._answer(self.deal, self.script, Greet=None, How_many_people=None)
        self.assertEqual(self.deal.sales_script_run_ids.share_followed, 20)

    def test_going_back_at_the_first_step_stays_there(self):
        self.assertEqual(self._current(self.deal.step_back_sales_script()), "Greet")
        self.assertFalse(self.deal.sales_script_run_ids)

    def test_going_back_to_a_step_by_name(self):
        self._answer(self.deal, self.script, Greet=None, How_many_people="option:A few")
        payload = self.deal.step_back_sales_script(self._keys(self.script)["Greet"])
        self.assertEqual(self._current(payload), "Greet")
        payload = self._answer(self.deal, self.script, Greet=None)
        self.assertEqual(self._current(payload), "How many people?")

    def test_steps_cannot_be_skipped(self):
        with self._assert_refused("comes later in the script"):
            self._answer(self.deal, self.script, Farewell=None)

    def test_an_objection_is_noted_at_any_time(self):
        payload = self._answer(self.deal, self.script, Too_expensive=None)
        self.assertEqual(self._current(payload), "Greet")
        self.assertTrue(payload["objections"][0]["answer"])
        self._answer(self.deal, self.script, Greet=None)
        answers = self.deal.sales_script_run_ids.answer_ids
        self.assertEqual(set(answers.mapped("step_name")), {"Too expensive", "Greet"})

    def test_a_run_keeps_its_text(self):
        self._answer(self.deal, self.script, Greet=None)
        version = self.script.version_id
        self.script.step_ids[0].text = "<p>Welcome!</p>"
        self.script.step_ids[-1].unlink()
        self.assertEqual(self.script.state, "changed")
        self.script.action_publish()
        self.assertEqual(
            (self.script.state, self.script.version_number), ("published", 2)
        )
        payload = self.deal.get_sales_script()
        self.assertEqual(payload["steps"][0]["text"], "<p>Good day, Old Client!</p>")
        self.assertEqual(len(payload["steps"]), 5)
        self.assertTrue(payload["script"]["is_outdated"])
        self.assertEqual(self.deal.sales_script_run_ids.version_id, version)
        other = self._create_deals().with_user(self.anna).get_sales_script()
        self.assertEqual(other["steps"][0]["text"], "<p>Welcome!</p>")
        self.assertEqual(len(other["steps"]), 4)
        payload = self.deal.restart_sales_script()
        self.assertEqual(payload["steps"][0]["text"], "<p>Welcome!</p>")
        self.assertEqual(self.deal.sales_script_run_ids.state, "left")

    def test_what_was_answered_stays_in_words(self):
        self._answer(self.deal, self.script, Greet=None)
        self.script.step_ids[0].name = "Say hello"
        self.script.action_publish()
        answers = self.deal.sales_script_run_ids.answer_ids
        self.assertEqual(answers.step_name, "Greet")

    def test_publishing_the_same_again_makes_no_version(self):
        self.script.action_publish()
        self.assertEqual(self.script.version_number, 1)

    def test_leaving_the_stage_ends_the_run(self):
        self._answer(self.deal, self.script, Greet=None, How_many_people="option:A few")
        run = self.deal.sales_script_run_ids
        self.deal.stage_id = self.talk
        self.assertEqual((run.state, run.is_current), ("left", False))
        self.assertFalse(self.deal.get_sales_script()["script"])
        self.deal.stage_id = self.first
        payload = self.deal.get_sales_script()
        self.assertEqual((payload["state"], self._current(payload)), ("new", "Greet"))
        self._answer(self.deal, self.script, Greet=None)
        self.assertEqual(self.deal.sales_script_run_count, 2)

    def test_a_deal_that_is_lost_ends_the_run(self):
        self._answer(self.deal, self.script, Greet=None)
        self.deal.action_set_lost()
        self.assertEqual(self.deal.sales_script_run_ids.state, "left")

    def test_merged_deals_keep_their_answers(self):
        other = self._create_deals(days_ago=40).with_user(self.anna)
        for deal in (self.deal, other):
            self._answer(deal, self.script, Greet=None)
        runs = (self.deal | other).sales_script_run_ids
        merged = (self.deal | other).merge_opportunity()
        self.assertEqual(runs.exists().lead_id, merged)
        self.assertEqual(len(merged.sales_script_run_ids), 2)
        self.assertEqual(len(runs.filtered("is_current")), 1)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_who_may_not_change_the_deal_answers_nothing(self):
        deal = self._as(self.boris, self.deal)
        with self.assertRaises(AccessError):
            deal.get_sales_script()
        with self.assertRaises(AccessError):
            deal.answer_sales_script(self._keys(self.script)["Greet"])

    def test_queries_do_not_grow(self):
        """However many scripts and answers there are."""
        self._answer(self.deal, self.script, Greet=None)
        self.deal.get_sales_script()

        def count():
            deal = self._as(self.anna, self.deal)
            deal.get_sales_script()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            deal.get_sales_script()
            return self.env.cr.sql_log_count - start

        few = count()
        for index in range(10):
            self._create_script(
                f"Other {index}",
                self.first | self.talk,
                [("ask", f"Question {step}") for step in range(10)],
                team_ids=self.north.ids,
            )
        self._answer(
            self.deal, self.script, How_many_people="option:Many", What_budget=5
        )
        self.assertEqual(count(), few)
