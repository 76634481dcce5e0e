from odoo import api, fields, models

ADMIN = "sales_efficiency.group_sales_efficiency_admin"


class ResCompany(models.Model):
    """How many calls are listened to."""

    _inherit = "res.company"

    pbx_listening_count = fields.Integer(
        string="Calls to Listen To",
        default=2,
        help="Of each salesperson on each working day. 0: none are drawn.",
    )
    pbx_listening_seconds = fields.Integer(
        string="Long Enough From",
        default=60,
        help="Seconds of talk. Shorter calls are not drawn.",
    )
    pbx_listening_days = fields.Integer(
        string="Not Older Than",
        default=7,
        help="Days. Older calls are not drawn, and what waits longer is skipped.",
    )

    _pbx_listening_check = models.Constraint(
        "CHECK (pbx_listening_count BETWEEN 0 AND 20 AND pbx_listening_seconds >= 0 "
        "AND pbx_listening_days BETWEEN 1 AND 90)",
        "Calls to listen to: up to 20 a day, of the last 1 to 90 days. Correct the figure.",
    )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales alone say how many calls are heard."""
        return super()._get_sales_setting_names() | {
            "pbx_listening_count",
            "pbx_listening_seconds",
            "pbx_listening_days",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pbx_listening_count = fields.Integer(
        related="company_id.pbx_listening_count", readonly=False, groups=ADMIN
    )
    pbx_listening_seconds = fields.Integer(
        related="company_id.pbx_listening_seconds", readonly=False, groups=ADMIN
    )
    pbx_listening_days = fields.Integer(
        related="company_id.pbx_listening_days", readonly=False, groups=ADMIN
    )
