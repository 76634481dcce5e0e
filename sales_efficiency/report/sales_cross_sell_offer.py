from odoo import api, models
from odoo.tools import SQL

from ..tools.cross_sell import Pair
from .sales_offer_report import SOLD_LINE

#: Hints that an offer shows, and products looked at for them.
MOST_HINTS, MOST_LIKELY = 3, 30


class SalesCrossSell(models.Model):
    """What to offer beside that which is in a quotation."""

    _inherit = "sales.cross.sell"

    @api.model
    @api.readonly
    def get_companions(self, product_ids, company_id=None):
        """Return what is often bought with products, the surest first, in one statement.

        :param list product_ids: what the quotation holds
        :param company_id: whose orders are looked at, the current company by default
        :return: list of dicts with ``product_id``, ``name``, ``with_name`` (the product
            that speaks for it), ``both``, ``first`` (orders) and ``confidence`` (percent)
        """
        self.check_access("read")
        products = [key for key in product_ids if isinstance(key, int)]
        company = self.env["res.company"].browse(company_id) or self.env.company
        if not products or company not in self.env.companies:
            return []
        self = self.with_context(allowed_company_ids=company.ids)
        best = {}
        for first, second, counts in self._count_companions(products):
            pair = Pair(*counts)
            known = best.get(second, (None, None))[1]
            if pair.lift_bound > 1 and (
                known is None or pair.confidence_bound > known.confidence_bound
            ):
                best[second] = first, pair
        return self._describe_companions(best)

    def _count_companions(self, products):
        """Return ``(product id, other product id, counts)`` of pairs in one order.

        Only orders with these products are read whole. What the others sell anyway is
        counted of all orders, very large ones too: to leave these out, every line of the
        year would have to be read. ``OFFSET 0`` makes the database begin with the few
        products: how many lines they have it guesses wrongly.
        """
        self._flush_sources()
        start, end = self._get_moments()
        # Compiling it would take as long as the query.
        self.env.cr.execute("SET LOCAL jit = off")
        rows = self.env.execute_query(
            SQL(
                """
                %(counts)s,
                likely AS (
                    SELECT second FROM pair
                  GROUP BY 1 ORDER BY MAX(pairs) DESC, 1 LIMIT %(most)s
                ),
                period AS MATERIALIZED (
                    SELECT o.id FROM sale_order o
                     WHERE o.state = 'sale' AND o.company_id = ANY(%(companies)s)
                       AND o.date_order BETWEEN %(start)s AND %(end)s
                ),
                anyway AS (
                    SELECT item, COUNT(*) AS baskets
                      FROM (SELECT line.order_id, line.product_id AS item
                              FROM likely
                        CROSS JOIN LATERAL (
                                   SELECT * FROM sale_order_line line
                                    WHERE line.product_id = likely.second AND %(sold)s
                                   OFFSET 0) line
                              JOIN period ON period.id = line.order_id
                          GROUP BY 1, 2
                            HAVING SUM(line.product_uom_qty) > 0) bought
                  GROUP BY 1
                )
                SELECT pair.first, pair.second, (SELECT COUNT(*) FROM period),
                       one.baskets, anyway.baskets, pair.pairs
                  FROM pair
                  JOIN one ON one.item = pair.first
                  JOIN anyway ON anyway.item = pair.second
                """,
                counts=self._get_counts_sql("product", "order", products),
                most=MOST_LIKELY,
                companies=self.env.companies.ids,
                start=start,
                end=end,
                sold=SQL(SOLD_LINE),
            )
        )
        return [(first, second, counts) for first, second, *counts in rows]

    def _describe_companions(self, best):
        """Name what may be offered: archived products may not."""
        products = self.env["product.product"].search_fetch(
            [("id", "in", list(best)), ("sale_ok", "=", True)], ["display_name"]
        )
        surest = sorted(
            products,
            key=lambda product: (-best[product.id][1].confidence_bound, product.id),
        )
        return [
            {
                "product_id": product.id,
                "name": product.display_name,
                "with_name": self.env["product.product"].browse(first).display_name,
                "both": pair.both,
                "first": pair.first,
                "confidence": 100 * pair.confidence,
            }
            for product in surest[:MOST_HINTS]
            for first, pair in [best[product.id]]
        ]
