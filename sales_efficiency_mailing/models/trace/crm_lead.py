from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "mailing.reader.mixin"]

    @api.depends("partner_id.commercial_partner_id", "email_normalized")
    def _compute_topic_interests(self):
        return super()._compute_topic_interests()

    def _get_reader_keys(self):
        """A deal's client reads, or whoever has its address until there is one."""
        keys = {}
        # sudo: a deal names its client to whoever may see the deal.
        for lead, known in zip(self, self.sudo(), strict=True):
            company = known.partner_id.commercial_partner_id._origin.id
            keys[lead] = (company, not company and known.email_normalized)
        return keys

    @api.model
    def _get_readers_domain(self, interests):
        rows = self.env["mailing.topic.interest"].sudo()
        clients = rows._search(interests & Domain("partner_id", "!=", False))
        addresses = rows._search(interests & Domain("partner_id", "=", False))
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        contacts = partners._search(
            Domain(
                "commercial_partner_id",
                "in",
                clients.subselect(SQL.identifier("partner_id")),
            )
        )
        return Domain("partner_id", "in", contacts) | (
            Domain("partner_id", "=", False)
            & Domain(
                "email_normalized",
                "in",
                addresses.subselect(SQL.identifier("email_normalized")),
            )
        )

    def _get_letters(self, opened=False):
        """Return the letters to each deal, its address and its client."""
        leads = self.sudo()
        traces = self.env["mailing.trace"]
        by_client = traces._get_letters_by_client(
            leads.partner_id.commercial_partner_id, opened
        )
        emails = [email for email in leads.mapped("email_normalized") if email]
        # sudo: as above; what is shown of them is for their own rules to say.
        direct = traces.sudo().search(
            (
                Domain("model", "=", "crm.lead") & Domain("res_id", "in", self.ids)
                | Domain("email", "in", emails)
            )
            & Domain("is_test_trace", "!=", True)
            & (Domain("human_open_at", "!=", False) if opened else Domain.TRUE)
        )
        by_place = defaultdict(traces.browse)
        for trace in direct.with_env(self.env):
            place = trace.sudo()
            by_place[place.email] |= trace
            if place.model == "crm.lead":
                by_place[place.res_id] |= trace
        return {
            lead: (
                by_client[known.partner_id.commercial_partner_id.id]
                | by_place[known.id]
                | by_place[known.email_normalized or None]
            ).sorted("id", reverse=True)
            for lead, known in zip(self, leads, strict=True)
        }

    def write(self, vals):
        """Weigh interests again for a client that was an address before."""
        became = self.browse()
        if vals.get("partner_id"):
            became = self.filtered(lambda lead: not lead.partner_id)
        result = super().write(vals)
        if became:
            traces = self.env["mailing.trace"].sudo()
            traces.search([("lead_id", "in", became.ids)]).interest_due = True
        return result

    def _get_client_hints(self):
        """Add what the client is interested in."""
        return super()._get_client_hints() + self._get_reader_hints()
