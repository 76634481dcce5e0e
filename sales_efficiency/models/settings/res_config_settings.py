from odoo import fields, models

ADMIN = "sales_efficiency.group_sales_efficiency_admin"
#: Set together: each is checked against the others.
THRESHOLDS = ("sales_pace_ahead", "sales_pace_on", "sales_pace_behind")


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sales_revenue_metric_id = fields.Many2one(
        related="company_id.sales_revenue_metric_id",
        readonly=False,
        domain="[('unit', '=', 'money'), ('kind', '!=', 'ratio'), "
        "('company_id', 'in', [False, company_id])]",
        groups=ADMIN,
    )
    sales_plan_period = fields.Selection(
        related="company_id.sales_plan_period", readonly=False, groups=ADMIN
    )
    sales_today_rule = fields.Selection(
        related="company_id.sales_today_rule", readonly=False, groups=ADMIN
    )
    sales_calendar_id = fields.Many2one(
        related="company_id.sales_calendar_id",
        readonly=False,
        domain="[('flexible_hours', '=', False), "
        "('company_id', 'in', [False, company_id])]",
        groups=ADMIN,
    )
    sales_pace_ahead = fields.Float(
        default=lambda self: self.env.company.sales_pace_ahead, groups=ADMIN
    )
    sales_pace_on = fields.Float(
        default=lambda self: self.env.company.sales_pace_on, groups=ADMIN
    )
    sales_pace_behind = fields.Float(
        default=lambda self: self.env.company.sales_pace_behind, groups=ADMIN
    )
    sales_meeting_default_outcome = fields.Selection(
        related="company_id.sales_meeting_default_outcome",
        readonly=False,
        groups=ADMIN,
    )

    def set_values(self):
        """Write the thresholds together, so that they are checked as they will be."""
        result = super().set_values()
        for settings in self.sudo():
            company = settings.company_id
            values = {
                name: settings[name]
                for name in THRESHOLDS
                if settings[name] != company[name]
            }
            if values:
                company.with_user(self.env.user).write(values)
        return result
