from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "mailing.reader.mixin"]

    # Whose letter it is, is asked by the address.
    email_normalized = fields.Char(index="btree_not_null")

    @api.depends("commercial_partner_id")
    def _compute_topic_interests(self):
        return super()._compute_topic_interests()

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

    def write(self, vals):
        """Weigh interests again when contacts move to another company."""
        moved = {"parent_id", "is_company"} & vals.keys()
        before = self.commercial_partner_id if moved else self.browse()
        result = super().write(vals)
        if moved:
            (before | self)._weigh_interest_again()
        return result

    def _weigh_interest_again(self):
        """Have the letters of these clients weighed; who is none any more has no say."""
        companies = self.exists().sudo().commercial_partner_id
        former = self - companies
        interests = self.env["mailing.topic.interest"].sudo()
        interests.search([("partner_id", "in", former.ids)]).unlink()
        letters = self.env["mailing.trace"].sudo()._get_client_letters(companies)
        letters.interest_due = True

    def _get_client_hints(self):
        """Add what the client is interested in."""
        return super()._get_client_hints() + self._get_reader_hints()
