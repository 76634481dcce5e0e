from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "mailing.reader.mixin"]

    @api.depends("commercial_partner_id")
    def _compute_topic_interests(self):
        super()._compute_topic_interests()

    def _get_reader_keys(self):
        """A company reads as one, with all of its contacts."""
        return {
            partner: (partner.commercial_partner_id._origin.id, False)
            for partner in self
        }

    @api.model
    def _get_readers_domain(self, interests):
        rows = self.env["mailing.topic.interest"].sudo()
        rows = rows._search(interests & Domain("partner_id", "!=", False))
        return Domain(
            "commercial_partner_id", "in", rows.subselect(SQL.identifier("partner_id"))
        )

    def _get_letters(self, opened=False):
        """Return the letters to each client's company, in one query."""
        companies = self.sudo().commercial_partner_id._origin
        found = self.env["mailing.trace"]._get_letters_by_client(companies, opened)
        return {
            partner: found[partner.sudo().commercial_partner_id.id] for partner in self
        }

    def _get_client_hints(self):
        """Add what the client is interested in."""
        return super()._get_client_hints() + self._get_reader_hints()
