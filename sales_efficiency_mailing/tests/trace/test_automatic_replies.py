from odoo.tests import freeze_time

from .common import LetterCommon

REPLY = """Return-Path: <claire@client.example>
From: Claire <claire@client.example>
To: office@efficient.example
Subject: Re: How machines are chosen
Message-ID: <{number}@client.example>
In-Reply-To: {reference}
Date: {date}
{headers}
Content-Type: text/plain; charset=utf-8

{text}
"""


class TestAutomaticReplies(LetterCommon):
    def _receive(self, headers="X-Nothing: 1", number=1, text="Tell me more."):
        """Receive a reply to the letter, on the lead it was sent to."""
        self.env["mail.thread"].message_process(
            "crm.lead",
            REPLY.format(
                number=number,
                reference=self.trace.message_id,
                headers=headers,
                text=text,
                date="Mon, 06 May 2030 09:00:00 +0000",
            ),
            thread_id=self.lead.id,
        )

    def test_a_reply_is_an_answer_and_no_open_by_itself(self):
        self._receive()
        self.assertEqual(self.trace.trace_status, "reply")
        self.assertTrue(self.trace.human_reply_at)
        self.assertEqual(self.trace.human_open_at, self.trace.human_reply_at)
        self.assertEqual(self.trace.open_count, 0)
        self.assertEqual(self.lead.message_ids[0].message_type, "email")

    def test_out_of_office_is_none(self):
        for number, headers in enumerate(
            (
                "Auto-Submitted: auto-replied",
                "X-Autoreply: yes",
                "X-Autorespond: away",
                "Precedence: auto_reply",
            )
        ):
            with self.subTest(headers=headers), freeze_time(f"2030-05-06 09:0{number}"):
                self._receive(headers, number)
                self.assertEqual(self.trace.trace_status, "sent")
                self.assertFalse(self.trace.human_reply_at)
                self.assertFalse(self.trace.human_open_at)
                self.assertFalse(self.trace.reply_datetime)
        self.assertEqual(
            str(self.trace.auto_reply_at), "2030-05-06 09:00:00", "The first is kept."
        )
        self.assertEqual(self._get_events(), [("reply", "auto")] * 4)
        self.assertEqual(
            set(self.lead.message_ids[:4].mapped("message_type")), {"out_of_office"}
        )

    def test_a_person_answers_after_the_machine(self):
        with freeze_time("2030-05-06 09:00:00"):
            self._receive("Auto-Submitted: auto-replied", 1)
        with freeze_time("2030-05-06 09:00:02"):
            self._receive(number=2)
        self.assertEqual(str(self.trace.human_reply_at), "2030-05-06 09:00:02")
        self.assertEqual(self.trace.trace_status, "reply")
