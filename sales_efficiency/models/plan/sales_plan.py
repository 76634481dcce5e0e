from odoo import api, fields, models

from ...tools.period import period_bounds


class SalesPlan(models.Model):
    """What a company means to reach in one month, quarter or year."""

    _name = "sales.plan"
    _description = "Sales Plan"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"

    name = fields.Char(
        compute="_compute_name",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    period_type = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        string="Period",
        required=True,
        default=lambda self: self.env.company.sales_plan_period,
    )
    date_start = fields.Date(
        string="Starts On",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    date_end = fields.Date(
        string="Ends On", compute="_compute_date_end", store=True, precompute=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("confirmed", "Confirmed"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many(
        comodel_name="sales.plan.line", inverse_name="plan_id", copy=True
    )

    @api.depends("period_type", "date_start")
    def _compute_date_end(self):
        for plan in self:
            if plan.period_type and plan.date_start:
                plan.date_end = period_bounds(plan.period_type, plan.date_start)[1]
            else:
                plan.date_end = False

    @api.depends("period_type", "date_start", "company_id")
    def _compute_name(self):
        for plan in self:
            if plan.date_start:
                plan.name = plan.date_start.strftime("%Y-%m")

    def action_confirm(self):
        """Make the plan count on the board."""
        self.filtered(lambda plan: plan.state == "draft").state = "confirmed"
