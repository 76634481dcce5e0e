from .common import ChainRunCommon


class TestWalk(ChainRunCommon):
    """Letter, three working days, branch: who opened gets a task, others a letter."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls._add_step("letter")
        cls.mailing = cls._write_letter(
            cls.letter, body_html="<p>Dear <t t-out='object.contact_name'/></p>"
        )
        cls.wait = cls._add_step("wait", after=cls.letter, wait_count=3)
        cls.branch = cls._add_step("branch", after=cls.wait, wait_count=2)
        cls.reminder = cls._add_step("letter", after=cls.branch)
        cls._write_letter(cls.reminder, subject="Once more")
        cls.task = cls._add_step(
            "activity",
            activity_type_id=cls.env.ref("mail.mail_activity_data_call").id,
            activity_summary="Call the reader",
        )
        cls.env["mailing.chain.way"].create(
            {
                "step_id": cls.branch.id,
                "condition": "opened",
                "target_id": cls.task.id,
            }
        )

    def setUp(self):
        super().setUp()
        self._put_in_force()
        self.lead = self._create_lead()
        self.participant = self._enter(self.lead)

    def test_entering_puts_at_the_first_step(self):
        self.assertEqual(self.participant.step_id, self.letter)
        self.assertEqual(self.participant.email_normalized, "claire@client.example")
        self.assertEqual(self.participant.user_id, self.anna)

    def test_a_letter_is_queued_with_trace_and_log(self):
        self._run()
        mail = self._mails(self.lead)
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.mailing_id, self.mailing)
        self.assertIn("Claire", mail.body_html)
        log = self.participant.step_log_ids
        self.assertEqual(log.result, "sent")
        self.assertEqual(log.trace_ids, mail.mailing_trace_ids)
        self.assertEqual(log.mailing_id, self.mailing)
        self.assertEqual(self.participant.step_id, self.wait)

    def test_the_wait_ends_with_the_third_working_day(self):
        self._run()
        # Tuesday the 15th is the first one, Thursday the third.
        self.assertEqual(str(self.participant.wake_at), "2017-08-17 06:00:00")
        self._run("2017-08-17 05:59:00")
        self.assertEqual(self.participant.step_id, self.wait)
        self._run("2017-08-17 06:00:00")
        self.assertEqual(self.participant.step_id, self.branch)

    def test_an_early_wake_does_not_shorten_a_wait(self):
        self._run()
        self.participant._wake()
        self._run("2017-08-15 08:00:00")
        self.assertEqual(self.participant.step_id, self.wait)
        self.assertEqual(str(self.participant.wake_at), "2017-08-17 06:00:00")

    def test_who_opens_during_the_branch_takes_that_way(self):
        self._run()
        self._run("2017-08-17 06:00:00")
        self._go_to("2017-08-17 10:00:00")
        self._open(self.participant)
        self._run()
        self.assertEqual(self.participant.state, "done")
        self.assertEqual(self.participant.left_reason, "end")
        activity = self.lead.activity_ids
        self.assertEqual(activity.summary, "Call the reader")
        self.assertEqual(activity.user_id, self.anna)
        self.assertEqual(str(activity.date_deadline), "2017-08-18")
        self.assertEqual(
            self._results(self.participant),
            [
                ("letter", "sent"),
                ("wait", "done"),
                ("branch", "done"),
                ("activity", "done"),
            ],
        )

    def test_who_does_not_open_in_time_gets_the_other_letter(self):
        self._run()
        self._run("2017-08-17 06:00:00")
        self._run("2017-08-20 20:00:00")
        self.assertEqual(self.participant.step_id, self.branch)
        # Two working days after Thursday: Monday.
        self._run("2017-08-21 06:00:00")
        self.assertEqual(self.participant.state, "done")
        self.assertEqual(len(self._mails(self.lead)), 2)

    def test_running_again_repeats_nothing(self):
        self._run()
        self._run()
        self._run("2017-08-14 08:00:05")
        self.assertEqual(len(self._mails(self.lead)), 1)
