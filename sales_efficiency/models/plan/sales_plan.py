from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from ...tools.period import period_bounds, shift_period

#: How a period is written out, in the words of :func:`babel.dates.format_date`.
PERIOD_PATTERNS = {"month": "LLLL y", "quarter": "QQQ y", "year": "y"}
#: Through these a team leader enters targets; all else of a plan is the manager's.
TARGET_FIELDS = {"grid", "line_ids", "scoped_line_ids"}


class SalesPlan(models.Model):
    """What a company means to reach in one month, quarter or year."""

    _name = "sales.plan"
    _description = "Sales Plan"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"

    name = fields.Char(
        compute="_compute_name",
        search="_search_name",
        readonly=False,
        help="The period in words; type another name to tell plans apart, or empty it to "
        "get the period's back.",
    )
    title = fields.Char(string="Own Name", copy=False)
    period_type = fields.Selection(
        selection=[("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        string="Period",
        required=True,
        default=lambda self: self.env.company.sales_plan_period,
    )
    date_start = fields.Date(
        string="Starts On",
        required=True,
        default=lambda self: self._default_date_start(),
        help="Any day of the period: it becomes the first one.",
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
        comodel_name="sales.plan.line", inverse_name="plan_id", string="Targets"
    )
    scoped_line_ids = fields.One2many(
        comodel_name="sales.plan.line",
        inverse_name="plan_id",
        string="Targets for a Part",
        domain=[("has_scope", "=", True)],
        help="Only a channel, a product category, a region, a kind or a group of clients.",
    )
    can_manage = fields.Boolean(compute="_compute_can_manage")
    line_count = fields.Integer(string="Targets Set", compute="_compute_totals")
    people_count = fields.Integer(string="People", compute="_compute_totals")
    people_target = fields.Monetary(
        string="Revenue, Sum of People", compute="_compute_totals"
    )
    department_target = fields.Monetary(
        string="Revenue, Department", compute="_compute_totals"
    )

    @api.model
    def _default_date_start(self):
        """Return the first day of the first period, from now on, without a plan."""
        period_type = self.env.company.sales_plan_period
        start = period_bounds(period_type, self.env.user._get_sales_today())[0]
        planned = self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("period_type", "=", period_type),
                ("date_start", ">=", start),
            ]
        ).mapped("date_start")
        while start in planned:
            start = shift_period(period_type, start, 1)
        return start

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("period_type", "date_start")
    def _compute_date_end(self):
        for plan in self:
            if plan.period_type and plan.date_start:
                plan.date_end = period_bounds(plan.period_type, plan.date_start)[1]
            else:
                plan.date_end = False

    @api.depends("title", "period_type", "date_start")
    @api.depends_context("lang")
    def _compute_name(self):
        for plan in self:
            plan.name = plan.title or plan._get_period_name()

    def _search_name(self, operator, value):
        """Find plans by own name, by the period in words, or by its first day.

        Spreadsheets turn "August 2017" into a date, so the day is a name as well.
        """
        if operator == "in":
            wanted = {str(word).strip().lower() for word in value if word}
            plans = self.search([]).filtered(lambda plan: wanted & plan._get_names())
        elif operator == "ilike":
            word = str(value).strip().lower()
            plans = self.search([]).filtered(
                lambda plan: any(word in name for name in plan._get_names())
            )
        else:
            return NotImplemented
        return [("id", "in", plans.ids)]

    def _get_names(self):
        """Return everything a plan answers to, in lower case."""
        self.ensure_one()
        names = {self.name, self._get_period_name(), str(self.date_start)}
        if self.period_type == "month":
            names.add(str(self.date_start)[:7])
        return {name.lower() for name in names}

    def _get_full_name(self):
        """Say the name with the state, where two plans of one period meet."""
        states = dict(self._fields["state"]._description_selection(self.env))
        return f"{self.name} ({states[self.state]})"

    def _get_period_name(self):
        """Say the period in the user's language: August 2017, Q3 2017, 2017."""
        self.ensure_one()
        return self._format_period(self.period_type, self.date_start)

    @api.model
    def _format_period(self, period_type, day):
        if not (day and period_type in PERIOD_PATTERNS):
            return ""
        start = period_bounds(period_type, day)[0]
        return format_date(self.env, start, date_format=PERIOD_PATTERNS[period_type])

    @api.depends_context("uid")
    def _compute_can_manage(self):
        self.can_manage = self._is_planned_by_manager()

    @api.depends("line_ids.target", "line_ids.metric_id", "line_ids.user_id")
    @api.depends_context("uid")
    def _compute_totals(self):
        """Sum up the revenue that counts, of what the reader may see."""
        sums, people, counts = defaultdict(float), {}, {}
        metrics = {
            company: company._get_sales_revenue_metric() for company in self.company_id
        }
        for plan, metric, level, scoped, count, target in self.env[
            "sales.plan.line"
        ]._read_group(
            [("plan_id", "in", self.ids)],
            ["plan_id", "metric_id", "level", "has_scope"],
            ["__count", "target:sum"],
        ):
            counts[plan.id] = counts.get(plan.id, 0) + count
            if metric == metrics[plan.company_id] and not scoped:
                sums[plan.id, level] += target
        for plan, count in self.env["sales.plan.line"]._read_group(
            [("plan_id", "in", self.ids), ("user_id", "!=", False)],
            ["plan_id"],
            ["user_id:count_distinct"],
        ):
            people[plan.id] = count
        for plan in self:
            key = plan._origin.id
            plan.line_count = counts.get(key, 0)
            plan.people_count = people.get(key, 0)
            plan.people_target = sums[key, "user"]
            plan.department_target = sums[key, "department"]

    @api.onchange("period_type", "date_start")
    def _onchange_period(self):
        if self.period_type and self.date_start:
            self.date_start = period_bounds(self.period_type, self.date_start)[0]

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Let every plan begin with the first day of its period."""
        defaults = self.default_get(["period_type", "date_start"])
        return super().create(
            [self._align_period(vals, {**defaults, **vals}) for vals in vals_list]
        )

    def write(self, vals):
        """Let every plan begin with the first day of its period."""
        self._check_target_fields_only(vals)
        if not {"period_type", "date_start", "company_id", "name"} & set(vals):
            return super().write(vals)
        for plan in self:
            now = {"period_type": plan.period_type, "date_start": plan.date_start}
            super(SalesPlan, plan).write(plan._align_period(vals, {**now, **vals}))
        if set(vals) != {"name"}:
            self.line_ids._check_owner()
            self.line_ids._check_window()
            self.line_ids._check_overlap()
        return True

    @api.model
    def _align_period(self, vals, values):
        """Return ``vals`` with the first day of the period that ``values`` describe.

        A name is kept only if it is not the period's, which follows the language.
        """
        vals, period_type = dict(vals), values.get("period_type")
        if period_type in PERIOD_PATTERNS and values.get("date_start"):
            day = self._to_day(values["date_start"])
            vals["date_start"] = period_bounds(period_type, day)[0]
        if "name" in vals:
            name = vals.pop("name")
            own = name != self._format_period(period_type, vals.get("date_start"))
            vals["title"] = name if own else False
        return vals

    def _check_target_fields_only(self, vals):
        """Leave period, name and state to managers; leaders enter targets."""
        if set(vals) <= TARGET_FIELDS or self._is_planned_by_manager():
            return
        raise AccessError(
            self.env._(
                "Team leaders enter the targets of their people. Name, period and state "
                "of a plan are the sales manager's: ask one."
            )
        )

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Show the talk about a plan to those who plan, not to everybody planned for."""
        if message_operation in ("read", "create"):
            return dict.fromkeys(self, "write")
        return super()._mail_get_operation_for_mail_message_operation(message_operation)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_view_lines(self):
        """Open all targets of the plan as a plain list."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_plan_line_action"
        )
        action["domain"] = [("plan_id", "=", self.id)]
        action["context"] = {"default_plan_id": self.id}
        action["display_name"] = self.env._("Targets: %s", self.name)
        return action

    @api.model
    def get_import_templates(self):
        """Offer a spreadsheet with the columns a plan is imported from."""
        return self.env["sales.plan.line"].get_import_templates()
