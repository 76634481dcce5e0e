from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .sales_fact_order import ORDER_AMOUNT
from .sales_fact_source import CLIENT_JOIN, UTM

#: Lines of ``sale_order_line line`` that sell something.
SOLD_LINE = "line.display_type IS NULL AND line.is_downpayment IS NOT TRUE"
#: What is taken back is no item.
KEPT_LINE = "line.product_uom_qty > 0"


class SalesOfferReport(models.Model):
    """One row per offer: a quotation that was sent, or an order.

    An offer that was refused has been made all the same: cancelled ones have a row, which
    the metric of quotations leaves out. The amount is that of ``sales.fact``.
    """

    _name = "sales.offer.report"
    _description = "Offer"
    _auto = False
    _order = "datetime desc, id desc"
    _rec_name = "order_id"
    _depends = {
        "sale.order": [
            "state",
            "sales_sent_at",
            "partner_id",
            "user_id",
            "team_id",
            "company_id",
            "amount_untaxed",
            "currency_rate",
            *UTM,
        ],
        "sale.order.line": [
            "order_id",
            "product_id",
            "product_uom_qty",
            "price_subtotal",
            "display_type",
            "is_downpayment",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id"],
        "res.partner": ["commercial_partner_id", "sales_first_order_date"],
    }

    order_id = fields.Many2one("sale.order", readonly=True)
    date = fields.Date(
        string="Offered On", readonly=True, help="The day in the team's time zone."
    )
    datetime = fields.Datetime(string="Moment", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Client", readonly=True, aggregator="count_distinct"
    )
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        readonly=True,
        help="Whether the client had ordered before the offer.",
    )
    medium_id = fields.Many2one("utm.medium", string="Channel", readonly=True)
    source_id = fields.Many2one("utm.source", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    product_categ_id = fields.Many2one(
        "product.category",
        string="Product Category",
        readonly=True,
        help="Of the largest line.",
    )
    state = fields.Selection(
        selection=[("sent", "Offered"), ("sale", "Ordered"), ("cancel", "Cancelled")],
        readonly=True,
    )
    amount = fields.Monetary(
        readonly=True,
        help="Without taxes, in company currency at the rate of the offer's day.",
    )
    average_amount = fields.Monetary(
        string="Average Offer", readonly=True, aggregator="avg"
    )
    largest_amount = fields.Monetary(
        string="Largest Offer", readonly=True, aggregator="max"
    )
    won = fields.Integer(string="Orders", readonly=True)
    win_rate = fields.Float(
        string="Won, %",
        readonly=True,
        aggregator="avg",
        help="Orders, of the offers that were ordered or cancelled.",
    )
    line_count = fields.Integer(string="Lines", readonly=True)
    product_count = fields.Integer(
        string="Items", readonly=True, help="Different products of the offer."
    )
    average_product_count = fields.Float(
        string="Items per Offer", readonly=True, aggregator="avg"
    )
    threshold = fields.Monetary(
        string="Own Threshold",
        readonly=True,
        aggregator="max",
        help="Nine of ten offers the salesperson made in the quarter before stay at or "
        "below it. Empty where these were fewer than ten.",
    )
    above_threshold = fields.Integer(
        readonly=True, help="Offers larger than the salesperson's own threshold."
    )
    above_rate = fields.Float(
        string="Above Threshold, %",
        readonly=True,
        aggregator="avg",
        help="Offers larger than the salesperson's own threshold, of those that have one.",
    )

    def action_open_order(self):
        """Open the order of a row."""
        return self.order_id._get_records_action()

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        """Return the offers. What is not asked for is not looked up: lines are read by
        subqueries of single columns, and the database drops a join it needs nothing of.
        """
        self = self.with_env(self.env["sales.fact"]._with_places().env)
        columns = self._get_columns()
        return SQL(
            """
            SELECT %(columns)s
              FROM sale_order o %(client)s
         LEFT JOIN (%(thresholds)s) before
                ON before.company_id = o.company_id AND before.user_id = o.user_id
               AND before.period = %(period)s
             WHERE o.sales_sent_at IS NOT NULL AND o.state <> 'draft'
            """,
            columns=SQL(", ").join(
                SQL("%s AS %s", column, SQL.identifier(name))
                for name, column in columns.items()
            ),
            client=SQL(CLIENT_JOIN, SQL("o.partner_id")),
            thresholds=self._get_thresholds_sql(columns["date"]),
            period=self._get_period_sql(columns["date"]),
        )

    @api.model
    def _get_columns(self):
        facts = self.env["sales.fact"]
        amount = SQL("(%s)::double precision", SQL(ORDER_AMOUNT))
        above = SQL("(%s > before.threshold)::integer", amount)
        columns = {
            name: SQL("o.%s", SQL.identifier(name))
            for name in ("id", "user_id", "team_id", "company_id", "state", *UTM)
        }
        return columns | {
            "order_id": SQL("o.id"),
            "datetime": SQL("o.sales_sent_at"),
            "date": facts._get_local_day_sql(
                SQL("o.sales_sent_at"), SQL("o.team_id"), SQL("o.company_id")
            ),
            "currency_id": facts._get_currency_sql(SQL("o.company_id")),
            "partner_id": SQL("contact.commercial_partner_id"),
            "client_kind": SQL(
                """CASE WHEN client.sales_first_order_date < o.sales_sent_at
                        THEN 'current' ELSE 'new' END"""
            ),
            "product_categ_id": self._get_category_sql(SQL("o.id")),
            "amount": amount,
            "average_amount": amount,
            "largest_amount": amount,
            "won": SQL("(o.state = 'sale')::integer"),
            "win_rate": SQL(
                "CASE o.state WHEN 'sale' THEN 100.0 WHEN 'cancel' THEN 0.0 END"
            ),
            "line_count": self._get_lines_sql(SQL("COUNT(*)")),
            "product_count": self._get_lines_sql(
                SQL("COUNT(DISTINCT line.product_id)")
            ),
            "average_product_count": self._get_lines_sql(
                SQL("COUNT(DISTINCT line.product_id)")
            ),
            "threshold": SQL("before.threshold"),
            "above_threshold": above,
            "above_rate": SQL("100.0 * %s", above),
        }

    @api.model
    def _get_category_sql(self, order):
        """Return SQL of the category of an order's largest line.

        The line is chosen before its product is looked up: joined first, the database
        may read all products again for each order.
        """
        return SQL(
            """
            (SELECT template.categ_id
               FROM (SELECT line.product_id FROM sale_order_line line
                      WHERE line.order_id = %s AND line.product_id IS NOT NULL AND %s
                   ORDER BY line.price_subtotal DESC, line.id LIMIT 1) largest
               JOIN product_product product ON product.id = largest.product_id
               JOIN product_template template ON template.id = product.product_tmpl_id)
            """,
            order,
            SQL(SOLD_LINE),
        )

    @api.model
    def _get_lines_sql(self, count):
        """Return SQL that counts lines of an offer; what is taken back is none."""
        return SQL(
            """
            (SELECT %s FROM sale_order_line line
              WHERE line.order_id = o.id AND %s AND %s)
            """,
            count,
            SQL(SOLD_LINE),
            SQL(KEPT_LINE),
        )

    @api.model
    def _count_items(self, domain):
        """Return what ``product_count`` of orders sums up to, of many of them at once.

        :return: ``{(user id, team id): different products, order by order}``
        """
        query = self._search(domain & Domain("won", "=", 1))
        names = ("id", "user_id", "team_id")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id, team_id, COUNT(*)
                  FROM (SELECT o.user_id, o.team_id, line.order_id, line.product_id
                          FROM (%s) o
                          JOIN sale_order_line line ON line.order_id = o.id
                         WHERE %s AND %s AND line.product_id IS NOT NULL
                      GROUP BY 1, 2, 3, 4) item
              GROUP BY 1, 2
                """,
                query.select(
                    *(self._field_to_sql(query.table, name, query) for name in names)
                ),
                SQL(SOLD_LINE),
                SQL(KEPT_LINE),
            )
        )
        return {(user or False, team or False): count for user, team, count in rows}
