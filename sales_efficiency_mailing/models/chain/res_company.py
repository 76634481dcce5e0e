from odoo import api, fields, models


class ResCompany(models.Model):
    """How many letters a client gets, of all chains."""

    _inherit = "res.company"

    mailing_cap_letters = fields.Integer(
        string="Letters to a Client at Most",
        default=3,
        help="Of all chains, in the number of days beside it. 0: no limit.",
    )
    mailing_cap_days = fields.Integer(string="In Days", default=7)

    _mailing_cap_check = models.Constraint(
        "CHECK (mailing_cap_letters >= 0 AND mailing_cap_days BETWEEN 1 AND 365)",
        "Letters to a client: give a number from 0 on, in 1 to 365 days.",
    )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales alone say how many letters clients get."""
        return super()._get_sales_setting_names() | {
            "mailing_cap_letters",
            "mailing_cap_days",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mailing_cap_letters = fields.Integer(
        related="company_id.mailing_cap_letters",
        readonly=False,
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
    mailing_cap_days = fields.Integer(
        related="company_id.mailing_cap_days",
        readonly=False,
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
