from odoo import api, models


class SalesMyDay(models.AbstractModel):
    _inherit = "sales.my.day"

    @api.model
    def _get_cards(self, rows, day):
        """Add what is left to do to reach the plan."""
        cards = super()._get_cards(rows, day)
        plans = self.env["sales.plan"]._get_backward_plans(rows, day)
        for row in rows:
            if row.line in plans:
                cards[row.user_id]["backward"] = plans[row.line]
        return cards
