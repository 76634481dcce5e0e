from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .sales_cross_sell import BRANCHES, ID_FACTOR
from .sales_fact_source import CLIENT_JOIN
from .sales_offer_report import SOLD_LINE

#: Clients that are opened at most, those who bought most of the first.
MOST_CLIENTS = 5000


class SalesCrossSell(models.Model):
    """From a pair to the clients to call: they have the one and never had the other."""

    _inherit = "sales.cross.sell"

    def action_open_clients(self):
        """Open the clients who bought the first in the period and never the second.

        Those of orders the caller may read; whether they have the second is asked of all
        orders, whoever sold it.
        """
        self.ensure_one()
        company, first, second = self._get_halves()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Have %(first)s, not %(second)s",
                first=first.display_name,
                second=second.display_name,
            ),
            "res_model": "res.partner",
            "view_mode": "list,kanban,form",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", self._find_clients(company, first, second))],
            "context": {"create": False},
        }

    def _get_halves(self):
        """Return whose pair it is and what it consists of, by its number.

        No count has to be made. The company has its place among those of the caller, who
        may have fewer by now.
        """
        rest, second = divmod(self.id, ID_FACTOR)
        rest, first = divmod(rest, ID_FACTOR)
        place, branch = divmod(rest, len(BRANCHES))
        level, _basis = BRANCHES[branch]
        company = self.env.companies[place - 1 : place]
        items = self.env["product.category" if level == "categ" else "product.product"]
        halves = items.browse(first), items.browse(second)
        if not company or not all(half.exists() for half in halves):
            raise UserError(
                self.env._(
                    "One of the two was deleted meanwhile. Please reload the list."
                )
            )
        return company, *halves

    def _find_clients(self, company, first, second):
        """Return ids of clients, those who bought most of the first ahead."""
        orders = self.env["sale.order"]
        start, end = self._get_moments()
        readable = orders._search(
            [
                ("state", "=", "sale"),
                ("date_order", ">=", start),
                ("date_order", "<=", end),
                ("company_id", "=", company.id),
            ]
        )
        self._flush_sources()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT contact.commercial_partner_id
                  FROM (%(first)s) o %(client)s
                 WHERE o.id IN %(readable)s AND NOT EXISTS (
                    SELECT FROM (%(second)s) had
                      JOIN res_partner other ON other.id = had.partner_id
                     WHERE other.commercial_partner_id = contact.commercial_partner_id)
              GROUP BY 1
                HAVING SUM(o.quantity) > 0
              ORDER BY SUM(o.quantity) DESC, 1
                 LIMIT %(most)s
                """,
                first=self._get_bought_sql(company, first),
                second=self._get_bought_sql(company, second),
                client=SQL(CLIENT_JOIN, SQL("o.partner_id")),
                readable=readable.subselect(),
                most=MOST_CLIENTS,
            )
        )
        return [client for (client,) in rows if client]

    def _flush_sources(self):
        """Write what statements of one's own read."""
        for name, names in self._depends.items():
            self.env[name].flush_model(names)

    def _get_bought_sql(self, company, item):
        """Return SQL of the orders of a company that hold a product or category."""
        column = "template.categ_id"
        if item._name == "product.product":
            column = "product.id"
        return SQL(
            """
            SELECT o.id, o.partner_id, SUM(line.product_uom_qty) AS quantity
              FROM sale_order o
              JOIN sale_order_line line ON line.order_id = o.id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE o.state = 'sale' AND o.company_id = %s AND %s AND %s = %s
          GROUP BY o.id, o.partner_id
            """,
            company.id,
            SQL(SOLD_LINE),
            SQL(column),
            item.id,
        )
