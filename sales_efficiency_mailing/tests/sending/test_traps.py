from unittest.mock import patch

from odoo import fields

from .common import SendingCommon


class TestTraps(SendingCommon):
    """What Odoo does with mailings, and must not do with letters."""

    def _write_other(self):
        return self._write_letter(self.step, chain_step_id=False)

    def _add_participant(self, mail, **values):
        [trace] = mail.mailing_trace_ids
        lead = self.env["crm.lead"].browse(trace.res_id)
        participant = self.env["mailing.chain.participant"].create(
            {
                "chain_id": self.chain.id,
                "company_id": self.company.id,
                "version_id": self.step.version_id.id,
                "res_model": lead._name,
                "res_id": lead.id,
                "email_normalized": trace.email,
                **values,
            }
        )
        trace.chain_participant_step_id = self.env[
            "mailing.chain.participant.step"
        ].create(
            {
                "participant_id": participant.id,
                "chain_id": self.chain.id,
                "company_id": self.company.id,
                "step_id": self.step.id,
                "entered_at": fields.Datetime.now(),
            }
        )
        return participant

    def test_trying_again_writes_to_nobody_else(self):
        stranger = self._create_lead("Stranger")
        self.letter.mailing_domain = repr([("id", "in", (self.leads | stranger).ids)])
        claire, dave = self._compose()
        self._send("content 554", "drops before answer")
        traces = self._get_traces()
        self.letter.action_retry_failed()
        self.assertEqual((claire.state, dave.state), ("outgoing", "exception"))
        self.assertNotEqual(self.letter.state, "in_queue")
        self.assertEqual(self._get_traces(), traces)
        self.assertEqual(self._send().recipients, ["claire@client.example"])
        self.assertEqual(traces.mapped("trace_status"), ["sent", "error"])

    def test_other_mailings_are_tried_again_as_ever(self):
        other = self._write_other()
        other.mailing_domain = repr([("id", "in", self.leads.ids)])
        mails = self._compose(letter=other)
        self._send("content 554")
        other.action_retry_failed()
        self.assertFalse(mails.exists())
        self.assertEqual(other.state, "in_queue")

    def test_the_blacklist_counts_to_the_last(self):
        for excludes, count in ((True, 1), (False, 2)):
            with self.subTest(excludes=excludes):
                letter = self._write_letter(self.step, use_exclusion_list=excludes)
                claire, _dave = self._compose(letter=letter)
                blacklisted = self.env["mail.blacklist"]._add("claire@client.example")
                self.assertEqual(len(self._send().taken), count)
                blacklisted.action_archive()
                trace = self._get_traces(letter)[0]
                if excludes:
                    self.assertEqual(
                        (claire.state, claire.failure_type), ("cancel", "mail_bl")
                    )
                    self.assertEqual(
                        (trace.trace_status, trace.failure_type), ("cancel", "mail_bl")
                    )

    def test_refusals_are_asked_for_together(self):
        names = ["Eve", "Fay", "Gil", "Hal"]
        leads = self.env["crm.lead"].union(*map(self._create_lead, names))
        few, many = self._compose(), self._compose(self.leads | leads)
        counts = []
        for mails in (few, few, many):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            mails._get_refused_letters()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_who_left_gets_no_letter(self):
        for reason, is_sent in (("reply", False), ("hand", False), ("end", True)):
            mail = self._compose(self._create_lead(reason.capitalize()))
            trace = mail.mailing_trace_ids
            self._add_participant(mail, state="left", left_reason=reason)
            self.assertEqual(bool(self._send().taken), is_sent, reason)
            if not is_sent:
                self.assertEqual(
                    (trace.trace_status, trace.failure_type), ("cancel", "chain_left")
                )

    def test_who_opted_out_gets_no_letter(self):
        self.step.topic_ids = self.topic
        claire, _dave = self._compose()
        trace = claire.mailing_trace_ids
        asked = []

        def refuse(_chain, emails, topics=None):
            asked.append((emails, topics))
            return {"claire@client.example"}

        with patch.object(
            type(self.env["mailing.chain"]), "_get_refused_emails", refuse
        ):
            self.assertEqual(self._send().recipients, ["dave@client.example"])
        self.assertEqual(
            asked, [({"claire@client.example", "dave@client.example"}, self.topic)]
        )
        self.assertEqual(
            (trace.trace_status, trace.failure_type), ("cancel", "mail_optout")
        )

    def test_who_is_on_the_way_gets_it(self):
        mail = self._compose(self.leads[0])
        self._add_participant(mail)
        self.assertTrue(self._send().taken)

    def test_traces_do_not_wait_for_nothing(self):
        leads = self.leads | self._create_lead("Eve") | self._create_lead("Fay")
        mails = self._compose(leads)
        traces = self._get_traces()
        other = self._compose(self.leads[0], self._write_other())
        other_trace = other.mailing_trace_ids
        mails[0].write({"state": "exception", "failure_type": "mail_smtp"})
        mails[1].unlink()
        mails[2].cancel()
        other.unlink()
        self.env["mailing.trace"]._cron_settle_letters()
        self.assertEqual(
            traces.mapped("trace_status"), ["error", "error", "cancel", "outgoing"]
        )
        self.assertEqual(traces[0].failure_type, "mail_smtp")
        self.assertIn("deleted", traces[1].failure_reason)
        self.assertEqual(other_trace.trace_status, "outgoing")
