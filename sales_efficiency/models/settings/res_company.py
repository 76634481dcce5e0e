from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.pace import Thresholds


class ResCompany(models.Model):
    _inherit = "res.company"

    sales_revenue_metric_id = fields.Many2one(
        comodel_name="sales.metric",
        string="Revenue That Counts",
        domain="[('unit', '=', 'money'), ('kind', '!=', 'ratio')]",
        help="The indicator the board shows first: orders, invoices or payments received.",
    )
    sales_plan_period = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        string="Planning Period",
        default="month",
        required=True,
    )
    sales_today_rule = fields.Selection(
        selection=[
            ("full", "In full from the morning on"),
            ("hour", "By the hours that have passed"),
            ("next", "Only from tomorrow on"),
        ],
        string="How Today Counts",
        default="full",
        required=True,
    )
    sales_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        help="Working days of the department and of people without a schedule of their own. "
        "Empty: the company's working hours.",
    )
    sales_pace_ahead = fields.Float(string="Ahead From", default=105.0)
    sales_pace_on = fields.Float(string="On Pace From", default=95.0)
    sales_pace_behind = fields.Float(string="Behind From", default=75.0)
    sales_meeting_default_outcome = fields.Selection(
        selection=[("held", "Held"), ("none", "Not counted")],
        string="Past Meetings Without Outcome",
        default="held",
        required=True,
    )

    @api.constrains("sales_pace_ahead", "sales_pace_on", "sales_pace_behind")
    def _check_sales_pace_thresholds(self):
        for company in self:
            if not (
                company.sales_pace_ahead
                > company.sales_pace_on
                > company.sales_pace_behind
                > 0
            ):
                raise ValidationError(
                    self.env._(
                        "The pace thresholds of %(company)s must go down and stay above "
                        "zero: ahead from %(ahead)s %%, on pace from %(on)s %%, behind "
                        "from %(behind)s %%.",
                        company=company.name,
                        ahead=company.sales_pace_ahead,
                        on=company.sales_pace_on,
                        behind=company.sales_pace_behind,
                    )
                )

    def _get_sales_revenue_metric(self):
        """Return the indicator that counts as revenue in this company."""
        return self.sales_revenue_metric_id or self.env.ref(
            "sales_efficiency.sales_metric_order_revenue"
        )

    def _get_sales_calendar(self):
        """Return the working schedule of the sales department."""
        return self.sales_calendar_id or self.resource_calendar_id

    def _get_sales_thresholds(self):
        """Return the bounds of pace as the arithmetic takes them."""
        return Thresholds(
            ahead=self.sales_pace_ahead,
            on_pace=self.sales_pace_on,
            behind=self.sales_pace_behind,
        )
