from .common import ChainRunCommon


class TestAct(ChainRunCommon):
    """Steps that change something."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage = cls.env["crm.stage"].create({"name": "Warmed up", "sequence": 3})
        cls.warm, cls.cold = cls.env["crm.tag"].create(
            [{"name": "Warm lead"}, {"name": "Cold lead"}]
        )

    def _change(self, name, value, leads=None):
        field = self.env["ir.model.fields"]._get("crm.lead", name)
        step = self._add_step("field", field_id=field.id, field_value=value)
        self._put_in_force()
        leads = leads or self._create_lead()
        participants = self._enter(leads)
        self._run()
        return step, leads, participants

    def test_stage_by_its_name(self):
        _step, lead, participant = self._change("stage_id", "Warmed up")
        self.assertEqual(lead.stage_id, self.stage)
        self.assertEqual(participant.state, "done")

    def test_stage_by_its_number(self):
        _step, lead, _participant = self._change("stage_id", str(self.stage.id))
        self.assertEqual(lead.stage_id, self.stage)

    def test_tags_are_added_and_taken_away(self):
        lead = self._create_lead(tag_ids=self.cold.ids)
        self._change("tag_ids", "Warm lead, -Cold lead", lead)
        self.assertEqual(lead.tag_ids, self.warm)

    def test_a_plain_value(self):
        _step, lead, _participant = self._change("expected_revenue", "1500.5")
        self.assertEqual(lead.expected_revenue, 1500.5)

    def test_a_bad_value_holds_and_says_so(self):
        step, lead, participant = self._change("expected_revenue", "much")
        self.assertEqual(participant.state, "held")
        self.assertIn("much", step.problem)
        step.field_value = "7"
        self._run()
        self.assertEqual(participant.state, "done")
        self.assertEqual(lead.expected_revenue, 7)

    def test_an_unknown_stage_holds(self):
        step, _lead, participant = self._change("stage_id", "No such stage")
        self.assertEqual(participant.state, "held")
        self.assertIn("No such stage", step.problem)

    def test_a_field_that_is_worked_out_cannot_be_changed(self):
        step, _lead, participant = self._change("create_date", "2017-01-01")
        self.assertEqual(participant.state, "held")
        self.assertIn("choose one", step.problem)

    def test_an_activity_for_each_with_few_queries(self):
        self._add_step(
            "activity",
            activity_type_id=self.env.ref("mail.mail_activity_data_call").id,
            activity_days=2,
        )
        self._put_in_force()
        leads = self._create_people(20)
        self._enter(leads)
        self._run()
        self.assertEqual(len(leads.activity_ids), 20)
        self.assertEqual(
            {str(day) for day in leads.activity_ids.mapped("date_deadline")},
            {"2017-08-16"},
        )

    def test_another_chain(self):
        other = self._create_chain(name="Next")
        self._write_letter(self._add_step("letter", chain=other))
        self._put_in_force(other)
        self._add_step("chain", target_chain_id=other.id)
        self._put_in_force()
        lead = self._create_lead()
        participant = self._enter(lead)
        self._run()
        self.assertEqual(
            (participant.state, participant.left_reason), ("left", "chain")
        )
        self._run()
        self.assertEqual(other.participant_ids.res_id, lead.id)
        self.assertEqual(len(self._mails(lead)), 1)

    def test_another_chain_that_is_not_in_force_holds(self):
        other = self._create_chain(name="Next")
        step = self._add_step("chain", target_chain_id=other.id)
        self._put_in_force()
        participant = self._enter(self._create_lead())
        self._run()
        self.assertEqual(participant.state, "held")
        self.assertIn("not in force", step.problem)
