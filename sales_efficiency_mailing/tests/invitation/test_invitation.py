from .common import InvitationCommon

OVER = "2017-08-17 12:00:00"


class TestInvitation(InvitationCommon):
    def test_it_waits_until_an_hour_after_the_end(self):
        self._add_ways("attended")
        lead = self._create_lead()
        participant = self._invite(lead)
        self.assertEqual(participant.step_id, self.step)
        self.assertEqual(len(self._mails(lead)), 1)
        self.assertEqual(str(participant.wake_at), OVER)
        self._run("2017-08-17 11:59:00")
        self.assertEqual(participant.step_id, self.step)
        self._run(OVER)
        self.assertEqual(participant.step_id, self.nothing)
        self.assertEqual(len(self._mails(lead)), 1)

    def test_the_hour_is_a_working_hour(self):
        # Ends on Friday at 16:30 in Brussels, half an hour before everybody goes home.
        self.fair.write(
            {"date_begin": "2017-08-18 12:00:00", "date_end": "2017-08-18 14:30:00"}
        )
        participant = self._invite(self._create_lead())
        self.assertEqual(str(participant.wake_at), "2017-08-21 06:30:00")

    def test_who_registers_goes_on_at_once(self):
        self._add_ways("registered")
        participants = self._invite(self._create_people(2))
        self._go_to("2017-08-15 08:00:00")
        self._register(participants[0], email="  Person0@Client.example ")
        self._run()
        self.assertEqual(participants[0].step_id, self.thanks)
        self.assertEqual(participants[1].step_id, self.step)

    def test_came_or_not_or_never_registered(self):
        self._add_ways("attended", "missed")
        came, missed, other, gone = participants = self._invite(self._create_people(4))
        self._go_to("2017-08-15 08:00:00")
        first = self._register(came)
        self._register(missed)
        self._register(gone).action_cancel()
        self._run()
        self.assertEqual(participants.step_id, self.step)
        self._go_to("2017-08-17 09:00:00")
        first.action_set_done()
        self._run()
        self.assertEqual(came.step_id, self.thanks)
        # Over, but who was there is still being noted.
        participants._wake()
        self._run("2017-08-17 10:30:00")
        self.assertEqual(missed.step_id, self.step)
        self._run(OVER)
        self.assertEqual(missed.step_id, self.pity)
        self.assertEqual(other.step_id, self.nothing)
        self.assertEqual(gone.step_id, self.nothing)

    def test_by_client_where_the_address_is_another_one(self):
        self._add_ways("registered")
        lead = self._create_lead()
        lead._handle_partner_assignment()
        participant = self._invite(lead)
        self._register(
            participant, partner_id=lead.partner_id.id, email="office@client.example"
        )
        self._run("2017-08-15 08:00:00")
        self.assertEqual(participant.step_id, self.thanks)

    def test_another_event_is_none_of_it(self):
        self._add_ways("registered")
        participant = self._invite(self._create_lead())
        other = self.fair.copy({"name": "Other"})
        self._register(participant, event_id=other.id)
        self._run("2017-08-15 08:00:00")
        self.assertEqual(participant.step_id, self.step)

    def test_at_a_branch_further_on(self):
        branch = self._add_step("branch", wait_count=20)
        self.step.next_id = branch
        branch.next_id = self.nothing
        for condition, target in (("attended", self.thanks), ("missed", self.pity)):
            self.env["mailing.chain.way"].create(
                {
                    "step_id": branch.id,
                    "condition": condition,
                    "target_id": target.id,
                }
            )
        first, second = self._invite(self._create_people(2))
        registration = self._register(first)
        self._register(second)
        self._run(OVER)
        self.assertEqual(second.step_id, self.pity)
        self.assertEqual(first.step_id, self.pity)
        self.assertEqual(registration.state, "open")

    def test_a_moved_event_moves_the_waiting(self):
        participant = self._invite(self._create_lead())
        self._go_to("2017-08-15 08:00:00")
        self.fair.write(
            {"date_begin": "2017-08-24 08:00:00", "date_end": "2017-08-24 10:00:00"}
        )
        self._run()
        self.assertEqual(str(participant.wake_at), "2017-08-24 12:00:00")
        self.assertEqual(participant.step_id, self.step)

    def test_a_cancelled_event_holds_and_says_so(self):
        participant = self._invite(self._create_lead())
        self._go_to("2017-08-15 08:00:00")
        self.fair.kanban_state = "cancel"
        self._run()
        self.assertEqual(participant.state, "held")
        self.assertIn("Fair of Machines", self.step.problem)
        self.assertIn("cancelled", participant.held_reason)
        self.fair.kanban_state = "normal"
        self._run()
        self.assertEqual(participant.state, "running")
        self.assertEqual(str(participant.wake_at), OVER)
        self.assertFalse(self.step.problem)
        self.assertEqual(len(participant.step_log_ids), 1)

    def test_no_event_holds_and_says_so(self):
        self._break(self.step, event_id=None)
        participant = self._invite(self._create_lead())
        self.assertEqual(participant.state, "held")
        self.assertIn("choose one", self.step.problem)

    def test_nobody_is_invited_to_what_is_over(self):
        self._put_in_force()
        lead = self._create_lead()
        self._go_to("2017-08-18 08:00:00")
        participant = self._enter(lead)
        self._run()
        self.assertEqual(participant.step_id, self.nothing)
        self.assertFalse(self._mails(lead))
        self.assertEqual(self._results(participant), [("event", "skipped")])

    def test_what_is_over_is_said_before_anybody_is_invited(self):
        self.assertFalse(self.step._find_event_problems())
        self._go_to("2017-08-18 08:00:00")
        [problem] = self.step._find_event_problems()
        self.assertIn("Fair of Machines is over", problem)

    def test_a_letter_without_the_link_is_held_and_says_so(self):
        self.mailing.body_html = "<p>Come!</p>"
        participant = self._invite(self._create_lead())
        self.assertEqual(participant.state, "held")
        self.assertIn("object.chain_invitation_button", self.step.problem)

    def test_who_has_no_address_is_held(self):
        lead = self._create_lead()
        self._put_in_force()
        participant = self._enter(lead)
        lead.email_from = "nowhere"
        self._run()
        self.assertEqual(participant.state, "held")
        lead.email_from = "claire@client.example"
        self._run()
        self.assertEqual(participant.state, "running")
        self.assertEqual(len(self._mails(lead)), 1)

    def test_a_chunk_costs_no_more_queries_than_one(self):
        def count(number, first):
            leads = self._create_people(number, email_from=False)
            for index, lead in enumerate(leads):
                lead.email_from = f"guest{first + index}@client.example"
            self._enter(leads)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._run()
            return self.env.cr.sql_log_count - before

        self._add_ways("registered")
        self._put_in_force()
        count(1, 0)
        few, many = count(5, 10), count(40, 100)
        self.assertLess((many - few) / 35, 1)

    def test_links_are_no_matter_of_who_reads_the_deal(self):
        lead = self._create_lead()
        self._invite(lead)
        self.assertTrue(lead.sudo().chain_invitation_url)
        self.env.invalidate_all()
        self.assertFalse(lead.with_user(self.anna).chain_invitation_url)
