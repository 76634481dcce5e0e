from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date, formatLang

from ..tools.headcount import count_heads, get_productivity
from ..tools.period import shift_period


class SalesHeadcount(models.TransientModel):
    """How many people a plan takes at present productivity. It changes nothing."""

    _name = "sales.headcount"
    _description = "Headcount"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    allowed_team_ids = fields.Many2many(
        comodel_name="crm.team", compute="_compute_allowed_team_ids"
    )
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Sales Team",
        domain="[('id', 'in', allowed_team_ids)]",
        default=lambda self: self._get_default_team(),
        help="Empty: the whole department.",
    )
    date_start = fields.Date(
        string="From Month",
        required=True,
        default=lambda self: self._get_next_month(),
    )
    month_count = fields.Selection(
        selection=[("1", "One month"), ("3", "Three months"), ("12", "Twelve months")],
        string="For",
        required=True,
        default="1",
    )
    plan = fields.Monetary(
        compute="_compute_plan",
        store=True,
        readonly=False,
        help="What is to come in, in all these months together. Taken from plans where "
        "each month has one.",
    )
    planned = fields.Monetary(compute="_compute_plan", store=True)
    measured_months = fields.Selection(
        selection=[("3", "The last 3 full months"), ("6", "The last 6 full months")],
        string="Measured In",
        required=True,
        default="3",
    )
    productivity = fields.Monetary(
        string="A Full Person Brings",
        compute="_compute_productivity",
        store=True,
        readonly=False,
        help="In a month: the revenue of the months measured, divided by the people who "
        "were there. Newcomers count by what they had learned.",
    )
    measured = fields.Monetary(compute="_compute_productivity", store=True)
    ramp_months = fields.Integer(
        string="Months to Learn",
        default=3,
        help="Until somebody new brings as much as the others.",
    )
    ramp_shape = fields.Selection(
        selection=[
            ("linear", "Evenly more each month"),
            ("slow", "Slowly at first"),
            ("nothing", "Nothing until learned"),
        ],
        string="Meanwhile They Bring",
        required=True,
        default="linear",
    )
    absence = fields.Float(
        string="More Absent, %",
        help="Beyond what was usual in the months measured, which has its absences in it: "
        "a summer month, say.",
    )
    attrition = fields.Float(
        string="Leave in a Year, %", help="Of the people who are there now."
    )
    people_count = fields.Integer(string="There Now", compute="_compute_answer")
    needed = fields.Float(
        string="Full People Needed", compute="_compute_answer", digits=(16, 1)
    )
    there = fields.Float(
        string="Full People by Then",
        compute="_compute_answer",
        digits=(16, 1),
        help="Those there now: newcomers have learned by then, and some have left.",
    )
    hires = fields.Integer(string="To Hire", compute="_compute_answer")
    summary = fields.Char(compute="_compute_answer")
    options = fields.Json(compute="_compute_answer")

    # ------------------------------------------------------------
    # DEFAULTS
    # ------------------------------------------------------------

    @api.model
    def _get_next_month(self):
        return shift_period("month", self.env.user._get_sales_today(), 1)

    @api.model
    def _get_default_team(self):
        """Begin with the whole department for who sees it, else with a team led."""
        if self._sees_all():
            return self.env["crm.team"]
        return self._get_teams(self.env.company)[:1]

    @api.model
    def _sees_all(self):
        return self.env.user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        )

    @api.model
    def _get_teams(self, company):
        """Return the teams of a company the user may look at."""
        domain = [("company_id", "in", [False, company.id])]
        if not self._sees_all():
            domain.append(("sales_leader_ids", "in", self.env.user.ids))
        return self.env["crm.team"].search(domain)

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("team_id", "company_id", "create_uid")
    def _check_team(self):
        for wizard in self:
            if not wizard.team_id and not self._sees_all():
                raise ValidationError(
                    self.env._("Sales Team: choose one of the teams you lead.")
                )
            if wizard.team_id - self._get_teams(wizard.company_id):
                raise ValidationError(
                    self.env._(
                        "%(team)s is not a team you lead in this company: choose another.",
                        team=wizard.team_id.sudo().name,
                    )
                )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("company_id")
    def _compute_allowed_team_ids(self):
        for wizard in self:
            wizard.allowed_team_ids = self._get_teams(wizard.company_id)

    @api.depends("team_id", "date_start", "month_count", "company_id")
    def _compute_plan(self):
        """Take what is planned already; what was typed stays where nothing is."""
        for wizard in self:
            typed = 0.0 if wizard.plan == wizard.planned else wizard.plan
            targets, missing = wizard._get_planned()
            wizard.planned = 0.0 if missing else sum(targets)
            wizard.plan = wizard.planned or typed

    @api.depends(
        "team_id", "measured_months", "company_id", "ramp_months", "ramp_shape"
    )
    def _compute_productivity(self):
        """Measure it; what was typed stays, however long newcomers take."""
        for wizard in self:
            typed = wizard.productivity != wizard.measured
            brings = get_productivity(wizard._get_measured(), wizard._get_setup())
            wizard.measured = max(0.0, brings or 0.0)
            wizard.productivity = wizard.productivity if typed else wizard.measured

    @api.onchange("team_id", "measured_months", "company_id")
    def _onchange_measured(self):
        # Of other people or months it is another figure, typed or not.
        self.productivity = self.measured

    @api.depends(
        "team_id",
        "company_id",
        "date_start",
        "month_count",
        "plan",
        "productivity",
        "ramp_months",
        "ramp_shape",
        "absence",
        "attrition",
    )
    def _compute_answer(self):
        for wizard in self:
            services, weights = wizard._get_services()
            wizard.people_count = len(services)
            problem = wizard._get_problem()
            if problem:
                wizard.update(
                    {"needed": 0, "there": 0, "hires": 0, "options": False}
                    | {"summary": problem}
                )
                continue
            answer = count_heads(
                wizard._get_plans(),
                wizard._get_month_number(),
                services,
                wizard._get_setup(),
                weights,
            )
            wizard.needed = answer.needed
            wizard.there = answer.there
            wizard.hires = answer.hires or 0
            wizard.options = wizard._get_options(answer)
            wizard.summary = wizard._get_summary(answer)

    # ------------------------------------------------------------
    # PRESENT
    # ------------------------------------------------------------

    def _get_problem(self):
        """Say why nothing can be told, empty if it can."""
        if not self.date_start or self._get_month_number() < 0:
            return self.env._("From Month: choose this month or one to come.")
        if not 0 <= self.ramp_months <= 36:
            return self.env._("Months to Learn: enter a number from 0 to 36.")
        if not (0 <= self.absence < 100 and 0 <= self.attrition < 100):
            return self.env._("Absences and leavers are from 0 to under 100 percent.")
        if self.plan <= 0:
            return self._get_plan_problem()
        if self.productivity <= 0:
            return self.env._(
                "Nothing came in during the months measured: enter what a full person "
                "brings in a month."
            )
        return ""

    def _get_plan_problem(self):
        """Ask for the plan, and say which months of it are planned for already."""
        targets, missing = self._get_planned()
        if not targets:
            return self.env._("Plan: enter what is to come in.")
        return self.env._(
            "Plan: enter what is to come in. Without a plan: %(months)s.",
            months=", ".join(map(self._format_month, missing)),
        )

    def _get_month_name(self, number):
        today = self.env.user._get_sales_today()
        return self._format_month(shift_period("month", today, number))

    def _format_month(self, month):
        return format_date(self.env, month, date_format="LLLL y")

    def _get_options(self, answer):
        """Return what it takes for each month hires may begin in, for the chart."""
        most = max((option.hires for option in answer.options), default=0)
        return [
            {
                "month": self._get_month_name(option.start),
                "hires": option.hires,
                "share": option.hires / most * 100 if most else 0,
                "is_best": option.start == answer.start,
            }
            for option in answer.options
        ]

    def _get_summary(self, answer):
        """Say the answer in a sentence."""
        if answer.hires is None:
            currency = self.currency_id
            return self.env._(
                "Nobody hired now learns in time: %(missing)s stay open. Choose a later "
                "month.",
                missing=formatLang(
                    self.env, answer.missing, digits=0, currency_obj=currency
                ),
            )
        if not answer.hires:
            return self.env._("The people there now are enough for this plan.")
        return self.env._(
            "Hire %(count)s, to begin in %(month)s at the latest: %(needed)s full people "
            "are needed, those there now make %(there)s.",
            count=answer.hires,
            month=self._get_month_name(answer.start),
            needed=f"{answer.needed:.1f}",
            there=f"{answer.there:.1f}",
        )
