from collections import defaultdict
from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ...tools.letter_cap import room_at


class MailingChain(models.Model):
    """How many letters a person gets, of all chains of the company."""

    _inherit = "mailing.chain"

    def _get_cap(self):
        """Return (letters, period), ``None`` where there is no limit."""
        company = self.company_id
        if self.ignores_cap or not company.mailing_cap_letters:
            return None
        return company.mailing_cap_letters, timedelta(days=company.mailing_cap_days)

    def _get_rooms(self, emails, now):
        """Return ``{email: when one more letter may go there}`` of those with a limit.

        Whom another worker writes to at this moment has to wait until that is known.
        """
        cap = self._get_cap()
        if not cap or not emails:
            return {}
        letters, period = cap
        busy = self._get_busy_emails(emails)
        sent = defaultdict(list)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT one.email_normalized, log.sent_at
                  FROM mailing_chain_participant one
                  JOIN mailing_chain_participant_step log ON log.participant_id = one.id
                 WHERE one.email_normalized = ANY(%s) AND one.company_id = %s
                   AND log.result = 'sent' AND log.sent_at > %s
                """,
                list(emails),
                self.company_id.id,
                now - period,
            )
        )
        for email, moment in rows:
            sent[email].append(moment)
        rooms = {email: room_at(sent[email], letters, period, now) for email in emails}
        return rooms | dict.fromkeys(busy, now + timedelta(minutes=1))

    def _get_busy_emails(self, emails):
        """Return those of the addresses that other workers are writing to.

        The others are kept from being written to by other chains meanwhile.
        """
        where = SQL(
            "email_normalized = ANY(%s) AND state = 'running' AND chain_id != %s",
            list(emails),
            self.id,
        )
        mine = self.env.execute_query(
            SQL(
                "SELECT id FROM mailing_chain_participant WHERE %s"
                " FOR NO KEY UPDATE SKIP LOCKED",
                where,
            )
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT email_normalized FROM mailing_chain_participant"
                " WHERE %s AND id != ALL(%s)",
                where,
                [id_ for [id_] in mine],
            )
        )
        return {email for [email] in rows}
