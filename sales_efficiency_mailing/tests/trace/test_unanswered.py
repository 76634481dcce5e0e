from datetime import timedelta

from odoo import fields

from .common import LetterCommon

LETTER = """From: Claire <claire@client.example>
To: {to}
Subject: Re: How machines are chosen
Message-ID: <{number}@client.example>
In-Reply-To: {reference}
Date: {date}
{header}: {value}
Content-Type: text/plain; charset=utf-8

Tell me more.
"""


class TestUnanswered(LetterCommon):
    """Replies to letters wait for an answer, as every letter of a client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trace.unlink()
        cls.rule = cls.env["sales.reminder.rule"].create(
            {
                "name": "Letters",
                "summary": "Answer",
                "kind": "unanswered",
                "company_id": cls.company.id,
            }
        )

    def _send(self):
        with self.mock_mail_gateway():
            self.mailing._action_send_mail(res_ids=self.lead.ids)
            self._new_mails.send()
        return self.mailing.mailing_trace_ids

    def _receive(
        self, trace, to="office@efficient.example", header="X-Nothing", value=1
    ):
        self.env["mail.thread"].message_process(
            "crm.lead",
            LETTER.format(
                to=to,
                number=trace.id,
                reference=trace.message_id,
                date=(fields.Datetime.now() - timedelta(days=2)).strftime(
                    "%a, %d %b %Y %H:%M:%S +0000"
                ),
                header=header,
                value=value,
            ),
        )

    def _get_causes(self):
        self.env.flush_all()
        rows = self.env.execute_query_dict(self.rule._get_cause_source())
        return [(row["res_model"], row["res_id"]) for row in rows]

    def test_a_reply_lands_on_the_deal_and_waits_for_an_answer(self):
        trace = self._send()
        self._receive(trace)
        self.assertEqual(trace.trace_status, "reply")
        self.assertEqual(self._get_causes(), [("crm.lead", self.lead.id)])

    def test_an_automatic_reply_waits_for_nothing(self):
        trace = self._send()
        self._receive(trace, header="Auto-Submitted", value="auto-replied")
        self.assertEqual(self.lead.message_ids[0].message_type, "out_of_office")
        self.assertFalse(self._get_causes())

    def test_the_next_letter_of_a_chain_is_no_answer(self):
        self._receive(self._send())
        other = self._create_mailing()
        with self.mock_mail_gateway():
            other._action_send_mail(res_ids=self.lead.ids)
            self._new_mails.send()
        letter = self.env["mail.message"].search(
            [("message_id", "=", other.mailing_trace_ids.message_id)]
        )
        self.assertEqual((letter.model, letter.res_id), ("crm.lead", self.lead.id))
        self.assertEqual(self._get_causes(), [("crm.lead", self.lead.id)])
        answer = "Gladly"
        self.lead.with_user(self.anna).message_post(
            body=answer, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertFalse(self._get_causes())

    def test_a_reply_to_a_letter_to_a_contact_waits_too(self):
        """Odoo has answers to such letters go to an address, where they make a lead."""
        self.client.write({"email": "claire@client.example", "user_id": self.anna.id})
        mailing = self._create_mailing("res.partner")
        self.assertEqual(mailing.reply_to_mode, "new")
        with self.mock_mail_gateway():
            mailing._action_send_mail(res_ids=self.client.ids)
            self._new_mails.send()
        trace = mailing.mailing_trace_ids
        self._receive(trace)
        self.assertEqual(trace.trace_status, "reply")
        ((model, res_id),) = self._get_causes()
        self.assertEqual(model, "crm.lead")
        self.assertEqual(self.env[model].browse(res_id).source_id, mailing.source_id)
