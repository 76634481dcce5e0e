from odoo import api, models
from odoo.tools import SQL

from ..tools.cross_sell import Pair

#: Hints that an offer shows.
MOST_HINTS = 3


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
        """Return ``(product id, other product id, counts)`` of pairs in one order."""
        self._flush_sources()
        rows = self.env.execute_query(
            SQL(
                """
                %s
                SELECT pair.first, pair.second,
                       total.baskets, one.baskets, other.baskets, pair.pairs
                  FROM pair
                  JOIN one ON one.item = pair.first
                  JOIN one other ON other.item = pair.second
            CROSS JOIN total
                """,
                self._get_counts_sql("product", "order", products),
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
