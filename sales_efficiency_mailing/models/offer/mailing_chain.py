from odoo import fields, models


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    offer_count = fields.Integer(string="Offers", compute="_compute_offer_count")

    def _compute_offer_count(self):
        counts = dict(
            self.env["mailing.offer"]._read_group(
                [("chain_id", "in", self.ids)], ["chain_id"], ["__count"]
            )
        )
        for chain in self:
            chain.offer_count = counts.get(chain._origin, 0)

    def action_view_offers(self):
        """Show what this chain offered, and what became of it."""
        self.ensure_one()
        return self.env["mailing.offer.report"]._get_action(
            [("chain_id", "=", self.id)], self.name
        )
