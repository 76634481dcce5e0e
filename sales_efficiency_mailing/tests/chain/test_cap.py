from .common import ChainRunCommon


class TestCap(ChainRunCommon):
    """Two chains, and room for one letter a week."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"mailing_cap_letters": 1, "mailing_cap_days": 7})
        cls._write_letter(cls._add_step("letter"), subject="Of the first chain")
        cls.other = cls._create_chain(name="Offers", priority="1")
        cls._write_letter(
            cls._add_step("letter", chain=cls.other), subject="Of the second chain"
        )

    def setUp(self):
        super().setUp()
        self._put_in_force()
        self._put_in_force(self.other)
        self.lead = self._create_lead()

    def _get_subjects(self):
        return self._mails(self.lead).mapped("subject")

    def test_the_chain_of_higher_priority_writes_first(self):
        self._enter(self.lead)
        self._enter(self.lead, self.other)
        self._run()
        self.assertEqual(self._get_subjects(), ["Of the second chain"])

    def test_the_other_letter_waits_for_room(self):
        self._enter(self.lead, self.other)
        self._run()
        self._go_to("2017-08-16 08:00:00")
        participant = self._enter(self.lead)
        self._run()
        self.assertEqual(str(participant.wake_at), "2017-08-21 08:00:00")
        self._run("2017-08-21 08:00:00")
        self.assertEqual(
            self._get_subjects(), ["Of the second chain", "Of the first chain"]
        )

    def test_a_letter_that_found_no_room_for_so_long_is_passed_over(self):
        self._enter(self.lead, self.other)
        self._run()
        participant = self._enter(self.lead)
        self._run()
        self.assertEqual(str(participant.limit_at), "2017-08-21 08:00:00")
        # Another letter takes the room the moment there is some.
        self.other.write({"reentry": "after", "reentry_days": 0})
        self._go_to("2017-08-21 08:00:00")
        self._enter(self.lead, self.other)
        self._run()
        self.assertEqual(self._results(participant), [("letter", "capped")])
        self.assertEqual(participant.state, "done")

    def test_a_chain_may_write_beyond_it(self):
        self.chain.ignores_cap = True
        self._enter(self.lead)
        self._enter(self.lead, self.other)
        self._run()
        self.assertEqual(len(self._get_subjects()), 2)

    def test_no_limit(self):
        self.company.mailing_cap_letters = 0
        self._enter(self.lead)
        self._enter(self.lead, self.other)
        self._run()
        self.assertEqual(len(self._get_subjects()), 2)

    def test_one_person_with_two_deals_is_one_person(self):
        self._enter(self._create_lead("Claire"), self.other)
        self._enter(self.lead)
        self._run()
        self.assertFalse(self._get_subjects())


class TestQuota(ChainRunCommon):
    """Two letters on the first day, half as many more each day, five at most."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._write_letter(cls._add_step("letter"))
        cls.chain.write({"quota_first": 2, "quota_growth": 50, "quota_last": 4})

    def setUp(self):
        super().setUp()
        self._put_in_force()
        self.leads = self._create_people(12)
        self._enter(self.leads)

    def _count_by(self, moment):
        self._run(moment)
        return len(self._mails(self.leads))

    def test_letters_grow_by_the_day(self):
        self.assertEqual(
            [
                self._count_by(moment)
                for moment in (
                    "2017-08-14 08:00:00",
                    "2017-08-14 20:00:00",
                    "2017-08-15 08:00:00",
                    "2017-08-16 08:00:00",
                    "2017-08-17 08:00:00",
                    "2017-08-18 08:00:00",
                )
            ],
            [2, 2, 5, 9, 12, 12],
        )

    def test_a_day_is_the_companys(self):
        self.assertEqual(self._count_by("2017-08-14 21:59:00"), 2)
        # Midnight in Brussels.
        self.assertEqual(self._count_by("2017-08-14 22:01:00"), 5)

    def test_letters_that_were_not_sent_are_not_counted(self):
        self.leads[0].email_from = False
        self.assertEqual(self._count_by("2017-08-14 08:00:00"), 1)
        self.assertEqual(self.chain.quota_used, 1)
