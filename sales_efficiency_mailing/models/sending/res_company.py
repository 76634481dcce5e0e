from odoo import api, fields, models

ADMIN = "sales_efficiency.group_sales_efficiency_admin"


class ResCompany(models.Model):
    """What is done with letters of which nobody can know whether they arrived."""

    _inherit = "res.company"

    mailing_uncertain = fields.Selection(
        selection=[
            ("hold", "Hold them until somebody decides"),
            ("resend", "Send them again"),
        ],
        string="Uncertain Letters",
        required=True,
        default="hold",
        help="A letter is uncertain where the connection, or Odoo itself, broke between "
        "handing it over and the answer of the mail server.",
    )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales say whether somebody may get a letter twice."""
        return super()._get_sales_setting_names() | {"mailing_uncertain"}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mailing_uncertain = fields.Selection(
        related="company_id.mailing_uncertain", readonly=False, groups=ADMIN
    )
