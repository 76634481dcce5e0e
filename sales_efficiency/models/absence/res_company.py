from odoo import api, fields, models
from odoo.exceptions import ValidationError

ADMIN = "sales_efficiency.group_sales_efficiency_admin"


class ResCompany(models.Model):
    _inherit = "res.company"

    sales_absence_handover = fields.Boolean(
        string="Hand Over Work in Absences",
        default=True,
        help="What falls due while somebody is away goes to the deputy and comes back "
        "afterwards.",
    )
    sales_absence_days = fields.Float(
        string="Absences From",
        default=1.0,
        help="Working days somebody has to be away for it. Half a day is 0.5.",
    )

    @api.constrains("sales_absence_days")
    def _check_sales_absence_days(self):
        for company in self:
            if company.sales_absence_days <= 0:
                raise ValidationError(
                    self.env._(
                        "Absences From: %(days)s working days are none. Choose more than "
                        "zero, for example 0.5 for half a day.",
                        days=company.sales_absence_days,
                    )
                )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales alone say what counts as an absence."""
        return super()._get_sales_setting_names() | {
            "sales_absence_handover",
            "sales_absence_days",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sales_absence_handover = fields.Boolean(
        related="company_id.sales_absence_handover", readonly=False, groups=ADMIN
    )
    sales_absence_days = fields.Float(
        related="company_id.sales_absence_days", readonly=False, groups=ADMIN
    )
