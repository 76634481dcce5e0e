from odoo import api, fields, models


class ResCompany(models.Model):
    """What the unsubscribe button of mail programs means."""

    _inherit = "res.company"

    mailing_one_click = fields.Selection(
        selection=[
            ("chain", "No more letters of that chain"),
            ("everything", "No more letters at all"),
        ],
        string="Unsubscribe Button",
        required=True,
        default="chain",
        help="What it means when a client presses the unsubscribe button of the mail "
        "program on a letter of a chain.",
    )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales alone say what unsubscribing means."""
        return super()._get_sales_setting_names() | {"mailing_one_click"}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mailing_one_click = fields.Selection(
        related="company_id.mailing_one_click",
        readonly=False,
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
