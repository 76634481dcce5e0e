from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

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

    @api.constrains("sales_revenue_metric_id")
    def _check_sales_revenue_metric(self):
        for company in self:
            metric = company.sales_revenue_metric_id
            if metric and (metric.unit != "money" or metric.kind == "ratio"):
                raise ValidationError(
                    self.env._(
                        "%(metric)s is not an amount of money that adds up: choose orders, "
                        "invoices, payments or the like as the revenue that counts.",
                        metric=metric.name,
                    )
                )
            if metric.company_id not in (company, metric.company_id.browse()):
                raise ValidationError(
                    self.env._(
                        "%(metric)s belongs to %(other)s: choose an indicator of "
                        "%(company)s, or one for every company.",
                        metric=metric.name,
                        other=metric.company_id.name,
                        company=company.name,
                    )
                )

    @api.constrains("sales_calendar_id")
    def _check_sales_calendar(self):
        for company in self:
            calendar = company.sales_calendar_id
            if calendar.flexible_hours:
                raise ValidationError(
                    self.env._(
                        "%(calendar)s has flexible hours and does not say which days are "
                        "working days: choose a working schedule with fixed days.",
                        calendar=calendar.name,
                    )
                )
            if calendar.company_id not in (company, calendar.company_id.browse()):
                raise ValidationError(
                    self.env._(
                        "%(calendar)s belongs to %(other)s: choose a working schedule of "
                        "%(company)s.",
                        calendar=calendar.name,
                        other=calendar.company_id.name,
                        company=company.name,
                    )
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

    def write(self, vals):
        """Leave the settings of sales to who administers them."""
        names = self._get_sales_setting_names() & vals.keys()
        if (
            names
            and not self.env.su
            and not self.env.user.has_group(
                "sales_efficiency.group_sales_efficiency_admin"
            )
        ):
            raise AccessError(
                self.env._(
                    "Only an administrator of Sales Efficiency can change these settings: "
                    "%(settings)s.",
                    settings=", ".join(
                        self._fields[name]._description_string(self.env)
                        for name in sorted(names)
                    ),
                )
            )
        return super().write(vals)

    @api.model
    def _get_sales_setting_names(self):
        """Return the fields that only the administrator of sales changes."""
        return {
            "sales_revenue_metric_id",
            "sales_plan_period",
            "sales_today_rule",
            "sales_calendar_id",
            "sales_pace_ahead",
            "sales_pace_on",
            "sales_pace_behind",
            "sales_meeting_default_outcome",
        }

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
