from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptTrial(ScriptCommon):
    """A draft is tried out on a deal, and nothing of it is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._create_call(publish=False)

    def setUp(self):
        super().setUp()
        self.deal = self._create_deals(partner_id=self.client.id)

    def _try(self, *answers, at=None, is_answered=False, user=None, script=None):
        script = script or self.script
        keys = self._keys(script)
        options = {one.name: one.key for one in script.step_ids.option_ids}
        answers = [
            (
                keys[name],
                {"option": options[answer]} if answer in options else {"value": answer},
            )
            for name, answer in answers
        ]
        return script.with_user(self.max).try_out(
            self.deal.id,
            (user or self.anna).id,
            answers,
            at and keys[at],
            is_answered,
        )

    def _at(self, payload):
        names = {step["key"]: step["name"] for step in payload["steps"]}
        return names.get(payload["current"])

    def test_it_shows_what_the_published_script_would(self):
        payload = self._try()
        self.script.action_publish()
        shown = self._as(self.anna, self.deal).get_sales_script()
        for name in ("steps", "objections", "checks", "current", "is_done", "state"):
            self.assertEqual(payload[name], shown[name], name)
        self.assertEqual(payload.keys(), shown.keys())

    def test_answers_lead_on_and_are_not_kept(self):
        payload = self._try(("Greet", ""), at="Greet", is_answered=True)
        self.assertEqual(self._at(payload), "How many people?")
        payload = self._try(
            ("Greet", ""),
            ("How many people?", "A few"),
            at="How many people?",
            is_answered=True,
        )
        self.assertEqual(self._at(payload), "Farewell")
        payload = self._try(
            ("Greet", ""),
            ("How many people?", "Many"),
            ("What budget?", "7500"),
            at="What budget?",
            is_answered=True,
        )
        self.assertEqual(self._at(payload), "Needs noted")
        budget = payload["steps"][2]
        self.assertIn("7", budget["answer"]["value"])
        self.assertEqual(budget["current_value"], 7500)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.deal.expected_revenue, 100)
        self.assertFalse(self.deal.sales_script_run_ids)
        self.assertFalse(self.script.version_ids)

    def test_one_can_go_back_and_take_another_way(self):
        answers = [("Greet", ""), ("How many people?", "Many"), ("What budget?", "1")]
        payload = self._try(*answers, at="Greet")
        self.assertEqual(self._at(payload), "Greet")
        answers[1] = ("How many people?", "A few")
        payload = self._try(*answers, at="How many people?", is_answered=True)
        self.assertEqual(len(payload["steps"]), 3)
        self.assertEqual(self._at(payload), "Farewell")

    def test_wrong_answers_are_refused_as_they_would_be(self):
        with self._assert_refused("is a number, such as"):
            self._try(
                ("Greet", ""), ("How many people?", "Many"), ("What budget?", "much")
            )

    def test_an_empty_script_says_so(self):
        self.script.step_ids.unlink()
        with self._assert_refused("nothing to go through yet"):
            self._try()

    # ------------------------------------------------------------
    # WHO SEES IT
    # ------------------------------------------------------------

    def test_the_salesperson_has_to_see_the_deal(self):
        with self.assertRaisesRegex(AccessError, "Boris does not see the deal"):
            self._try(user=self.boris)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_sees_more_by_it(self):
        other = self._create_deals(user=self.carl)
        with self.assertRaises(AccessError):
            self.script.with_user(self.anna).try_out(other.id, self.carl.id)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_only_who_writes_scripts_tries_them_out(self):
        for user in (self.anna, self.lena):
            with self.assertRaises(AccessError):
                self.script.with_user(user).try_out(self.deal.id, self.anna.id)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_no_record_is_seen_that_one_may_not_see_oneself(self):
        self._add_steps(self.script, [("ask", "Where?", {"field": "country_id"})])
        country = self.env.ref("base.be")
        self.env["ir.rule"].create(
            {
                "name": "Not for Max",
                "model_id": self.env["ir.model"]._get_id("res.country"),
                "domain_force": f"[('id', '!=', {country.id})] "
                f"if user.id == {self.max.id} else []",
            }
        )
        with self.assertRaises(AccessError):
            self._try(("Where?", str(country.id)))
        self._try(("Where?", str(self.env.ref("base.nl").id)))

    def test_nothing_is_seen_with_the_eyes_of_the_system(self):
        with self.assertRaisesRegex(AccessError, "does not see the deal"):
            self._try(user=self.env.ref("base.user_root"))

    def test_words_are_in_the_language_of_the_salesperson(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.anna.lang = "ru_RU"
        self.first.with_context(lang="ru_RU").name = "Первый"
        self.script.step_ids[0].name = "We are at {stage}"
        self.assertEqual(self._try()["steps"][0]["name"], "We are at Первый")

    # ------------------------------------------------------------
    # WHICH SCRIPT WINS
    # ------------------------------------------------------------

    def _get_verdict(self, script=None):
        return (script or self.script)._get_trial_verdict(self.deal)

    def test_a_draft_would_win(self):
        kind, sentence = self._get_verdict()
        self.assertEqual(kind, "wins")
        self.assertRegex(sentence, "would get this script if it were published")
        self.script.action_publish()
        self.assertRegex(self._get_verdict()[1], "The deal gets this script. For all")

    def test_a_more_specific_one_wins(self):
        self._create_script(
            "Of the North",
            self.first,
            [("say", "Hi")],
            team_ids=[Command.set(self.north.ids)],
        )
        kind, sentence = self._get_verdict()
        self.assertEqual(kind, "other")
        self.assertRegex(sentence, "Of the North wins for this deal.*sales team North")

    def test_a_draft_takes_its_place_in_the_order(self):
        other = self._create_script("Other", self.first, [("say", "Hi")])
        other.sequence = 5
        self.assertEqual(self._get_verdict()[0], "other")
        self.script.sequence = 1
        self.assertEqual(self._get_verdict()[0], "wins")

    def test_what_does_not_fit_is_named(self):
        self.script.team_ids = self.south
        self.script.client_kind = "current"
        kind, sentence = self._get_verdict()
        self.assertEqual(kind, "unfit")
        self.assertRegex(sentence, "Sales Teams and Client Kind")
        self.script.stage_ids = self.talk
        self.assertRegex(self._get_verdict()[1], "in the stage First, which is none")

    # ------------------------------------------------------------
    # WIZARD
    # ------------------------------------------------------------

    def test_the_latest_deal_that_fits_is_suggested(self):
        self._create_deals(stage=self.talk)
        self._create_deals(type="lead")
        preview = Form(
            self.env["sales.script.preview"]
            .with_user(self.max)
            .with_context(default_script_id=self.script.id)
        )
        self.assertEqual(preview.lead_id, self.deal)
        self.assertEqual(preview.user_id, self.anna)
        self.assertEqual(preview.verdict, "wins")
        self.script.team_ids = self.south
        southern = self._create_deals(user=self.carl)
        self._create_deals()
        preview = self.env["sales.script.preview"].create({"script_id": self.script.id})
        self.assertEqual(preview.lead_id, southern)

    def test_no_deal_to_suggest(self):
        self.script.stage_ids = self.paper
        preview = self.env["sales.script.preview"].create({"script_id": self.script.id})
        self.assertFalse(preview.lead_id)
        self.assertFalse(preview.verdict)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_previews(self):
        for user in (self.anna, self.lena):
            with self.assertRaises(AccessError):
                self.env["sales.script.preview"].with_user(user).create(
                    {"script_id": self.script.id}
                )
