from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from ..chain.common import ChainRunCommon


class TestOptout(ChainRunCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.optouts = cls.env["mailing.optout"]
        cls.other_topic = cls.env["mailing.topic"].create({"name": "Spare Parts"})
        cls.letter = cls._add_step("letter")
        cls._write_letter(cls.letter)
        cls.lead = cls._create_lead()
        cls.email = cls.lead.email_normalized

    def _refuse(self, records, email=None):
        return self.optouts._refuse(email or self.email, records, "page")

    def test_who_does_not_want_a_chain_leaves_it(self):
        self._put_in_force()
        inside = self._enter(self.lead | self._create_lead("Other"))
        self._refuse(self.chain)
        mine, other = inside.sorted(lambda one: one.email_normalized != self.email)
        self.assertEqual((mine.state, mine.left_reason), ("left", "unsubscribed"))
        self.assertEqual(other.state, "running")

    def test_another_chain_goes_on(self):
        chain = self._create_chain(name="Care")
        self._add_step("letter", chain)
        self._put_in_force(chain)
        inside = self._enter(self.lead, chain)
        self._refuse(self.chain)
        self.assertEqual(inside.state, "running")

    def test_nobody_gets_into_an_unwanted_chain(self):
        self._put_in_force()
        self._refuse(self.chain)
        self.assertFalse(self._enter(self.lead))
        self.optouts._withdraw(self.email, self.chain)
        self.assertTrue(self._enter(self.lead))

    def test_a_letter_is_unwanted_when_all_of_its_topics_are(self):
        both = self.topic | self.other_topic
        self._refuse(self.topic)
        refused = self.chain._get_refused_emails
        self.assertEqual(refused({self.email}, self.topic), {self.email})
        self.assertFalse(refused({self.email}, both))
        self._refuse(self.other_topic)
        self.assertEqual(refused({self.email, "x@x.example"}, both), {self.email})
        self.assertFalse(refused({"x@x.example"}, both))

    def test_a_chain_is_unwanted_when_all_of_its_topics_are(self):
        self._put_in_force()
        self.chain.topic_ids = self.topic
        inside = self._enter(self.lead)
        self._refuse(self.topic)
        self._run()
        self.assertEqual(inside.left_reason, "unsubscribed")
        self.assertFalse(self._mails(self.lead))

    def test_an_unwanted_letter_is_passed_over(self):
        self.letter.topic_ids = self.topic
        wait = self._add_step("wait", after=self.letter, wait_count=1)
        self._put_in_force()
        inside = self._enter(self.lead)
        self._refuse(self.topic)
        self._run()
        self.assertEqual(self._results(inside), [("letter", "refused")])
        self.assertEqual(inside.step_id, wait)

    def test_letters_in_the_queue_are_taken_back(self):
        self._put_in_force()
        inside = self._enter(self.lead)
        self._run()
        [mail] = self._mails(self.lead)
        self.assertEqual(mail.state, "outgoing")
        self._refuse(self.other_topic)
        self.assertEqual(mail.state, "outgoing")
        self._refuse(self.chain)
        self.assertEqual(mail.state, "cancel")
        trace = mail.mailing_trace_ids
        self.assertEqual(trace.trace_status, "cancel")
        self.assertEqual(trace.failure_type, "mail_optout")
        self.assertEqual(self._results(inside), [("letter", "refused")])

    def test_ordinary_letters_keep_to_it_too(self):
        other = self._create_lead("Other")
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "New machines",
                "body_html": "<p>Look</p>",
                "mailing_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "topic_ids": self.topic.ids,
                "user_id": self.ada.id,
            }
        )
        self._refuse(self.topic)
        mailing.with_context(default_force_send=False)._action_send_mail(
            res_ids=(self.lead | other).ids
        )
        traces = {one.res_id: one for one in mailing.mailing_trace_ids}
        self.assertEqual(traces[self.lead.id].trace_status, "cancel")
        self.assertEqual(traces[self.lead.id].failure_type, "mail_optout")
        self.assertEqual(traces[other.id].trace_status, "outgoing")

    def test_it_costs_one_query_whatever_the_number(self):
        emails = {f"person{number}@client.example" for number in range(300)}
        for email in emails:
            self._refuse(self.topic, email)
        self.env.flush_all()
        with self.assertQueryCount(1):
            refused = self.optouts._get_refusing(self.chain, self.topic, emails)
        self.assertEqual(refused, emails)

    def test_it_is_noted_once(self):
        self.assertTrue(self._refuse(self.chain))
        self.assertFalse(self._refuse(self.chain))
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.optouts.create(
                {"email_normalized": self.email, "chain_id": self.chain.id}
            )

    def test_a_colleague_notes_it(self):
        self._put_in_force()
        inside = self._enter(self.lead)
        optout = self.optouts.with_user(self.ada).create(
            {
                "email_normalized": f"Claire <{self.email.upper()}>",
                "chain_id": self.chain.id,
            }
        )
        self.assertEqual(optout.email_normalized, self.email)
        self.assertEqual((optout.how, optout.company_id), ("hand", self.company))
        self.assertEqual(inside.left_reason, "unsubscribed")
        with self._assert_refused("no address"):
            self.optouts.create(
                {"email_normalized": "nobody", "chain_id": self.chain.id}
            )
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self.optouts.create(
                {
                    "email_normalized": self.email,
                    "chain_id": self.chain.id,
                    "topic_id": self.topic.id,
                }
            )

    def test_salespeople_do_not_see_who_refused(self):
        optout = self._refuse(self.chain)
        with self.assertRaises(AccessError):
            optout.with_user(self.anna).read(["email_normalized"])
        stranger = self.env["res.company"].create({"name": "Stranger"})
        theirs = self._refuse(self._create_chain(company_id=stranger.id))
        with self.assertRaises(AccessError):
            theirs.with_user(self.ada).read(["email_normalized"])
