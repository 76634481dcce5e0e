from odoo import models
from odoo.tools import SQL

from .chain_domain import search_matching
from .step_broken import StepBroken


class MailingChainParticipant(models.Model):
    """Who leaves a chain before its end."""

    _inherit = "mailing.chain.participant"

    def _leave_before_the_end(self, now):
        """Let go of those for whom an exit of their chain came true; return the others.

        It is asked whenever somebody is looked at, so just before each letter.
        """
        chain, rest = self.chain_id, self
        for reason, ask in self._get_exits(chain):
            if not rest:
                break
            try:
                ids = ask(rest)
            except StepBroken as broken:
                rest._hold(broken.reason)
                return rest.browse()
            gone = rest.filtered(lambda one, ids=ids: one.id in ids)
            if gone:
                gone._leave(reason, now)
                rest -= gone
        return rest

    def _get_exits(self, chain):
        """Return ``[(left_reason, function)]`` of the exits of a chain, in order.

        Each function takes participants and returns the ids of those who leave.
        """
        exits = [
            ("gone", lambda some: some._get_gone()),
            ("unsubscribed", lambda some: some._get_unsubscribed(chain)),
        ]
        if chain.exit_on_reply:
            exits.append(("reply", lambda some: some._get_replied()))
        if chain.exit_on_won:
            exits.append(("won", lambda some: some._get_closed("won")))
        if chain.exit_on_lost:
            exits.append(("lost", lambda some: some._get_closed("lost")))
        if chain.exit_on_meeting:
            exits.append(("meeting", lambda some: some._get_met_in_person()))
        if (chain.exit_domain or "[]").strip() != "[]":
            exits.append(
                ("domain", lambda some: search_matching(some, chain.exit_domain))
            )
        return exits

    def _get_gone(self):
        """Whose record was deleted."""
        records = self._get_records()
        return {one.id for one in self if not records[one]}

    def _get_unsubscribed(self, chain):
        """Who wants no letters at all, or none of this chain."""
        emails = set(self.mapped("email_normalized"))
        self.env["mail.blacklist"].flush_model(["email", "active"])
        rows = self.env.execute_query(
            SQL(
                "SELECT email FROM mail_blacklist WHERE active AND email = ANY(%s)",
                list(emails),
            )
        )
        refused = {email for [email] in rows} | chain._get_refused_emails(emails)
        return {one.id for one in self if one.email_normalized in refused}

    def _get_replied(self):
        """Who answered a letter of this way through the chain."""
        self.env["mailing.trace"].flush_model(
            ["chain_participant_step_id", "human_reply_at"]
        )
        return self._query_ids(
            """
            SELECT log.participant_id
              FROM mailing_chain_participant_step log
              JOIN mailing_trace trace ON trace.chain_participant_step_id = log.id
             WHERE log.participant_id = ANY(%(ids)s) AND trace.human_reply_at IS NOT NULL
            """
        )

    def _get_closed(self, status):
        """Of whom a deal was closed since: won with whichever deal, lost with the own.

        :param status: won or lost
        """
        self.env["crm.lead"].flush_model()
        by_email = SQL(
            """
            UNION
            SELECT one.id
              FROM mailing_chain_participant one
              JOIN crm_lead lead ON lead.email_normalized = one.email_normalized
             WHERE one.id = ANY(%(ids)s) AND lead.won_status = %(status)s
               AND lead.date_closed > one.entered_at
               AND (lead.company_id = one.company_id OR lead.company_id IS NULL)
            """,
            ids=self.ids,
            status=status,
        )
        return self._query_ids(
            """
            SELECT one.id
              FROM mailing_chain_participant one
              JOIN crm_lead lead ON lead.id = one.res_id
             WHERE one.id = ANY(%(ids)s) AND one.res_model = 'crm.lead'
               AND lead.won_status = %(status)s AND lead.date_closed > one.entered_at
            UNION
            SELECT one.id
              FROM mailing_chain_participant one
              JOIN crm_lead lead ON lead.partner_id = one.res_id
             WHERE one.id = ANY(%(ids)s) AND one.res_model = 'res.partner'
               AND lead.won_status = %(status)s AND lead.date_closed > one.entered_at
            %(by_email)s
            """,
            status=status,
            by_email=by_email if status == "won" else SQL(),
        )

    def _get_met_in_person(self):
        """With whom a meeting was booked since."""
        self.env["calendar.event"].flush_model()
        return self._query_ids(
            """
            SELECT one.id
              FROM mailing_chain_participant one
              JOIN calendar_event meeting ON meeting.opportunity_id = one.res_id
             WHERE one.id = ANY(%(ids)s) AND one.res_model = 'crm.lead'
               AND meeting.active AND meeting.create_date > one.entered_at
            UNION
            SELECT one.id
              FROM mailing_chain_participant one
              JOIN calendar_attendee guest ON guest.partner_id = one.partner_id
              JOIN calendar_event meeting ON meeting.id = guest.event_id
             WHERE one.id = ANY(%(ids)s)
               AND meeting.active AND meeting.create_date > one.entered_at
            """
        )

    def _query_ids(self, statement, **values):
        self.flush_recordset()
        self.env["mailing.chain.participant.step"].flush_model()
        rows = self.env.execute_query(SQL(statement, ids=self.ids, **values))
        return {id_ for [id_] in rows}
