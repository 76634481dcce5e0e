from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.cross_sell import LEAST_PAIRS
from ..tools.interval import Z
from .sales_fact_source import CLIENT_JOIN
from .sales_offer_report import SOLD_LINE

#: Days that orders are looked at by default, and at most.
DEFAULT_DAYS, MOST_DAYS = 365, 3650
#: Different items of one order beyond which it says nothing about what goes together.
MOST_ITEMS = 50
LEVELS = [("categ", "Categories"), ("product", "Products")]
BASES = [("order", "In one order"), ("client", "By one client")]
BRANCHES = [(level, basis) for level, _name in LEVELS for basis, _name in BASES]
#: Room for ids of products and categories in those of pairs.
ID_FACTOR = 10_000_000


class SalesCrossSell(models.Model):
    """What is bought together: one row per direction of a pair.

    Orders of the last days, ``sales_cross_sell_days`` in the context; what the figures
    mean stands in ``tools/cross_sell.py``. Who sold does not matter: the pairs are the
    company's, and tell nothing of a person.
    """

    _name = "sales.cross.sell"
    _description = "Bought Together"
    _auto = False
    _order = "lift_bound desc, both_count desc, id"
    _depends = {
        "sale.order": ["state", "date_order", "partner_id", "company_id"],
        "sale.order.line": [
            "order_id",
            "product_id",
            "product_uom_qty",
            "display_type",
            "is_downpayment",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id"],
        "res.partner": ["commercial_partner_id"],
    }

    level = fields.Selection(selection=LEVELS, readonly=True)
    basis = fields.Selection(
        selection=BASES,
        string="Bought",
        readonly=True,
        help="In one order, or by one client within the period.",
    )
    company_id = fields.Many2one("res.company", readonly=True)
    categ_id = fields.Many2one("product.category", string="Category", readonly=True)
    other_categ_id = fields.Many2one(
        "product.category", string="Other Category", readonly=True
    )
    product_id = fields.Many2one("product.product", readonly=True)
    other_product_id = fields.Many2one("product.product", readonly=True)
    name = fields.Char(string="Who Buys", compute="_compute_names")
    other_name = fields.Char(string="Buys Too", compute="_compute_names")
    total_count = fields.Integer(string="All", readonly=True, aggregator="max")
    first_count = fields.Integer(
        string="With the First", readonly=True, aggregator="max"
    )
    second_count = fields.Integer(
        string="With the Second", readonly=True, aggregator="max"
    )
    both_count = fields.Integer(string="With Both", readonly=True)
    support = fields.Float(
        string="Both, % of All", readonly=True, aggregator=None, digits=(16, 1)
    )
    confidence = fields.Float(
        string="Bought With, %",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="Of the orders (or clients) with the first, those with the second too.",
    )
    lift = fields.Float(
        string="Times the Usual",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="How many times more often than the second is bought anyway.",
    )
    lift_bound = fields.Float(
        string="For Sure",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="How many times more often for sure, few as the cases may be. Above 1 the "
        "first speaks for the second.",
    )

    @api.depends("product_id", "other_product_id", "categ_id", "other_categ_id")
    def _compute_names(self):
        for pair in self:
            pair.name = (pair.product_id or pair.categ_id).display_name
            pair.other_name = (
                pair.other_product_id or pair.other_categ_id
            ).display_name

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        """Return one SELECT per level and basis; those not asked for are not run."""
        return SQL(" UNION ALL ").join(
            SQL("(%s)", self._get_branch_sql(number)) for number in range(len(BRANCHES))
        )

    @api.model
    def _get_branch_sql(self, number):
        level, basis = BRANCHES[number]
        nothing = SQL("NULL::integer")
        first, second = SQL("pair.first"), SQL("pair.second")
        is_product = level == "product"
        company = SQL("array_position(%s, pair.company_id)", self.env.companies.ids)
        both, only = SQL("pair.pairs::double precision"), SQL("one.baskets")
        columns = {
            "id": SQL(
                "((%s * %s + %s)::bigint * %s + %s) * %s + %s",
                company,
                len(BRANCHES),
                number,
                ID_FACTOR,
                first,
                ID_FACTOR,
                second,
            ),
            "level": SQL("%s", level),
            "basis": SQL("%s", basis),
            "company_id": SQL("pair.company_id"),
            "categ_id": nothing if is_product else first,
            "other_categ_id": nothing if is_product else second,
            "product_id": first if is_product else nothing,
            "other_product_id": second if is_product else nothing,
            "total_count": SQL("total.baskets"),
            "first_count": only,
            "second_count": SQL("other.baskets"),
            "both_count": SQL("pair.pairs"),
            "support": SQL("100 * %s / total.baskets", both),
            "confidence": SQL("100 * %s / %s", both, only),
            "lift": SQL("%s / %s * total.baskets / other.baskets", both, only),
            "lift_bound": SQL(
                "%s * total.baskets / other.baskets", self._get_bound_sql(both, only)
            ),
        }
        return SQL(
            """
            %(counts)s
            SELECT %(columns)s
              FROM (SELECT * FROM pair UNION ALL
                    SELECT company_id, second, first, pairs FROM pair) pair
              JOIN one ON one.company_id = pair.company_id AND one.item = pair.first
              JOIN one other
                ON other.company_id = pair.company_id AND other.item = pair.second
              JOIN total ON total.company_id = pair.company_id
            """,
            counts=self._get_counts_sql(level, basis),
            columns=SQL(", ").join(
                SQL("%s AS %s", column, SQL.identifier(name))
                for name, column in columns.items()
            ),
        )

    @api.model
    def _get_bound_sql(self, cases, total):
        """Return SQL of the lower bound of a share, as ``tools/interval.py`` says it."""
        return SQL(
            """
            ((%(share)s + %(square)s / %(total)s / 2 - %(z)s * sqrt(
                %(share)s * (1 - %(share)s) / %(total)s
                + %(square)s / %(total)s / %(total)s / 4
            )) / (1 + %(square)s / %(total)s))
            """,
            share=SQL("(%s / %s)", cases, total),
            total=total,
            z=SQL("%s::double precision", Z),
            square=SQL("%s::double precision", Z * Z),
        )

    @api.model
    def _get_counts_sql(self, level, basis, products=None):
        """Return ``WITH`` clauses that count baskets: all, with an item, with a pair.

        A basket is an order or all that a client ordered in the period. What was taken
        back within it was not bought.

        :param products: look only at orders with one of these, the first half of pairs
        """
        halves = SQL("a.item < b.item")
        if products is not None:
            halves = SQL("a.item = ANY(%s) AND b.item <> ALL(%s)", products, products)
        return SQL(
            """
            WITH basket AS MATERIALIZED (
                SELECT *, COUNT(*) OVER (PARTITION BY company_id, basket) AS items
                  FROM (%(bought)s) bought
            ),
            small AS MATERIALIZED (SELECT * FROM basket WHERE items <= %(most)s),
            total AS (
                SELECT company_id, COUNT(DISTINCT basket) AS baskets
                  FROM small GROUP BY 1
            ),
            one AS MATERIALIZED (
                SELECT company_id, item, COUNT(*) AS baskets FROM small GROUP BY 1, 2
            ),
            pair AS MATERIALIZED (
                SELECT a.company_id, a.item AS first, b.item AS second,
                       COUNT(*) AS pairs
                  FROM small a
                  JOIN small b ON b.company_id = a.company_id AND b.basket = a.basket
                 WHERE %(halves)s AND %(differ)s
              GROUP BY 1, 2, 3
                HAVING COUNT(*) >= %(least)s
            )
            """,
            bought=self._get_basket_sql(level, basis, products),
            most=MOST_ITEMS,
            halves=halves,
            # Sizes and colours of one thing are no pair.
            differ=SQL(
                "TRUE" if level == "categ" else "a.template_id <> b.template_id"
            ),
            least=LEAST_PAIRS,
        )

    @api.model
    def _get_basket_sql(self, level, basis, products):
        """Return SQL of what lies in each basket, once whatever the number of lines."""
        orders = SQL("sale_order o")
        if products is not None:
            orders = SQL(
                """
                (SELECT DISTINCT order_id FROM sale_order_line
                  WHERE product_id = ANY(%s)) named
                CROSS JOIN LATERAL (
                    SELECT * FROM sale_order WHERE id = named.order_id OFFSET 0) o
                """,
                products,
            )
        start, end = self._get_moments()
        return SQL(
            """
            SELECT o.company_id, %(basket)s AS basket, %(item)s AS item,
                   MIN(product.product_tmpl_id) AS template_id
              FROM %(orders)s
              JOIN sale_order_line line ON line.order_id = o.id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              %(client)s
             WHERE o.state = 'sale' AND o.company_id = ANY(%(companies)s)
               AND o.date_order BETWEEN %(start)s AND %(end)s
               AND %(sold)s
          GROUP BY 1, 2, 3
            HAVING SUM(line.product_uom_qty) > 0
            """,
            basket=SQL("o.id" if basis == "order" else "contact.commercial_partner_id"),
            item=SQL("template.categ_id" if level == "categ" else "product.id"),
            client=SQL(CLIENT_JOIN, SQL("o.partner_id")),
            companies=self.env.companies.ids,
            start=start,
            end=end,
            sold=SQL(SOLD_LINE),
            orders=orders,
        )

    @api.model
    def _get_moments(self):
        """Return when the orders that are looked at begin and end, in UTC."""
        days = self.env.context.get("sales_cross_sell_days")
        if not isinstance(days, int) or not 0 < days <= MOST_DAYS:
            days = DEFAULT_DAYS
        last = self.env.user._get_sales_today()
        first = fields.Date.subtract(last, days=days - 1)
        return self.env["sales.fact"]._get_moments(first, last)
