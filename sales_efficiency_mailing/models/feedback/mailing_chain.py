from odoo import fields, models


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    feedback_count = fields.Integer(string="Answers", compute="_compute_feedback_count")

    def _compute_feedback_count(self):
        counts = dict(
            self.env["mailing.feedback"]._read_group(
                [("chain_id", "in", self.ids), ("answered_at", "!=", False)],
                ["chain_id"],
                ["__count"],
            )
        )
        for chain in self:
            chain.feedback_count = counts.get(chain._origin, 0)

    def action_view_feedback(self):
        """Show what clients answered to this chain."""
        self.ensure_one()
        return self.env["mailing.feedback"]._get_action(
            [("chain_id", "=", self.id)], self.name
        )
