from odoo import api, fields, models

from ..models.plan.sales_plan_line import SCOPE_FIELDS
from ..tools.division import percentages


class SalesPlanSpreadLine(models.TransientModel):
    """One person's part before it is written into the plan."""

    _name = "sales.plan.spread.line"
    _description = "Part of a Spread Plan"
    _order = "id"

    spread_id = fields.Many2one(
        comodel_name="sales.plan.spread",
        required=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        required=True,
        ondelete="cascade",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team", string="Sales Team", ondelete="cascade"
    )
    line_id = fields.Many2one(
        comodel_name="sales.plan.line", string="Target in the Plan", ondelete="cascade"
    )
    date_from = fields.Date(
        string="From", help="For who joined within the period; the part gets smaller."
    )
    date_to = fields.Date(
        string="Until", help="For who left within the period; the part gets smaller."
    )
    weight = fields.Float(default=1.0)
    basis = fields.Float(compute="_compute_new_target")
    share = fields.Float(string="Share, %", compute="_compute_new_target")
    old_target = fields.Float(
        related="line_id.target", related_sudo=False, string="Target Until Now"
    )
    is_kept = fields.Boolean(
        string="Keep",
        compute="_compute_is_kept",
        store=True,
        readonly=False,
        help="The target stays as it is; only the rest is spread.",
    )
    new_target = fields.Float(compute="_compute_new_target")
    difference = fields.Float(string="Change", compute="_compute_new_target")

    @api.depends("line_id", "spread_id.keep_targets")
    def _compute_is_kept(self):
        for line in self:
            line.is_kept = line.spread_id.keep_targets and bool(line.line_id)

    @api.depends(
        "spread_id.plan_id",
        "spread_id.metric_id",
        "spread_id.whole",
        "spread_id.step",
        "spread_id.way",
        "spread_id.months",
        "spread_id.elsewhere",
        "spread_id.line_ids.date_from",
        "spread_id.line_ids.date_to",
        "spread_id.line_ids.weight",
        "spread_id.line_ids.is_kept",
    )
    def _compute_new_target(self):
        for spread, lines in self.grouped("spread_id").items():
            basis = spread._get_basis()
            targets = spread._get_targets(basis)
            shares = percentages(targets)
            for line in lines:
                line.basis = basis[line]
                line.share = shares[line]
                line.new_target = targets[line]
                line.difference = line.new_target - line.old_target

    def _get_key(self):
        """Return what tells the line from the others, the same whatever their order."""
        return self.user_id._origin.id, self.line_id._origin.id or 0

    def _is_in_force(self, day):
        """Tell whether the target counts on ``day``."""
        return not (
            (self.date_from and day < self.date_from)
            or (self.date_to and day > self.date_to)
        )

    def _prepare_plan_line(self, target):
        """Return the values that bring ``target`` into the plan, empty if nothing
        changes.

        A person without a part and without a target so far gets no line.
        """
        values = {
            "target": target,
            "date_from": self.date_from,
            "date_to": self.date_to,
        }
        line = self.line_id
        if line:
            return {name: new for name, new in values.items() if line[name] != new}
        if not target:
            return {}
        source = self.spread_id.source_line_id
        scope = source.read(list(SCOPE_FIELDS), load="")[0] if source else {}
        scope.pop("id", None)
        return {
            "plan_id": self.spread_id.plan_id.id,
            "metric_id": self.spread_id.metric_id.id,
            "user_id": self.user_id.id,
            "team_id": self.team_id.id,
            **scope,
            **values,
        }
