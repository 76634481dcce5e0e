"""Effort against result by product group: contacts and offers beside deals and money."""

from odoo import api, fields, models
from odoo.tools import SQL

#: Columns of every row and their SQL types, equal in every branch of the union.
COLUMNS = {
    "date": "date",
    "datetime": "timestamp",
    "company_id": "integer",
    "currency_id": "integer",
    "team_id": "integer",
    "user_id": "integer",
    "partner_id": "integer",
    "client_kind": "text",
    "product_categ_id": "integer",
}
#: What rows count, nothing by default.
COUNTS = {
    "deal_count": "integer",
    "meeting_count": "integer",
    "call_count": "integer",
    "offer_count": "integer",
    "effort": "integer",
    "won_count": "integer",
    "lost_count": "integer",
    "win_rate": "double precision",
    "revenue": "double precision",
}
KINDS = [
    ("deal", "Deal came in"),
    ("meeting", "Meeting"),
    ("call", "Call"),
    ("offer", "Offer"),
    ("closed", "Deal closed"),
    ("line", "Order line"),
]
#: Room for kinds within the ids of rows.
ID_FACTOR = 10


class SalesEffortReport(models.Model):
    """One row per piece of work or result, with the product group it was for.

    Meetings, calls, offers and order lines are those of ``sales.fact``. A deal belongs to
    the category its client wants, else to that of the largest line of its last offer;
    meetings and calls belong where their deal does, offers to their largest line, and
    money to each line's own category.
    """

    _name = "sales.effort.report"
    _description = "Effort and Result"
    _auto = False
    _order = "datetime desc, id desc"
    _rec_name = "kind"
    # What the sources of facts that are used here read, and the category of deals.
    _depends = {
        "crm.lead": [
            "type",
            "won_status",
            "active",
            "date_closed",
            "partner_id",
            "user_id",
            "team_id",
            "company_id",
            "sales_product_categ_id",
        ],
        "crm.team": ["company_id"],
        "res.users": ["company_id", "sale_team_id"],
        "calendar.event": [
            "active",
            "start",
            "stop",
            "allday",
            "start_date",
            "user_id",
            "opportunity_id",
            "sales_partner_id",
            "sales_outcome",
        ],
        "mail.activity": [
            "active",
            "date_done",
            "sales_done_at",
            "activity_type_id",
            "res_model",
            "res_id",
            "user_id",
        ],
        "sale.order": [
            "state",
            "date_order",
            "sales_sent_at",
            "opportunity_id",
            "partner_id",
            "user_id",
            "team_id",
            "company_id",
            "amount_untaxed",
            "currency_rate",
        ],
        "sale.order.line": [
            "order_id",
            "product_id",
            "price_subtotal",
            "display_type",
            "is_downpayment",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id"],
        "res.partner": ["commercial_partner_id", "sales_first_order_date"],
    }

    kind = fields.Selection(selection=KINDS, readonly=True)
    date = fields.Date(readonly=True, help="The day in the team's time zone.")
    datetime = fields.Datetime(string="Moment", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Client", readonly=True, aggregator="count_distinct"
    )
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        readonly=True,
    )
    product_categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    deal_count = fields.Integer(string="Deals", readonly=True)
    meeting_count = fields.Integer(string="Meetings", readonly=True)
    call_count = fields.Integer(string="Calls", readonly=True)
    offer_count = fields.Integer(string="Offers", readonly=True)
    effort = fields.Integer(
        string="Contacts", readonly=True, help="Meetings, calls and offers together."
    )
    won_count = fields.Integer(string="Won Deals", readonly=True)
    lost_count = fields.Integer(string="Lost Deals", readonly=True)
    win_rate = fields.Float(
        string="Conversion, %",
        readonly=True,
        aggregator="avg",
        help="Won deals, of those that were won or lost.",
    )
    revenue = fields.Monetary(
        readonly=True,
        help="Of confirmed orders, without taxes, in company currency at their day.",
    )

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        facts = self.env["sales.fact"]._with_places()
        report = self.with_env(facts.env)
        return SQL(" UNION ALL ").join(
            report._get_branch_sql(facts, kind, *source)
            for kind, source in report._get_sources(facts).items()
        )

    @api.model
    def _get_sources(self, facts):
        """Return ``{kind: (source of facts, counts)}``."""
        deal_category = self._get_deal_category_sql()
        lead = facts._get_won_deal_source() | {"product_categ_id": deal_category}
        one = SQL("1")
        offers = self.env["sales.offer.report"]
        order_category = offers._get_category_sql(SQL("o.id"))
        return {
            "deal": (
                lead
                | {
                    "moment": SQL("lead.create_date"),
                    "where": SQL("lead.type = 'opportunity'"),
                },
                {"deal_count": one},
            ),
            "meeting": (
                facts._get_meeting_source() | {"product_categ_id": deal_category},
                {"meeting_count": one, "effort": one},
            ),
            "call": (
                facts._get_call_source()
                | {
                    "product_categ_id": SQL(
                        "COALESCE(%s, %s)", deal_category, order_category
                    )
                },
                {"call_count": one, "effort": one},
            ),
            "offer": (
                facts._get_quotation_source() | {"product_categ_id": order_category},
                {"offer_count": one, "effort": one},
            ),
            "closed": (
                lead
                | {
                    "where": SQL(
                        "(lead.won_status = 'lost' OR lead.won_status = 'won' "
                        "AND lead.active) AND lead.date_closed IS NOT NULL"
                    )
                },
                {
                    "won_count": SQL("(lead.won_status = 'won')::integer"),
                    "lost_count": SQL("(lead.won_status = 'lost')::integer"),
                    "win_rate": SQL(
                        "CASE lead.won_status WHEN 'won' THEN 100.0 ELSE 0.0 END"
                    ),
                },
            ),
            "line": self._get_line_source(facts),
        }

    @api.model
    def _get_line_source(self, facts):
        source = facts._get_order_line_source()
        return source, {"revenue": source["amount"]}

    @api.model
    def _get_deal_category_sql(self):
        """Return SQL of the category of ``crm_lead lead``, see above."""
        last = SQL(
            """
            (SELECT offer.id FROM sale_order offer
              WHERE offer.opportunity_id = lead.id AND offer.state <> 'cancel'
           ORDER BY offer.id DESC LIMIT 1)
            """
        )
        return SQL(
            "COALESCE(lead.sales_product_categ_id, %s)",
            self.env["sales.offer.report"]._get_category_sql(last),
        )

    @api.model
    def _get_branch_sql(self, facts, kind, source, counts):
        """Return the SELECT of one kind of rows."""
        number = [name for name, _words in KINDS].index(kind)
        full = facts._complete_source(source)
        columns = [
            SQL("((%s)::bigint * %s + %s) AS id", full["key"], ID_FACTOR, number),
            SQL("%s AS kind", kind),
        ]
        for name, sql_type in (COLUMNS | COUNTS).items():
            value = full[name] if name in COLUMNS else counts.get(name, SQL("NULL"))
            columns.append(
                SQL("(%s)::%s AS %s", value, SQL(sql_type), SQL.identifier(name))
            )
        return SQL(
            "SELECT %s FROM %s WHERE %s",
            SQL(", ").join(columns),
            full["from"],
            full["where"],
        )

    def action_open_source(self):
        """Open what a row counts."""
        self.ensure_one()
        key, number = divmod(self.id, ID_FACTOR)
        kind = KINDS[number][0]
        model = {
            "meeting": "calendar.event",
            "call": "mail.activity",
            "offer": "sale.order",
            "line": "sale.order.line",
        }.get(kind, "crm.lead")
        record = self.env[model].browse(key)
        if kind == "line":
            record = record.order_id
        return record._get_records_action()
