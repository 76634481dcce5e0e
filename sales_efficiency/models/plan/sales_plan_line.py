from odoo import api, fields, models
from odoo.fields import Domain

#: Fields that narrow what a line counts: field of the line -> field of the fact.
SCOPE_FIELDS = {
    "medium_id": "medium_id",
    "product_categ_id": "product_categ_id",
    "country_id": "country_id",
    "state_id": "state_id",
    "client_kind": "client_kind",
    "partner_category_id": "partner_id.category_id",
}


class SalesPlanLine(models.Model):
    """One target: of a person, a team or the department, for one metric."""

    _name = "sales.plan.line"
    _description = "Sales Plan Line"
    _inherit = ["sales.live.mixin"]
    _order = "plan_id, team_id, user_id, metric_id, id"

    plan_id = fields.Many2one(
        comodel_name="sales.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    period_type = fields.Selection(related="plan_id.period_type", store=True)
    date_start = fields.Date(related="plan_id.date_start", store=True)
    date_end = fields.Date(related="plan_id.date_end", store=True)
    state = fields.Selection(related="plan_id.state", store=True)
    metric_id = fields.Many2one(
        comodel_name="sales.metric", required=True, index=True, ondelete="restrict"
    )
    unit = fields.Selection(related="metric_id.unit")
    level = fields.Selection(
        selection=[
            ("user", "Salesperson"),
            ("team", "Team"),
            ("department", "Department"),
        ],
        compute="_compute_level",
        store=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Salesperson", index=True, ondelete="restrict"
    )
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Sales Team",
        index=True,
        compute="_compute_team_id",
        store=True,
        readonly=False,
        ondelete="restrict",
    )
    date_from = fields.Date(
        string="From",
        help="In force only from this day on, for who joined within the period.",
    )
    date_to = fields.Date(
        string="Until",
        help="In force only until this day, for who left within the period.",
    )
    medium_id = fields.Many2one(comodel_name="utm.medium", string="Channel")
    product_categ_id = fields.Many2one(
        comodel_name="product.category", string="Product Category"
    )
    country_id = fields.Many2one(comodel_name="res.country")
    state_id = fields.Many2one(comodel_name="res.country.state", string="Region")
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
    )
    partner_category_id = fields.Many2one(
        comodel_name="res.partner.category", string="Client Group"
    )
    has_scope = fields.Boolean(compute="_compute_has_scope", store=True)
    target = fields.Float(required=True)
    closed_fact = fields.Float(readonly=True, copy=False)
    closed_working_days = fields.Float(readonly=True, copy=False)
    closed_worked_days = fields.Float(readonly=True, copy=False)

    _period_idx = models.Index("(company_id, period_type, date_start, date_end)")
    _target_positive = models.Constraint(
        "CHECK(target >= 0)", "A target cannot be negative: enter zero or more."
    )

    @api.depends("user_id", "team_id")
    def _compute_level(self):
        for line in self:
            line.level = (
                "user" if line.user_id else "team" if line.team_id else "department"
            )

    @api.depends("user_id")
    def _compute_team_id(self):
        for line in self:
            if line.user_id and not line.team_id:
                line.team_id = line.user_id.sale_team_id

    @api.depends(*SCOPE_FIELDS)
    def _compute_has_scope(self):
        for line in self:
            line.has_scope = any(line[field] for field in SCOPE_FIELDS)

    def _get_fact_domain(self):
        """Return the domain on facts that the line's dimensions stand for."""
        self.ensure_one()
        domain = Domain.TRUE
        for field, fact_field in SCOPE_FIELDS.items():
            value = self[field]
            if not value:
                continue
            if field == "client_kind":
                domain &= Domain(fact_field, "=", value)
            elif field in ("product_categ_id", "partner_category_id"):
                domain &= Domain(fact_field, "child_of", value.ids)
            else:
                domain &= Domain(fact_field, "=", value.id)
        return domain

    @api.model
    def _get_live_fields(self):
        return ("state",), ("target", "user_id", "team_id", "date_from", "date_to")

    @api.model
    def _get_live_domain(self):
        return Domain("state", "in", ("confirmed", "closed"))
