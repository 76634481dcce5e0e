from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

from ...tools import send_attempt

#: A server that takes letters and never says so is not believed more often than this.
RESENDS = 3


class MailMailOutcome(models.Model):
    """What becomes of a letter that was not simply sent; its trace follows."""

    _inherit = "mail.mail"

    def _defer(self, reason, failure_type="mail_smtp"):
        """Try letters again later: they have certainly not arrived.

        :param str reason: shown on the letter meanwhile
        """
        now = fields.Datetime.now()
        groups = defaultdict(self.browse)
        for mail in self:
            tried_at = mail.chain_tried_at or now
            attempts = mail.chain_attempts + 1
            next_at = send_attempt.next_attempt(attempts, tried_at, now)
            groups[tried_at, attempts, next_at] |= mail
        for (tried_at, attempts, next_at), mails in groups.items():
            values = {
                "chain_claimed_at": False,
                "chain_claimed_by": False,
                "chain_tried_at": tried_at,
                "chain_attempts": attempts,
                "failure_type": failure_type,
                "failure_reason": reason,
            }
            mails.write({**values, "scheduled_date": next_at})
            if not next_at:
                mails._give_up(failure_type, reason)

    def _give_up(self, failure_type, reason):
        """Note that letters do not arrive, and why."""
        self.write(
            {
                "state": "exception",
                "chain_claimed_at": False,
                "chain_claimed_by": False,
                "failure_type": failure_type,
                "failure_reason": reason,
            }
        )
        self.mailing_trace_ids._set_lost(failure_type, reason)

    def _set_uncertain(self, reason):
        """Hold letters that may have arrived, or send them again, as companies choose.

        A letter sent again bears the same Message-ID, so that whoever receives it twice
        can know.
        """
        now = fields.Datetime.now()
        unclaimed = {"chain_claimed_at": False, "chain_claimed_by": False}
        again = self.filtered(lambda mail: mail._may_be_sent_again())
        for resends, mails in again.grouped("chain_resends").items():
            mails.write(
                {
                    **unclaimed,
                    "chain_resends": resends + 1,
                    "scheduled_date": send_attempt.next_attempt(resends + 1, now, now),
                    "failure_reason": reason,
                }
            )
        (self - again)._give_up("chain_uncertain", reason)

    def _may_be_sent_again(self):
        company = self.mailing_id._get_letter_company()
        return company.mailing_uncertain == "resend" and self.chain_resends < RESENDS

    def _set_arrived(self):
        """Note that letters did arrive."""
        self.write({"state": "sent", "failure_type": False, "failure_reason": False})
        self._postprocess_sent_message(success_pids=[], success_emails=[])

    def _get_refused_letters(self):
        """Return letters their recipients have refused since they were written.

        This hook is intended to be inherited; one query a list, never one a letter.

        :return: ``{failure type: mails}``
        """
        self.mailing_trace_ids.flush_recordset(["email"])
        self.env["mail.blacklist"].flush_model(["email", "active"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT trace.mail_mail_id
                  FROM mailing_trace trace
                  JOIN mail_blacklist refused ON refused.email = trace.email
                  JOIN mailing_mailing mailing ON mailing.id = trace.mass_mailing_id
                 WHERE trace.mail_mail_id IN %s
                   AND refused.active
                   AND mailing.use_exclusion_list
                """,
                tuple(self.ids),
            )
        )
        return {"mail_bl": self.browse(row[0] for row in rows)}

    def _cancel_refused(self):
        """Cancel letters refused since they were written; return the others."""
        left = self
        if not self:
            return left
        for failure_type, mails in self._get_refused_letters().items():
            mails &= left
            mails.write({"state": "cancel", "failure_type": failure_type})
            traces = mails.mailing_trace_ids
            traces.set_canceled()
            traces.write({"failure_type": failure_type})
            left -= mails
        return left
