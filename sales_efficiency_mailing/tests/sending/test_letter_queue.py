from unittest.mock import patch

from ...models.sending import mail_mail_run
from .common import SendingCommon


class TestLetterQueue(SendingCommon):
    def _count_triggers(self):
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
        return self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])

    def _create_mail(self, **values):
        return self.env["mail.mail"].create(
            {
                "subject": "Invoice",
                "body_html": "<p>Please pay</p>",
                "email_to": "pay@client.example",
                "email_from": "office@efficient.example",
                **values,
            }
        )

    def test_the_queue_sends_letters(self):
        mails = self._compose()
        ids = mails.mapped("message_id")
        server = self._send()
        self.assertEqual(
            server.recipients, ["claire@client.example", "dave@client.example"]
        )
        self.assertEqual([message["Message-Id"] for message in server.taken], ids)
        traces = self._get_traces()
        self.assertEqual(traces.mapped("trace_status"), ["sent", "sent"])
        self.assertTrue(all(traces.mapped("sent_datetime")))
        self.assertEqual(server.sessions, 1)
        self.assertFalse(self._send().taken, "nothing is left to send")

    def test_composing_wakes_the_queue(self):
        before = self._count_triggers()
        self._compose()
        self.assertEqual(self._count_triggers(), before + 1)

    def test_nothing_but_the_queue_sends_letters(self):
        mails = self._compose()
        other = self._create_mail()
        before = self._count_triggers()
        with self._serving() as server:
            (mails | other).send()
            self.letter.with_context(default_force_send=True)._action_send_mail(
                self._create_lead("Eve").ids
            )
        self.assertEqual(server.recipients, ["pay@client.example"])
        self.assertEqual(other.state, "sent")
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})
        self.assertGreater(self._count_triggers(), before)
        self.assertEqual(len(self._send().taken), 3)

    def test_other_mails_are_sent_as_ever(self):
        mailing = self._write_letter(self.step, chain_step_id=False)
        [bulk] = self._compose(self.leads[0], mailing)
        mail = self._create_mail()
        self._compose()
        server = self._send()
        self.assertEqual(len(server.taken), 4)
        self.assertFalse(bulk.exists())
        self.assertEqual((mail.state, mail.chain_claimed_by), ("sent", 0))
        self.assertEqual(self._get_traces(mailing).trace_status, "sent")
        self.assertEqual(
            server.recipients[:2], ["claire@client.example", "pay@client.example"]
        )

    def test_other_mails_fail_as_ever(self):
        mail = self._create_mail()
        server = self._send("content 452")
        self.assertFalse(server.taken)
        self.assertEqual((mail.state, mail.failure_type), ("exception", "unknown"))

    def test_a_long_queue_goes_on(self):
        self.env["ir.config_parameter"].set_param("mail.mail.queue.batch.size", 2)
        names = [f"Client {number}" for number in range(7)]
        leads = self.env["crm.lead"].union(
            *(self._create_lead(name.replace(" ", "")) for name in names)
        )
        self._compose(leads)
        with patch.object(mail_mail_run, "BATCH", 3):
            server = self._send()
        self.assertEqual(len(set(server.recipients)), 7)
        self.assertEqual(server.sessions, 1, "a session serves a run")

    def test_only_the_asked_ones_are_sent(self):
        claire, dave = self._compose()
        with self._serving() as server:
            self.env["mail.mail"].process_email_queue(email_ids=dave.ids)
        self.assertEqual(server.recipients, ["dave@client.example"])
        self.assertEqual(claire.state, "outgoing")

    def test_a_letter_is_claimed_once(self):
        claire, dave = self._compose()
        self.assertTrue(claire._claim(11))
        self.assertFalse(claire._claim(12))
        self.assertEqual(claire.chain_claimed_by, 11)
        dave.cancel()
        self.assertFalse(dave._claim(12), "cancelled meanwhile")

    def test_who_claims_a_letter_sends_it_alone(self):
        claire = self._compose()[0]
        with self.env["mail.mail"]._run_of_queue() as number:
            claire._claim(number)
            self.assertEqual(self._send().recipients, ["dave@client.example"])
        self.assertEqual(claire.state, "outgoing")

    def test_what_another_run_has_sent_is_passed_over(self):
        claire, dave = self._compose()
        origin = type(claire)._cancel_refused

        def cancel_refused(mails):
            result = origin(mails)
            claire.unlink()
            return result

        with patch.object(type(claire), "_cancel_refused", cancel_refused):
            server = self._send()
        self.assertEqual(server.recipients, ["dave@client.example"])
        self.assertFalse(dave.exists())
