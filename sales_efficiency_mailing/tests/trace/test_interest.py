from datetime import timedelta

from odoo import fields

from .common import LetterCommon


class TestInterest(LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beans = cls.env["mailing.topic"].create({"name": "Beans"})
        cls.mailing.topic_ids = cls.topic
        cls.client.email = "claire@client.example"

    def _weigh(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency_mailing.ir_cron_topic_interest"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _send_again(self, count=1, hours=24 * 8, record=None, **values):
        return self.env["mailing.trace"].concat(
            *(
                self._create_trace(record or self.lead, hours + number, **values)
                for number in range(count)
            )
        )

    def _get_interest(self, topic=None):
        return self.env["mailing.topic.interest"].search(
            [
                ("partner_id", "=", self.client.id),
                ("topic_id", "=", (topic or self.topic).id),
            ]
        )

    def test_who_clicks_is_interested(self):
        self._click(self._create_link())
        self._weigh()
        self.assertEqual(self._get_interest().verdict, "interested")
        self.assertEqual(self.client.interested_topic_ids, self.topic)
        self.assertEqual(self.lead.interested_topic_ids, self.topic)
        self.assertFalse(self.client.indifferent_topic_ids)
        self.assertFalse(self.trace.interest_due)

    def test_who_leaves_letters_unread_is_indifferent(self):
        self._send_again(4)
        self._weigh()
        self.assertEqual(self._get_interest().verdict, "indifferent")
        self.assertEqual(self.lead.indifferent_topic_ids, self.topic)
        self.assertFalse(self.lead.interested_topic_ids)

    def test_a_letter_waits_for_its_reader(self):
        self._send_again(4, hours=24 * 6)
        self._weigh()
        self.assertFalse(self._get_interest())

    def test_who_opens_now_and_then_is_unknown(self):
        letters = self._send_again(4)
        letters[:2].set_opened()
        self._weigh()
        self.assertEqual(self._get_interest().verdict, "unknown")
        self.assertFalse(
            self.lead.interested_topic_ids | self.lead.indifferent_topic_ids
        )

    def test_opened_late_is_not_ignored_any_more(self):
        letters = self._send_again(2)
        self._weigh()
        before = self._get_interest().score
        letters.set_opened()
        self.assertFalse(any(letters.mapped("is_ignored")))
        self._weigh()
        self.assertLess(before, 0)
        self.assertGreater(self._get_interest().score, 0)

    def test_what_bounced_was_not_ignored(self):
        self._send_again(4, trace_status="bounce")
        self._weigh()
        self.assertFalse(self._get_interest())

    def test_a_click_is_for_the_topic_of_its_link(self):
        self._click(self._create_link(topic_id=self.beans.id))
        self._weigh()
        self.assertEqual(self._get_interest(self.beans).verdict, "interested")
        self.assertEqual(self._get_interest().verdict, "unknown")

    def test_a_topic_given_later_counts(self):
        link = self._create_link()
        self._click(link)
        self._weigh()
        link.topic_id = self.beans
        self.mailing.topic_ids = False
        self._weigh()
        self.assertEqual(self.client.interested_topic_ids, self.beans)
        self.assertFalse(self._get_interest())

    def test_a_reply_counts_and_a_machine_does_not(self):
        self.trace.with_context(mailing_reply="auto").set_replied()
        self._weigh()
        self.assertFalse(self._get_interest())
        self.trace.set_replied()
        self._weigh()
        self.assertEqual(self._get_interest().verdict, "interested")

    def test_a_company_reads_as_one(self):
        person = self.env["res.partner"].create(
            {
                "name": "Paul",
                "parent_id": self.client.id,
                "email": "paul@client.example",
            }
        )
        trace = self._create_trace(person)
        trace.set_opened()
        self.trace.set_opened()
        self._weigh()
        self.assertAlmostEqual(self._get_interest().evidence, 2, places=2)
        self.assertEqual(person.interested_topic_ids, self.topic)

    def test_an_address_reads_until_it_is_a_client(self):
        lead = self._create_lead("Nobody")
        trace = self._create_trace(lead)
        self._click(self._create_link(), trace)
        self._weigh()
        self.assertEqual(lead.interested_topic_ids, self.topic)
        partner = self.env["res.partner"].create({"name": "Somebody"})
        lead.partner_id = partner
        self.assertFalse(lead.interested_topic_ids)
        self._weigh()
        self.assertEqual(lead.interested_topic_ids, self.topic)
        self.assertEqual(partner.interested_topic_ids, self.topic)

    def test_interest_fades_and_is_forgotten(self):
        self._click(self._create_link())
        self._weigh()
        interest = self._get_interest()
        evidence = interest.evidence
        interest.known_at = fields.Datetime.now() - timedelta(days=90)
        self._weigh()
        self.assertAlmostEqual(interest.evidence, evidence / 2, places=2)
        interest.known_at = fields.Datetime.now() - timedelta(days=3650)
        self._weigh()
        self.assertFalse(interest.exists())

    def test_the_half_life_is_that_of_the_settings(self):
        settings = self.env["res.config.settings"].create(
            {"mailing_interest_half_life": 10}
        )
        settings.execute()
        self.trace.set_opened()
        self.env["mailing.trace.event"].search([]).at -= timedelta(days=10)
        self.trace._fold_events()
        self._weigh()
        self.assertAlmostEqual(self._get_interest().evidence, 0.5, places=2)
        with self._assert_refused("Interest Fades by Half In"):
            settings.mailing_interest_half_life = 0

    def test_a_run_goes_on_where_it_stopped(self):
        """As many queries for many clients as for a few."""
        for count in (2, 20):
            leads = self.env["crm.lead"].concat(
                *(self._create_lead(f"Reader{count}-{n}") for n in range(count))
            )
            traces = self.env["mailing.trace"].concat(
                *(self._create_trace(lead) for lead in leads)
            )
            traces.set_opened()
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(28):
                self.env["mailing.topic.interest"]._weigh_due()
                self.env.flush_all()
            self.assertFalse(any(traces.mapped("interest_due")))
