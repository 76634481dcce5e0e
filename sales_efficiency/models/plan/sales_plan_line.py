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
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="plan_id.currency_id")
    period_type = fields.Selection(
        related="plan_id.period_type", store=True, precompute=True
    )
    date_start = fields.Date(related="plan_id.date_start", store=True, precompute=True)
    date_end = fields.Date(related="plan_id.date_end", store=True, precompute=True)
    state = fields.Selection(related="plan_id.state", store=True, precompute=True)
    metric_id = fields.Many2one(
        comodel_name="sales.metric",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])]",
    )
    unit = fields.Selection(related="metric_id.unit")
    level = fields.Selection(
        selection=[
            ("user", "Salesperson"),
            ("team", "Team"),
            ("department", "Department"),
        ],
        string="Target Of",
        copy=False,
        compute="_compute_level",
        store=True,
        precompute=True,
        readonly=False,
        help="Follows from salesperson and team; neither makes it the department's.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Sales Team",
        index=True,
        compute="_compute_team_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])]",
    )
    date_from = fields.Date(
        string="From",
        help="In force only from this day on, for who joined within the period.",
    )
    date_to = fields.Date(
        string="Until",
        help="In force only until this day, for who left within the period.",
    )
    # Restricted: without its channel a target for a channel would count everything.
    medium_id = fields.Many2one(
        comodel_name="utm.medium", string="Channel", ondelete="restrict"
    )
    product_categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Product Category",
        ondelete="restrict",
        help="With the categories below it. Takes a metric that counts product lines.",
    )
    country_id = fields.Many2one(
        comodel_name="res.country",
        ondelete="restrict",
        compute="_compute_country_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    state_id = fields.Many2one(
        comodel_name="res.country.state",
        string="Region",
        ondelete="restrict",
        domain="[('country_id', '=?', country_id)]",
    )
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        string="Clients",
    )
    partner_category_id = fields.Many2one(
        comodel_name="res.partner.category",
        string="Client Group",
        ondelete="restrict",
        help="Clients with this tag, or one below it: priority clients, for example.",
    )
    has_scope = fields.Boolean(
        compute="_compute_has_scope", store=True, precompute=True
    )
    target = fields.Float(required=True)
    closed_fact = fields.Float(readonly=True, copy=False)
    closed_has_fact = fields.Boolean(
        readonly=True, copy=False, help="Unset where a ratio had nothing to divide by."
    )
    closed_working_days = fields.Float(readonly=True, copy=False)
    closed_worked_days = fields.Float(readonly=True, copy=False)

    # Ranges stand for plain numbers here: they can be excluded without an extension of
    # the database, which alone sees what two users save at the same moment.
    _overlap_excl = models.Constraint(
        """
        EXCLUDE USING gist (
            int4range(COALESCE(user_id, 0), COALESCE(user_id, 0), '[]') WITH &&,
            int4range(metric_id, metric_id, '[]') WITH &&,
            daterange(
                LEAST(COALESCE(date_from, date_start), COALESCE(date_to, date_end)),
                GREATEST(COALESCE(date_from, date_start), COALESCE(date_to, date_end)),
                '[]'
            ) WITH &&,
            int4range(
                CASE WHEN user_id IS NULL THEN COALESCE(team_id, 0) ELSE 0 END,
                CASE WHEN user_id IS NULL THEN COALESCE(team_id, 0) ELSE 0 END,
                '[]'
            ) WITH &&,
            int4range(company_id, company_id, '[]') WITH &&,
            int4range(ascii(period_type::text), ascii(period_type::text), '[]') WITH &&,
            int4range(COALESCE(medium_id, 0), COALESCE(medium_id, 0), '[]') WITH &&,
            int4range(
                COALESCE(product_categ_id, 0), COALESCE(product_categ_id, 0), '[]'
            ) WITH &&,
            int4range(COALESCE(country_id, 0), COALESCE(country_id, 0), '[]') WITH &&,
            int4range(COALESCE(state_id, 0), COALESCE(state_id, 0), '[]') WITH &&,
            int4range(
                ascii(COALESCE(client_kind, '')::text),
                ascii(COALESCE(client_kind, '')::text),
                '[]'
            ) WITH &&,
            int4range(
                COALESCE(partner_category_id, 0), COALESCE(partner_category_id, 0), '[]'
            ) WITH &&
        ) DEFERRABLE INITIALLY DEFERRED
        """,
        "Another plan has a target for the same people, metric and days already: change "
        "that one, or let one end before the other begins.",
    )
    _period_idx = models.Index("(company_id, period_type, date_start, date_end)")
    _target_positive = models.Constraint(
        "CHECK(target >= 0)", "A target cannot be negative: enter zero or more."
    )

    @api.depends("user_id", "team_id")
    def _compute_level(self):
        for line in self:
            if line.user_id:
                line.level = "user"
            elif line.team_id:
                line.level = "team"
            else:
                line.level = line.level or "department"

    @api.depends("user_id")
    def _compute_team_id(self):
        for line in self:
            if line.user_id and not line.team_id:
                team = line.user_id.sale_team_id
                if team.company_id in (line.company_id, team.company_id.browse()):
                    line.team_id = team

    @api.depends("state_id")
    def _compute_country_id(self):
        for line in self:
            line.country_id = line.state_id.country_id or line.country_id

    @api.depends(*SCOPE_FIELDS)
    def _compute_has_scope(self):
        for line in self:
            line.has_scope = any(line[field] for field in SCOPE_FIELDS)

    @api.depends("user_id", "team_id", "metric_id", *SCOPE_FIELDS)
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            scope = line._get_scope_name()
            text = (
                self.env._("%(owner)s: %(metric)s (%(scope)s)")
                if scope
                else self.env._("%(owner)s: %(metric)s")
            )
            line.display_name = text % {
                "owner": line._get_owner_name(),
                "metric": line.metric_id.name or "",
                "scope": scope,
            }

    def _get_owner_name(self):
        """Say whose target it is."""
        return self.user_id.name or self.team_id.name or self.env._("Department")

    @api.model
    def get_import_templates(self):
        """Offer a spreadsheet with the columns a plan is imported from."""
        return [
            {
                "label": self.env._("Import Template for Plan Targets"),
                "template": "/sales_efficiency/static/xls/sales_plan_line.xlsx",
            }
        ]

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

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
