from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.funnel.crm_lost_reason import SIDES
from ..models.funnel.sales_stage_move import WON_STATUSES

#: Fields whose conditions say which deals there are rows of.
LEAD_FIELDS = {
    "lead_id": "id",
    "date_created": "create_date",
    "lead_type": "type",
    "user_id": "user_id",
    "team_id": "team_id",
    "medium_id": "medium_id",
    "source_id": "source_id",
    "campaign_id": "campaign_id",
    "product_categ_id": "sales_product_categ_id",
    "country_id": "country_id",
    "state_id": "state_id",
    "won_status": "won_status",
    "lost_reason_id": "lost_reason_id",
}
#: Aggregates that the ORM does not know, and the share of rows that lie below.
PERCENTILES = {
    "days:median": ("days", 0.5),
    "days:p90": ("days", 0.9),
    "days_to_win:median": ("days_to_win", 0.5),
}


class SalesFunnelReport(models.Model):
    """One row for each stage that a deal reached: what became of it there.

    What the words mean stands in ``tools/funnel.py``. A deal reached all stages of its
    team's pipeline up to the furthest it was in.
    """

    _name = "sales.funnel.report"
    _description = "Funnel"
    _auto = False
    _order = "date_created desc, id desc"
    _rec_name = "lead_id"
    _depends = {
        "crm.lead": [
            "stage_id",
            "won_status",
            "user_id",
            "team_id",
            "company_id",
            "expected_revenue",
            "lost_reason_id",
            "partner_id",
            "type",
            *[name for name in LEAD_FIELDS.values() if name.endswith("_id")],
        ],
        "crm.stage": ["sequence", "is_won", "team_ids"],
        "crm.lost.reason": ["sales_side"],
        "sales.stage.move": ["lead_id", "stage_id", "seconds", "date"],
        "sale.order": ["opportunity_id", "state", "amount_untaxed", "currency_rate"],
    }

    lead_id = fields.Many2one(
        "crm.lead", string="Deal", readonly=True, aggregator="count_distinct"
    )
    stage_id = fields.Many2one("crm.stage", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    date_created = fields.Datetime(string="Created", readonly=True)
    lead_type = fields.Selection(
        selection=[("lead", "Lead"), ("opportunity", "Opportunity")],
        string="Type",
        readonly=True,
    )
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        readonly=True,
        help="Whether the client had ordered before the deal came in.",
    )
    client_type = fields.Selection(
        selection=[("company", "Company"), ("private", "Private Person")], readonly=True
    )
    partner_id = fields.Many2one("res.partner", string="Client", readonly=True)
    medium_id = fields.Many2one("utm.medium", string="Channel", readonly=True)
    source_id = fields.Many2one("utm.source", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    product_categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    country_id = fields.Many2one("res.country", readonly=True)
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    industry_id = fields.Many2one("res.partner.industry", readonly=True)
    won_status = fields.Selection(
        selection=WON_STATUSES,
        string="Outcome of the Deal",
        readonly=True,
    )
    lost_reason_id = fields.Many2one("crm.lost.reason", readonly=True)
    lost_side = fields.Selection(selection=SIDES, readonly=True)

    visited = fields.Integer(readonly=True, help="Deals that were in the stage.")
    skipped = fields.Integer(
        readonly=True, help="Deals that got further without being in the stage."
    )
    passed = fields.Integer(readonly=True, help="Deals that got further.")
    lost = fields.Integer(
        readonly=True, help="Deals that were lost and got no further."
    )
    open = fields.Integer(
        string="Still There",
        readonly=True,
        help="Open deals that got no further, those that went back among them.",
    )
    won = fields.Integer(readonly=True)
    went_back = fields.Integer(
        readonly=True, help="Deals that went back from the stage at least once."
    )
    days = fields.Float(
        string="Days in Stage",
        readonly=True,
        aggregator="avg",
        help="Of deals that have left it, all their stays together.",
    )
    days_to_win = fields.Float(
        readonly=True,
        aggregator="avg",
        help="From when the deal came in to when it was won.",
    )
    pass_rate = fields.Float(
        string="Conversion, %",
        readonly=True,
        aggregator="avg",
        help="Deals that got further or were won, of all that reached the stage.",
    )
    expected_amount = fields.Monetary(
        readonly=True,
        help="What was expected of the deal when it left the stage, or is expected now.",
    )
    won_expected_amount = fields.Monetary(
        string="Expected of Won Deals",
        readonly=True,
        help="What was expected, at this stage, of deals that have been won.",
    )
    actual_amount = fields.Monetary(
        readonly=True,
        help="What won deals brought: their confirmed orders without taxes, what was "
        "expected where there are none.",
    )

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def _search(self, domain, *args, **kwargs):
        """Look only at the deals the domain can be about."""
        domain = Domain(domain)
        narrow = Domain.AND(self._iter_lead_domains(domain))
        report = self if narrow.is_true() else self._with_leads(narrow)
        # Deals are looked at one by one, which PostgreSQL takes for so costly that it
        # would compile the query first: that takes a second, the query itself less.
        self.env.cr.execute("SET LOCAL jit = off")
        return super(SalesFunnelReport, report)._search(domain, *args, **kwargs)

    def _with_leads(self, domain):
        return self.with_context(sales_funnel_leads=domain)

    def _iter_lead_domains(self, domain):
        """Yield conditions on deals that every row found must fulfil."""
        if getattr(domain, "OPERATOR", "") == "&":
            for child in domain.children:
                yield from self._iter_lead_domains(child)
        elif hasattr(domain, "field_expr"):
            name, _dot, rest = domain.field_expr.partition(".")
            if name == "lead_id" and domain.operator == "any" and not rest:
                yield Domain(domain.value)
            elif name == "lead_id" and rest:
                yield Domain(rest, domain.operator, domain.value)
            elif name in LEAD_FIELDS:
                path = ".".join(filter(None, [LEAD_FIELDS[name], rest]))
                yield Domain(path, domain.operator, domain.value)

    def _read_group_select(self, aggregate_spec, query):
        """Know the median, and what nine of ten deals stay below."""
        if aggregate_spec not in PERCENTILES:
            return super()._read_group_select(aggregate_spec, query)
        name, share = PERCENTILES[aggregate_spec]
        return SQL(
            "percentile_cont(%s) WITHIN GROUP (ORDER BY %s)",
            share,
            self._field_to_sql(self._table, name, query),
        )

    def action_open_deal(self):
        """Open the deal of a row."""
        self.ensure_one()
        return self.lead_id._get_records_action()
