from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sales_morning_note = fields.Boolean(
        related="company_id.sales_morning_note",
        readonly=False,
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
    sales_morning_hour = fields.Float(
        related="company_id.sales_morning_hour",
        readonly=False,
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
