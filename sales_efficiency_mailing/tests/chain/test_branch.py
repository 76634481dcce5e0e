from .common import ChainRunCommon


class TestBranch(ChainRunCommon):
    """A letter, and a branch that waits five working days for what becomes of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chain.exit_on_reply = False
        cls.letter = cls._add_step("letter")
        cls._write_letter(cls.letter)
        cls.branch = cls._add_step("branch", after=cls.letter, wait_count=5)
        cls.target = cls._add_step("wait", wait_count=30)
        cls.otherwise = cls._add_step("wait", after=cls.branch, wait_count=30)

    def _add_way(self, condition, target=None, **values):
        return self.env["mailing.chain.way"].create(
            {
                "step_id": self.branch.id,
                "condition": condition,
                "target_id": (target or self.target).id,
                **values,
            }
        )

    def _walk(self):
        self._put_in_force()
        self.lead = self._create_lead()
        participant = self._enter(self.lead)
        self._run()
        self.assertEqual(participant.step_id, self.branch)
        return participant

    def _assert_goes(self, participant, target, moment="2017-08-15 08:00:00"):
        self._run(moment)
        self.assertEqual(participant.step_id, target)

    def test_clicked(self):
        self._add_way("clicked")
        participant = self._walk()
        self._open(participant)
        self._assert_goes(participant, self.branch)
        self._open(participant, "human_click_at")
        self._assert_goes(participant, self.target, "2017-08-16 08:00:00")

    def test_replied(self):
        self._add_way("replied")
        participant = self._walk()
        self._open(participant, "human_reply_at")
        self._assert_goes(participant, self.target)

    def test_bounced(self):
        self._add_way("bounced")
        participant = self._walk()
        participant.step_log_ids.trace_ids.set_bounced()
        participant._wake()
        self._assert_goes(participant, self.target)

    def test_a_domain_is_looked_at_now_and_then(self):
        self._add_way("domain", domain="[('expected_revenue', '>', 10)]")
        participant = self._walk()
        self.assertEqual(str(participant.wake_at), "2017-08-14 09:00:00")
        self._assert_goes(participant, self.branch, "2017-08-14 09:00:00")
        self.lead.expected_revenue = 11
        self._assert_goes(participant, self.target, "2017-08-14 10:00:00")

    def test_a_domain_that_cannot_be_asked_holds(self):
        way = self._add_way("domain", domain="[('expected_revenue', '>', 10)]")
        self._break(way, domain="[('no_such_field', '>', 10)]")
        self._put_in_force()
        participant = self._enter(self._create_lead())
        self._run()
        self.assertEqual(participant.state, "held")
        self.assertIn("no_such_field", self.branch.problem)

    def test_the_first_way_wins(self):
        self._add_way("clicked", sequence=1)
        self._add_way("opened", target=self.otherwise, sequence=2)
        participant = self._walk()
        trace = participant.step_log_ids.trace_ids
        trace.human_open_at = trace.human_click_at = "2017-08-14 09:00:00"
        participant._wake()
        self._assert_goes(participant, self.target)

    def test_in_time_or_not_at_all(self):
        self._add_way("opened")
        participant = self._walk()
        # Five working days after Monday: Monday again.
        self.assertEqual(str(participant.limit_at), "2017-08-21 06:00:00")
        self._assert_goes(participant, self.branch, "2017-08-21 05:59:00")
        self._assert_goes(participant, self.otherwise, "2017-08-21 06:00:00")

    def test_what_is_found_at_the_last_moment_counts(self):
        self._add_way("opened")
        participant = self._walk()
        participant.step_log_ids.trace_ids.human_open_at = "2017-08-18 09:00:00"
        self._assert_goes(participant, self.target, "2017-08-21 06:00:00")

    def test_of_another_step_than_the_last(self):
        second = self._add_step("letter")
        self._write_letter(second, subject="Second")
        self.letter.next_id = second
        second.next_id = self.branch
        self._add_way("opened", of_step_id=self.letter.id)
        participant = self._walk()
        first, last = participant.step_log_ids.sorted("id").trace_ids.sorted("id")
        last.human_open_at = "2017-08-14 09:00:00"
        participant._wake()
        self._assert_goes(participant, self.branch)
        first.human_open_at = "2017-08-14 09:00:00"
        participant._wake()
        self._assert_goes(participant, self.target, "2017-08-16 08:00:00")
