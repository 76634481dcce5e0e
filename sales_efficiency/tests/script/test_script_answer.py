from datetime import date

from odoo.tests import tagged

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptAnswer(ScriptCommon):
    """Answers fill fields of the deal, each by its type."""

    def setUp(self):
        super().setUp()
        self.deal = self._create_deals(partner_id=self.client.id).with_user(self.anna)

    def _ask(self, field, options=()):
        """Publish a script with one question, for the deal to be asked."""
        self.env["sales.script"].search([]).action_archive()
        self.script = self._create_script(
            field,
            self.first,
            [("ask", "Question", {"field": field, "options": options})],
        )
        self.deal.restart_sales_script()

    def _say(self, answer):
        return self._answer(self.deal, self.script, Question=answer)

    def test_each_type(self):
        belgium = self.env.ref("base.be")
        for field, answer, value, text in (
            ("contact_name", " Ann Lee ", "Ann Lee", "Ann Lee"),
            ("priority", "2", "2", "High"),
            ("priority", "medium", "1", "Medium"),
            ("color", "7", 7, "7"),
            ("probability", 12.5, 12.5, "12.50"),
            ("expected_revenue", "1.200,50", 1200.5, "1,200.50\xa0€"),
            ("date_deadline", "2017-09-01", date(2017, 9, 1), "09/01/2017"),
            ("country_id", belgium.id, belgium, "Belgium"),
        ):
            with self.subTest(field, answer=answer):
                self._ask(field)
                self._say(answer)
                run = self.deal.sales_script_run_ids.filtered("is_current")
                self.assertEqual(self.deal[field], value)
                self.assertEqual(run.answer_ids.value, text)

    def test_bad_input(self):
        for field, answer, message in (
            ("color", "1.5", "is a whole number"),
            ("expected_revenue", "a lot", "is a number"),
            ("date_deadline", "tomorrow", "is a date"),
            ("priority", "9", "one of the choices"),
            ("country_id", "Atlantis", "choose one from the list"),
            ("country_id", 9999999, "choose one from the list"),
        ):
            with self.subTest(field, answer=answer):
                self._ask(field)
                before = self.deal[field]
                with self._assert_refused(message):
                    self._say(answer)
                self.assertEqual(self.deal[field], before)
                self.assertFalse(
                    self.deal.sales_script_run_ids.filtered("is_current").answer_ids
                )

    def test_options_bring_their_value(self):
        self._ask(
            "priority", [("Cannot wait", None, "Very High"), ("Can wait", None, "0")]
        )
        self._say("option:Cannot wait")
        self.assertEqual(self.deal.priority, "3")
        self.assertEqual(
            self.deal.sales_script_run_ids[0].answer_ids.value, "Cannot wait"
        )
        self._say("option:Can wait")
        self.assertEqual(self.deal.priority, "0")

    def test_an_option_is_a_record_by_its_name(self):
        self._ask("country_id", [("At home", None, "Belgium")])
        self._say("option:At home")
        self.assertEqual(self.deal.country_id, self.env.ref("base.be"))

    def test_skipping_leaves_the_field_and_emptying_empties_it(self):
        self._ask("contact_name")
        self.deal.contact_name = "Ann"
        self._say(None)
        self.assertEqual(self.deal.contact_name, "Ann")
        self._say("")
        self.assertFalse(self.deal.contact_name)

    def test_an_answer_without_a_field_is_kept(self):
        self.script = self._create_script("Talk", self.first, [("ask", "Question")])
        payload = self._say("Wine & cheese")
        self.assertEqual(payload["steps"][0]["answer"]["value"], "Wine & cheese")

    def test_what_is_confirmed_is_noted_and_not_written(self):
        self._ask("expected_revenue")
        key = self.script.step_ids.key
        self.deal.expected_revenue = 1234.567
        self.env.flush_all()
        self.deal.answer_sales_script(key, {"confirmed": True})
        self.assertEqual(
            self.deal.sales_script_run_ids[0].answer_ids.value, "1,234.57\xa0€"
        )
        self.assertAlmostEqual(self.deal.expected_revenue, 1234.57)

    def test_choices_of_a_field_are_noted_as_chosen(self):
        for field, answer, chosen in (
            ("priority", "2", ("2", "High")),
            ("priority", "", (False, False)),
            ("priority", None, (False, False)),
        ):
            with self.subTest(field, answer=answer):
                self._ask(field)
                self._say(answer)
                run = self.deal.sales_script_run_ids.filtered("is_current")
                found = run.answer_ids
                self.assertEqual((found.option_key, found.option_name), chosen)

    def test_ticks_and_objections_are_noted_as_chosen(self):
        self.script = self._create_script(
            "Talk", self.first, [("check", "Offer sent"), ("objection", "Too dear")]
        )
        self._answer(self.deal, self.script, Offer_sent=True, Too_dear=None)
        answers = self.deal.sales_script_run_ids.answer_ids.sorted("kind")
        self.assertEqual(answers.mapped("option_name"), ["Yes", "Noted"])
        self._answer(self.deal, self.script, Offer_sent=False)
        self.assertEqual(answers.mapped("option_name"), [False, "Noted"])

    def test_the_deals_words_stand_in_what_is_written(self):
        self.client.name = "Grape & Co"
        self._ask("contact_name", [("Asked by {client}", None, "Someone of {client}")])
        self._say("option:Asked by {client}")
        answer = self.deal.sales_script_run_ids[0].answer_ids
        self.assertEqual(self.deal.contact_name, "Someone of Grape & Co")
        self.assertEqual(answer.value, "Asked by Grape & Co")
        self.assertEqual(answer.option_name, "Asked by {client}")
        with self._assert_refused("names {firm}"):
            self._ask("contact_name", [("He", None, "Someone of {firm}")])

    def test_answers_mean_the_same_in_every_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.ref("base.be").with_context(lang="ru_RU").name = "Бельгия"
        self._ask("country_id", [("At home", None, "Belgium")])
        deal = self.deal
        self.deal = deal.with_context(lang="ru_RU")
        self._say("option:At home")
        self.assertEqual(deal.country_id, self.env.ref("base.be"))
        self._ask("date_deadline", [("In fall", None, "2017-10-01")])
        self._say("option:In fall")
        self.assertEqual(deal.date_deadline, date(2017, 10, 1))
        # Who publishes knows the choices by other words than who answers.
        option = self.script.step_ids.option_ids
        self.script.step_ids.field_id = self.env["ir.model.fields"]._get(
            "crm.lead", "country_id"
        )
        option.value = "Бельгия"
        self.script.with_context(lang="ru_RU").action_publish()
        deal.country_id = False
        self.deal = deal.with_context(lang="en_US")
        self.deal.restart_sales_script()
        self._say("option:In fall")
        self.assertEqual(deal.country_id, self.env.ref("base.be"))

    def test_a_field_the_user_may_not_change(self):
        self._ask("contact_name")
        field = self.env["crm.lead"]._fields["contact_name"]
        self.addCleanup(setattr, field, "groups", field.groups)
        field.groups = "base.group_system"
        with self._assert_refused("You may not change Contact Name"):
            self._say("Ann")

    def test_a_field_that_is_gone(self):
        self._ask("contact_name")
        version = self.script.version_id
        content = version.content
        content["steps"][0]["field"] = "x_gone"
        version.sudo().content = content
        self._say("Ann")
        self.assertEqual(self.deal.sales_script_run_ids[0].answer_ids.value, "Ann")

    def test_words_of_the_deal_stand_in_texts(self):
        self.client.name = "A & <b>B</b>"
        self.deal.expected_revenue = 1500
        self._create_script(
            "Talk",
            self.first,
            [
                (
                    "say",
                    "To {client}",
                    {
                        "text": "<p>{client}, {contact}: {salesperson} of {company}, "
                        "{amount} in {stage} for {deal}</p>"
                    },
                )
            ],
        )
        step = self.deal.get_sales_script()["steps"][0]
        self.assertEqual(step["name"], "To A & <b>B</b>")
        self.assertIn("A &amp; &lt;b&gt;B&lt;/b&gt;, ", step["text"])
        self.assertIn("Anna of Efficient", step["text"])
        self.assertIn("1,500.00", step["text"])
        self.assertIn("in First for Deal 0", step["text"])
