from .common import ChainRunCommon


class TestOverdue(ChainRunCommon):
    """Three letters a week apart, and a pause from the third day to the eighteenth.

    Without the pause: letters on 14, 21 and 28 August.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        last = None
        for number in range(3):
            if last:
                last = cls._add_step(
                    "wait", after=last, wait_count=1, wait_unit="weeks"
                )
            last = cls._add_step("letter", after=last)
            cls._write_letter(last, subject=f"Letter {number + 1}")

    def setUp(self):
        super().setUp()
        self._put_in_force()
        self.lead = self._create_lead()
        self.participant = self._enter(self.lead)
        self._run()

    def _pause_with(self, overdue):
        self.chain.overdue = overdue
        self._go_to("2017-08-17 08:00:00")
        self._pause()
        self._run("2017-08-30 08:00:00")
        self.assertEqual(self._get_letters(), ["Letter 1"])
        self._go_to("2017-09-01 08:00:00")
        self._resume()
        self._run()

    def _get_letters(self):
        return self._mails(self.lead).mapped("subject")

    def test_shift(self):
        self._pause_with("shift")
        self.assertEqual(self._get_letters(), ["Letter 1"])
        # Fifteen days later than the 21st.
        self._run("2017-09-05 07:59:00")
        self.assertEqual(self._get_letters(), ["Letter 1"])
        self._run("2017-09-05 08:00:00")
        self.assertEqual(self._get_letters(), ["Letter 1", "Letter 2"])
        self._run("2017-09-12 08:00:00")
        self.assertEqual(self._get_letters(), ["Letter 1", "Letter 2", "Letter 3"])

    def test_skip(self):
        self._pause_with("skip")
        self._run("2017-10-01 08:00:00")
        self.assertEqual(self._get_letters(), ["Letter 1"])
        self.assertEqual(self.participant.state, "done")
        self.assertEqual(
            [
                result
                for kind, result in self._results(self.participant)
                if kind == "letter"
            ],
            ["sent", "skipped", "skipped"],
        )

    def test_latest(self):
        self._pause_with("latest")
        self.assertEqual(self._get_letters(), ["Letter 1", "Letter 3"])
        self.assertEqual(self.participant.state, "done")

    def test_what_follows_the_latest_is_not_sent_all_the_sooner(self):
        last = self.chain.version_id.step_ids.filtered(lambda step: not step.next_id)
        wait = self._add_step("wait", after=last, wait_count=1, wait_unit="weeks")
        self._write_letter(self._add_step("letter", after=wait), subject="Letter 4")
        self._pause_with("latest")
        self.assertEqual(self._get_letters(), ["Letter 1", "Letter 3"])
        # Not on the 4th of September, a week after the 28th of August.
        self._run("2017-09-08 07:59:00")
        self.assertEqual(self._get_letters(), ["Letter 1", "Letter 3"])
        self._run("2017-09-08 08:00:00")
        self.assertEqual(self._get_letters(), ["Letter 1", "Letter 3", "Letter 4"])

    def test_who_came_in_during_the_pause_begins_after_it(self):
        self.chain.overdue = "skip"
        self._go_to("2017-08-17 08:00:00")
        self._pause()
        self._go_to("2017-08-20 08:00:00")
        lead = self._create_lead("Nora")
        self._enter(lead)
        self._run()
        self.assertFalse(self._mails(lead))
        self._go_to("2017-09-01 08:00:00")
        self._resume()
        self._run()
        self.assertEqual(self._mails(lead).subject, "Letter 1")
