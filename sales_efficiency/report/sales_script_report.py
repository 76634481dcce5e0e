from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Fields whose conditions say which deals there are rows of.
LEAD_FIELDS = {
    "lead_id": "id",
    "won_status": "won_status",
}
#: What became of a script at a deal.
OUTCOMES = [
    ("done", "Gone Through"),
    ("left", "Left Unfinished"),
    ("none", "Not Opened"),
    ("open", "Under Way"),
    ("due", "Not Begun Yet"),
]


class SalesScriptReport(models.Model):
    """One row for each run of a script, and for each stay in a stage without the run.

    A deal that was in a stage while a published script fitted it, and had no answer
    written down, is a row too: without these, whoever never opens a script would seem
    to follow all of it. What is still under way has no share yet.
    """

    _name = "sales.script.report"
    _description = "Script Analysis"
    _inherit = ["sales.script.outcome.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "lead_id"
    _depends = {
        "crm.lead": [
            "active",
            "type",
            "stage_id",
            "won_status",
            "user_id",
            "team_id",
            "company_id",
            "partner_id",
            "medium_id",
            "lang_id",
            "expected_revenue",
            "sales_product_categ_id",
            "sales_client_type",
        ],
        "sales.script": ["active", "version_id", "client_kind", "client_type"],
        "sales.script.version": ["script_id", "date"],
        "sales.script.run": [
            "lead_id",
            "script_id",
            "stage_id",
            "user_id",
            "team_id",
            "state",
            "is_current",
            "share_followed",
            "passed_by_id",
        ],
        "sales.stage.move": ["lead_id", "stage_id", "date", "won_status"],
        "sale.order": ["opportunity_id", "state", "amount_untaxed", "currency_rate"],
    }

    run_id = fields.Many2one("sales.script.run", readonly=True)
    script_id = fields.Many2one("sales.script", readonly=True)
    version_id = fields.Many2one("sales.script.version", readonly=True)
    stage_id = fields.Many2one("crm.stage", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        readonly=True,
        help="Who went through the script; whose deal it was where nobody did.",
    )
    date = fields.Datetime(
        readonly=True,
        help="When the script was begun; when the deal left the stage, or now, where "
        "it was not.",
    )
    product_categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    medium_id = fields.Many2one("utm.medium", string="Channel", readonly=True)
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        readonly=True,
    )
    outcome = fields.Selection(
        selection=OUTCOMES, string="What Became of It", readonly=True
    )
    runs = fields.Integer(readonly=True, help="Times a script was begun.")
    not_opened = fields.Integer(
        readonly=True,
        help="Stays in a stage that ended without its script having been opened.",
    )
    passed = fields.Integer(
        string="Let Pass",
        readonly=True,
        help="Deals that a leader let go on without the required checks.",
    )
    share_followed = fields.Float(
        string="Followed, %",
        readonly=True,
        aggregator="avg",
        help="Steps gone through, of those on the way, without questions skipped and "
        "checks not ticked. Scripts not opened count as 0, those under way not yet.",
    )
    won_amount = fields.Monetary(
        readonly=True,
        help="What won deals brought: their confirmed orders without taxes, what was "
        "expected where there are none.",
    )

    def _search(self, domain, *args, **kwargs):
        """Look only at the deals the domain can be about."""
        domain = Domain(domain)
        narrow = Domain.AND(self._iter_lead_domains(domain))
        report = self
        if not narrow.is_true():
            report = self.with_context(sales_funnel_leads=narrow)
        return super(SalesScriptReport, report)._search(domain, *args, **kwargs)

    def _iter_lead_domains(self, domain):
        """Yield conditions on deals that every row found must fulfil."""
        if getattr(domain, "OPERATOR", "") == "&":
            for child in domain.children:
                yield from self._iter_lead_domains(child)
        elif hasattr(domain, "field_expr") and domain.field_expr in LEAD_FIELDS:
            name = LEAD_FIELDS[domain.field_expr]
            if domain.operator not in ("any", "not any"):
                yield Domain(name, domain.operator, domain.value)

    def _read_group_select(self, aggregate_spec, query):
        """Sum up what deals brought, of each deal once."""
        name, _colon, function = aggregate_spec.partition(":")
        if name != "won_amount" or function not in ("sum", "sum_currency"):
            return super()._read_group_select(aggregate_spec, query)
        amount = self._field_to_sql(self._table, name, query)
        if function == "sum_currency":
            # It joins the rates, by this name.
            super()._read_group_select(aggregate_spec, query)
            rates = query.make_alias(self._table, "currency_id__rates")
            amount = SQL(
                "%s / COALESCE(%s, 1.0)", amount, SQL.identifier(rates, "rate")
            )
        return SQL(
            """
            (SELECT SUM(deal.amount)
               FROM UNNEST(ARRAY_AGG(DISTINCT ROW(%(lead)s, (%(amount)s)::numeric)))
                    AS deal (id integer, amount numeric))
            """,
            lead=self._field_to_sql(self._table, "lead_id", query),
            amount=amount,
        )
