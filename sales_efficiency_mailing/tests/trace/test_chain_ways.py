from unittest.mock import patch

from odoo.tests import freeze_time

from .common import LetterCommon


class TestChainWays(LetterCommon):
    """What clients do with letters of chains: ways, and who is woken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._add_step()
        cls.second = cls._add_step(after=cls.first)
        cls.branch = cls._add_step("branch", after=cls.second)
        cls.mailing.chain_step_id = cls.second
        cls.leads = cls.lead.concat(*(cls._create_lead(f"L{n}") for n in range(3)))
        cls.participants = cls.env["mailing.chain.participant"].concat(
            *(cls._enter(lead) for lead in cls.leads)
        )
        cls.letters = {
            step: cls.env["mailing.trace"].concat(
                *(cls._log(participant, step) for participant in cls.participants)
            )
            for step in (cls.first, cls.second)
        }

    @classmethod
    def _enter(cls, lead):
        return cls.env["mailing.chain.participant"].create(
            {
                "chain_id": cls.chain.id,
                "company_id": cls.company.id,
                "version_id": cls.chain.draft_version_id.id,
                "res_model": "crm.lead",
                "res_id": lead.id,
                "email_normalized": lead.email_normalized,
                "step_id": cls.branch.id,
            }
        )

    @classmethod
    def _log(cls, participant, step):
        log = cls.env["mailing.chain.participant.step"].create(
            {
                "participant_id": participant.id,
                "chain_id": cls.chain.id,
                "company_id": cls.company.id,
                "step_id": step.id,
                "entered_at": "2030-05-06 09:00:00",
                "result": "sent",
                "sent_at": "2030-05-06 09:00:00",
            }
        )
        lead = cls.env["crm.lead"].browse(participant.res_id)
        return cls._create_trace(lead, chain_participant_step_id=log.id)

    def _get_met(self, condition, **values):
        way = self.env["mailing.chain.way"].create(
            {"step_id": self.branch.id, "condition": condition, **values}
        )
        met = getattr(way, f"_get_met_{condition}")(self.participants)
        return self.participants.browse(sorted(met))

    def test_opened_is_about_the_last_letter(self):
        self._silence()
        self.letters[self.first][0].set_opened()
        self.letters[self.second][1].set_opened()
        self.assertEqual(self._get_met("opened"), self.participants[1])
        self.assertEqual(
            self._get_met("opened", of_step_id=self.first.id), self.participants[0]
        )

    def test_clicked_and_bounced(self):
        self._silence()
        self.letters[self.second][2].set_clicked()
        self.letters[self.second][3].set_bounced()
        self.assertEqual(self._get_met("clicked"), self.participants[2])
        self.assertEqual(self._get_met("bounced"), self.participants[3])

    def test_a_topic_is_its_links_or_the_letters(self):
        self._silence()
        beans = self.env["mailing.topic"].create({"name": "Beans"})
        self.second.topic_ids = self.topic
        letters = self.letters[self.second]
        self._click(self._create_link("a", topic_id=beans.id), letters[0])
        self._click(self._create_link("b"), letters[1])
        letters[2].set_opened()
        self.assertEqual(
            self._get_met("topic", topic_id=beans.id), self.participants[0]
        )
        self.assertEqual(
            self._get_met("topic", topic_id=self.topic.id), self.participants[1]
        )

    def test_replied_to_any_letter_since(self):
        self._silence()
        with freeze_time("2030-05-06 08:00:00"):
            self.letters[self.first][0].set_replied()
        with freeze_time("2030-05-06 10:00:00"):
            self.letters[self.first][1].set_replied()
            self.letters[self.second][2].set_replied()
        self.assertEqual(self._get_met("replied"), self.participants[1:3])
        self.assertEqual(
            self._get_met("replied", of_step_id=self.first.id), self.participants[:2]
        )

    def test_the_chain_tells_what_its_letters_are_about(self):
        self.assertFalse(self.mailing._get_letter_topics()[self.mailing])
        self.chain.topic_ids = self.topic
        self.assertEqual(self.mailing._get_letter_topics(), {self.mailing: self.topic})
        beans = self.env["mailing.topic"].create({"name": "Beans"})
        self.second.topic_ids = beans
        self.assertEqual(self.mailing._get_letter_topics(), {self.mailing: beans})

    def test_people_wake_their_chain(self):
        woken = self._silence()
        letters = self.letters[self.second]
        letters[0].set_opened()
        letters[1].with_context(mailing_reply="auto").set_replied()
        letters[2].set_replied()
        letters[3].set_bounced()
        self.trace.set_opened()
        self.assertEqual(
            woken,
            [
                (self.participants[0], "open"),
                (self.participants[2], "reply"),
                (self.participants[3], "bounce"),
            ],
        )

    def test_conditions_cost_the_same_for_many(self):
        self._silence()
        self.letters[self.second].set_clicked()
        self.env.flush_all()
        for condition in ("opened", "clicked", "topic", "replied", "bounced"):
            for participants in (self.participants[:1], self.participants):
                way = self.env["mailing.chain.way"].create(
                    {"step_id": self.branch.id, "condition": condition}
                )
                self.env.flush_all()
                self.env.invalidate_all()
                with self.subTest(condition=condition), self.assertQueryCount(11):
                    getattr(way, f"_get_met_{condition}")(participants)

    def _silence(self):
        """Keep the chain asleep; return what is asked of it."""
        woken = []
        model = type(self.participants)

        def wake(participants, reason=None):
            woken.append((participants, reason))

        patcher = patch.object(model, "_wake", wake, create=True)
        patcher.start()
        self.addCleanup(patcher.stop)
        return woken
