from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    sales_morning_note = fields.Boolean(
        string="Morning Note",
        default=True,
        help="Write to team leaders in the morning who is behind the plan, by how much, and "
        "who is away.",
    )
    sales_morning_hour = fields.Float(
        string="Morning Begins At",
        default=8.0,
        help="In the team's time zone; the note is sent within the four hours after it.",
    )

    @api.constrains("sales_morning_hour")
    def _check_sales_morning_hour(self):
        for company in self:
            if not 0 <= company.sales_morning_hour < 24:
                raise ValidationError(
                    self.env._(
                        "The morning of %(company)s must begin between 0:00 and 23:59.",
                        company=company.name,
                    )
                )

    @api.model
    def _get_sales_setting_names(self):
        """Leave the morning note to the administrator of sales, too."""
        return super()._get_sales_setting_names() | {
            "sales_morning_note",
            "sales_morning_hour",
        }
