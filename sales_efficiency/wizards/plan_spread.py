from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from ..tools.division import round_step, to_decimal


class SalesPlanSpread(models.TransientModel):
    """Spread a department's, a team's or a typed total over people, after a look at it.

    The parts, with the targets that are kept, add up to exactly the whole. Nothing is
    written before :meth:`action_apply`. All is read, computed and written with the user's
    own rights.
    """

    _name = "sales.plan.spread"
    _description = "Spread Plan over People"

    plan_id = fields.Many2one(
        comodel_name="sales.plan", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id")
    currency_id = fields.Many2one(related="plan_id.currency_id")
    source_line_id = fields.Many2one(
        comodel_name="sales.plan.line",
        string="Target to Spread",
        domain="[('plan_id', '=', plan_id), ('level', '!=', 'user')]",
        ondelete="cascade",
        help="The target of a team or of the department. Empty: an amount entered here.",
    )
    metric_id = fields.Many2one(
        comodel_name="sales.metric",
        compute="_compute_metric_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        domain="[('company_id', 'in', [False, company_id])]",
        ondelete="cascade",
    )
    unit = fields.Selection(related="metric_id.unit")
    is_ratio = fields.Boolean(compute="_compute_is_ratio")
    whole = fields.Float(
        compute="_compute_whole",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    team_ids = fields.Many2many(
        comodel_name="crm.team",
        compute="_compute_team_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        domain="[('company_id', 'in', [False, company_id])]",
    )
    way = fields.Selection(
        selection=[
            ("even", "Evenly"),
            ("days", "By working days"),
            ("results", "By results of the last months"),
            ("weights", "By weights entered here"),
        ],
        required=True,
        default="even",
    )
    months = fields.Integer(string="Number of Months", default=3)
    basis_name = fields.Char(compute="_compute_basis_name")
    step = fields.Float(
        string="Rounded to",
        compute="_compute_step",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="Targets are multiples of it. What does not divide goes to one person, so "
        "that the sum stays exact.",
    )
    keep_targets = fields.Boolean(
        string="Keep Targets Entered Before",
        help="Only the rest is spread, over people who have no target yet.",
    )
    line_ids = fields.One2many(
        comodel_name="sales.plan.spread.line",
        inverse_name="spread_id",
        compute="_compute_line_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
    )
    elsewhere = fields.Float(
        string="People Not in the List",
        compute="_compute_elsewhere",
        help="Their targets in this plan are part of the whole and stay as they are.",
    )
    sum_of_parts = fields.Float(compute="_compute_sum_of_parts")
    difference = fields.Float(compute="_compute_sum_of_parts")
    problem = fields.Char(compute="_compute_problem")
    next_line_id = fields.Many2one(
        comodel_name="sales.plan.line", compute="_compute_next_line_id"
    )

    @api.model
    def default_get(self, fields):
        """Start from the plan, or the line of a plan, that the action was called on."""
        defaults = super().default_get(fields)
        model, record_id = (
            self.env.context.get(key) for key in ("active_model", "active_id")
        )
        if model == "sales.plan.line" and not defaults.get("source_line_id"):
            defaults["source_line_id"] = record_id
        line = self.env["sales.plan.line"].browse(defaults.get("source_line_id"))
        if line:
            defaults.setdefault("plan_id", line.plan_id.id)
        elif model == "sales.plan":
            defaults.setdefault("plan_id", record_id)
        plan = self.env["sales.plan"].browse(defaults.get("plan_id"))
        if not line:
            defaults["source_line_id"] = self._get_sources(plan)[:1].id
        return defaults

    # ------------------------------------------------------------
    # WHAT IS SPREAD, OVER WHOM
    # ------------------------------------------------------------

    @api.constrains("plan_id", "source_line_id")
    def _check_source(self):
        for spread in self:
            line = spread.source_line_id
            if line and (line.plan_id != spread.plan_id or line.level == "user"):
                raise ValidationError(
                    self.env._(
                        "%(line)s is no target of a team or of the department in %(plan)s: "
                        "choose one of that plan.",
                        line=line.display_name,
                        plan=spread.plan_id.display_name,
                    )
                )

    @api.depends("source_line_id")
    def _compute_metric_id(self):
        for spread in self:
            if spread.source_line_id:
                spread.metric_id = spread.source_line_id.metric_id
            elif not spread.metric_id:
                company = spread.plan_id.company_id or self.env.company
                spread.metric_id = company._get_sales_revenue_metric()

    @api.depends("source_line_id")
    def _compute_whole(self):
        for spread in self:
            if spread.source_line_id:
                spread.whole = spread.source_line_id.target

    @api.depends("metric_id")
    def _compute_is_ratio(self):
        for spread in self:
            spread.is_ratio = spread.metric_id.kind == "ratio"

    @api.depends("source_line_id", "plan_id")
    def _compute_team_ids(self):
        for spread in self:
            spread.team_ids = spread.source_line_id.team_id or self.env[
                "crm.team"
            ].search([("company_id", "in", [False, spread.plan_id.company_id.id])])

    @api.depends("whole", "metric_id")
    def _compute_step(self):
        for spread in self:
            money = spread.metric_id.unit == "money"
            spread.step = round_step(max(spread.whole, 0)) if money else 1

    @api.depends("plan_id", "source_line_id", "metric_id", "team_ids")
    def _compute_line_ids(self):
        """List who works in the teams, and who has a target there already."""
        for spread in self:
            weights = {line.user_id.id: line.weight for line in spread.line_ids}
            spread.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        values | {"weight": weights.get(values["user_id"], 1)}
                    )
                    for values in spread._prepare_lines()
                ),
            ]

    def _get_sources(self, plan):
        """Return what can be spread in ``plan``: the department's targets first."""
        return plan.line_ids.filtered(lambda line: line.level != "user").sorted(
            lambda line: (line.team_id.sequence, line.team_id.id, line.id)
        )

    @api.depends("source_line_id", "line_ids.line_id")
    def _compute_elsewhere(self):
        for spread in self:
            source = spread.source_line_id._origin
            others = spread._get_old_lines() - spread.line_ids.line_id._origin
            if source.team_id:
                others = others.filtered_domain([("team_id", "=", source.team_id.id)])
            counts = source and not spread.is_ratio
            spread.elsewhere = sum(others.mapped("target")) if counts else 0.0

    @api.depends("source_line_id", "plan_id")
    def _compute_next_line_id(self):
        for spread in self:
            sources = self._get_sources(spread.plan_id._origin)
            source = spread.source_line_id._origin
            index = sources.ids.index(source.id) + 1 if source in sources else 0
            spread.next_line_id = sources[index : index + 1]

    # ------------------------------------------------------------
    # HOW MUCH FOR WHOM
    # ------------------------------------------------------------

    @api.depends("whole", "elsewhere", "line_ids.new_target")
    def _compute_sum_of_parts(self):
        for spread in self:
            parts = [*spread.line_ids.mapped("new_target"), spread.elsewhere]
            total = sum(map(to_decimal, parts))
            spread.sum_of_parts = float(total)
            spread.difference = float(total - to_decimal(spread.whole))

    def _format(self, value):
        """Write a figure of the metric for a sentence."""
        money = self.currency_id if self.unit == "money" else None
        digits = 0 if float(value).is_integer() else 2
        return formatLang(self.env, float(value), digits=digits, currency_obj=money)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_apply(self):
        """Write the new targets into the plan."""
        self.ensure_one()
        if problem := self._get_problem():
            raise UserError(problem)
        new = []
        for line, target in self._get_targets(self._get_basis()).items():
            values = line._prepare_plan_line(target)
            if line.line_id and values:
                line.line_id.write(values)
            elif values:
                new.append(values)
        self.env["sales.plan.line"].create(new)
        return {"type": "ir.actions.act_window_close"}

    def action_apply_next(self):
        """Write the new targets and go on with the plan's next team or indicator."""
        self.action_apply()
        if not self.next_line_id:
            return {"type": "ir.actions.act_window_close"}
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.plan_spread_action"
        )
        action["context"] = {
            "default_plan_id": self.plan_id.id,
            "default_source_line_id": self.next_line_id.id,
            "default_way": self.way,
            "default_months": self.months,
            "default_keep_targets": self.keep_targets,
        }
        return action
