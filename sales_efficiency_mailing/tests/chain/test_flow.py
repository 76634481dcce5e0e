from .drawn_common import DrawnCommon


class TestFlow(DrawnCommon):
    """Steps are put in, moved and taken out without a gap in the way."""

    def _walk(self, version=None):
        """Return the names of the steps on the straight way."""
        version = version or self.draft
        names = []
        step = version.first_step_id
        while step:
            names.append(step.name)
            step = step.next_id
        return names

    def _draw(self, *args, **kwargs):
        return self.steps.browse(self.steps.draw(self.draft.id, *args, **kwargs))

    def test_put_a_step_in(self):
        self._draw("wait", self.greeting.id).name = "Longer"
        self.assertEqual(
            self._walk(), ["Greeting", "Longer", "Pause", "Opened?", "Reminder"]
        )
        self._draw("letter").name = "Before"
        self.assertEqual(self._walk()[:2], ["Before", "Greeting"])
        step = self._draw("wait", self.branch.id, self.way.id)
        self.assertEqual(self.way.target_id, step)
        self.assertEqual(step.next_id, self.show)

    def test_a_new_branch_has_a_way(self):
        branch = self._draw("branch", self.greeting.id)
        self.assertEqual(branch.way_ids.condition, "opened")
        self.assertEqual(branch.way_ids.target_id, self.pause)
        self.assertEqual(branch.next_id, self.pause)

    def test_a_new_step_is_of_the_part_it_stands_in(self):
        self.assertEqual(self._draw("wait", self.show.id).part, "selling")
        self.assertEqual(self._draw("wait", self.greeting.id).part, "loyalty")

    def test_take_a_step_out(self):
        self.pause.take_out()
        self.assertEqual(self._walk(), ["Greeting", "Opened?", "Reminder"])
        self.greeting.take_out()
        self.assertEqual(self.draft.first_step_id, self.branch)
        self.show.take_out()
        self.assertFalse(self.way.target_id)

    def test_a_letter_goes_with_its_step(self):
        letter = self.show.mailing_ids
        self.show.take_out()
        self.assertFalse(letter.exists())

    def test_move_a_step_up(self):
        self.assertFalse(self.branch._get_swapped())
        self.pause.move_up()
        self.assertEqual(self._walk(), ["Pause", "Greeting", "Opened?", "Reminder"])
        with self._assert_refused("no single step straight before"):
            self.pause.move_up()

    def test_move_a_step_up_to_which_a_way_leads(self):
        after = self._draw("wait", self.show.id)
        after.name = "After"
        after.move_up()
        self.assertEqual(self.way.target_id, after)
        self.assertEqual(after.next_id, self.show)
        self.assertFalse(self.show.next_id)

    def test_the_picture(self):
        flow = self.env["mailing.chain"].get_flow(self.chain.id)
        steps = {step["name"]: step for step in flow["steps"]}
        self.assertEqual(flow["first_id"], self.greeting.id)
        self.assertTrue(flow["can_edit"])
        self.assertEqual(flow["version"]["state"], "draft")
        self.assertEqual(
            [(name, step["row"], step["column"]) for name, step in steps.items()],
            [
                ("Greeting", 0, 0),
                ("Pause", 1, 0),
                ("Opened?", 2, 0),
                ("Show", 3, 0),
                ("Reminder", 3, 1),
            ],
        )
        self.assertEqual(steps["Pause"]["lines"], ["3 working days"])
        self.assertEqual(
            [(link["name"], link["target_name"]) for link in steps["Opened?"]["links"]],
            [("Letter was opened", "Show"), ("Otherwise", "Reminder")],
        )
        self.assertEqual(
            [letter["subject"] for letter in steps["Show"]["letters"]],
            ["Show of machines"],
        )
        self.assertTrue(steps["Pause"]["can_move_up"])
        self.assertFalse(steps["Greeting"]["figures"])

    def test_figures_of_a_version_in_force(self):
        self.chain.action_start()
        other = self._create_lead("Oscar")
        third = self._create_lead("Tim")
        here, held, left = self._put_on_the_way(self.greeting, self.lead, other, third)
        held.state = "held"
        left.state = "left"
        log = self.env["mailing.chain.participant.step"].create(
            {
                "participant_id": left.id,
                "chain_id": self.chain.id,
                "company_id": self.company.id,
                "step_id": self.greeting.id,
                "entered_at": "2026-11-01 08:00:00",
                "done_at": "2026-11-01 08:00:00",
                "result": "sent",
            }
        )
        letter = self.greeting.mailing_ids
        trace = {
            "model": "crm.lead",
            "res_id": third.id,
            "mass_mailing_id": letter.id,
            "sent_datetime": "2026-11-01 08:00:00",
            "human_open_at": "2026-11-01 09:00:00",
        }
        self.env["mailing.trace"].create(
            [
                {**trace, "chain_participant_step_id": log.id},
                {**trace, "is_test_trace": True},
            ]
        )
        flow = self.env["mailing.chain"].get_flow(self.chain.id)
        figures = {step["name"]: step["figures"] for step in flow["steps"]}
        expected = {
            "came": 3,
            "waiting": 2,
            "sent": 1,
            "opened": 1,
            "clicked": 0,
            "replied": 0,
            "left": 1,
        }
        drawn = {name: figures["Greeting"][name] for name in expected}
        self.assertEqual(drawn, expected)
        self.assertEqual(figures["Show"]["came"], 0)
        self.assertEqual(
            (here | held | left).chain_id.running_count, 1, "one is on the way"
        )
        self.assertEqual((self.chain.held_count, self.chain.left_count), (1, 1))
        self.assertEqual(self.chain.participant_count, 3)

    def test_a_new_letter_is_addressed_as_its_chain_says(self):
        step = self._draw("letter", self.show.id)
        action = step.action_write_letter()
        letter = (
            self.env["mailing.mailing"]
            .with_context(**action["context"])
            .create({"subject": "New machines", "body_html": "<p>Look</p>"})
        )
        self.assertEqual(letter.mailing_model_real, "crm.lead")
        self.assertEqual(letter.campaign_id, self.chain.campaign_id)
        self.assertEqual(letter.email_from, self.ada.email_formatted)
        self.assertEqual(letter.chain_step_id, step)
        self.assertEqual(step.action_open_letters()["res_id"], letter.id)
