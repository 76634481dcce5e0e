from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.interest import HORIZON

#: Days a letter waits for its reader before it counts as ignored.
PATIENCE = 7


class MailingTrace(models.Model):
    """What letters tell of interest: which are due to be weighed, and whose they are."""

    _inherit = "mailing.trace"

    is_ignored = fields.Boolean(
        readonly=True, help="Nobody has opened it in the days after it was sent."
    )
    interest_due = fields.Boolean(
        readonly=True, help="Something came of it that interest does not know of yet."
    )

    _interest_due_idx = models.Index("(id) WHERE interest_due")
    _unread_idx = models.Index(
        "(sent_datetime) WHERE trace_status = 'sent' AND human_open_at IS NULL "
        "AND is_ignored IS NOT TRUE"
    )

    def _prepare_folded(self, told):
        """Have what people did weighed; what they have read is not ignored any more."""
        values = super()._prepare_folded(told)
        if values["human_open_at"]:
            values["is_ignored"] = False
        if any(self[name] != value for name, value in values.items()):
            values["interest_due"] = True
        return values

    @api.model
    def _mark_ignored(self, limit):
        """Note letters as ignored that nobody opened in time; return how many.

        Letters from before interest reaches back are left alone.
        """
        now = fields.Datetime.now()
        half_life = self.env["mailing.topic.interest"]._get_half_life()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE mailing_trace
                   SET is_ignored = TRUE, interest_due = TRUE
                 WHERE id IN (
                           SELECT id FROM mailing_trace
                            WHERE trace_status = 'sent' AND human_open_at IS NULL
                              AND is_ignored IS NOT TRUE
                              AND sent_datetime BETWEEN %s AND %s
                            LIMIT %s FOR UPDATE SKIP LOCKED
                       )
             RETURNING id
                """,
                now - timedelta(days=half_life * HORIZON),
                now - timedelta(days=PATIENCE),
                limit,
            )
        )
        traces = self.browse(trace_id for (trace_id,) in rows)
        traces.invalidate_recordset(["is_ignored", "interest_due"])
        return len(traces)

    def _get_readers(self):
        """Return whose interest these letters tell of, as far as they are about a topic.

        A letter to a deal without a contact is its address's, and those contacts' that
        have the address.

        :return: ids of commercial partners, and addresses
        """
        letters = self._filter_about_topics()
        emails = {email for email in letters.mapped("email") if email}
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        contacts = partners.browse(
            letters.filtered(lambda trace: trace.model == "res.partner").mapped(
                "res_id"
            )
        ).exists()
        contacts |= letters.lead_id.partner_id
        contacts |= partners.search([("email_normalized", "in", list(emails))])
        strangers = letters.filtered(
            lambda trace: trace.model != "res.partner" and not trace.lead_id.partner_id
        )
        return (
            contacts.commercial_partner_id.ids,
            {email for email in strangers.mapped("email") if email},
        )

    def _filter_about_topics(self):
        """Return those of letters, or of links in them, that are about something."""
        mailings = self.mass_mailing_id
        about = {
            mailing
            for mailing, topics in mailings._get_letter_topics().items()
            if topics
        }
        linked = self.env["link.tracker"].search(
            Domain("mass_mailing_id", "in", mailings.ids)
            & Domain("topic_id", "!=", False)
        )
        about |= set(linked.mass_mailing_id)
        return self.filtered(lambda trace: trace.mass_mailing_id in about)

    @api.model
    def _ask_interest_again(self, mailings):
        """Have what came of mailings weighed again, as they are about something else."""
        if not mailings:
            return
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE mailing_trace SET interest_due = TRUE
                 WHERE mass_mailing_id = ANY(%s)
                   AND (human_open_at IS NOT NULL OR is_ignored)
                """,
                mailings.ids,
            )
        )
        self.invalidate_model(["interest_due"])


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    def write(self, vals):
        """Weigh again what readers did when a letter is said to be about else."""
        result = super().write(vals)
        if "topic_ids" in vals:
            self.env["mailing.trace"]._ask_interest_again(self)
        return result


class LinkTracker(models.Model):
    _inherit = "link.tracker"

    def write(self, vals):
        """Weigh again what readers did when a link is said to be about else."""
        result = super().write(vals)
        if "topic_id" in vals:
            self.env["mailing.trace"]._ask_interest_again(self.mass_mailing_id)
        return result
