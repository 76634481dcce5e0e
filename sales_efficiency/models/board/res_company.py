from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        """Let a new company begin with a board."""
        companies = super().create(vals_list)
        self.env["sales.board"]._create_default_boards(companies)
        return companies

    def _get_live_channels(self):
        """Tell screens without a login as well, each in a channel of its own."""
        links = (
            self.env["sales.board.link"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.id),
                    ("token", "!=", False),
                    ("board_id.active", "=", True),
                ]
            )
        )
        return [*super()._get_live_channels(), *links]
