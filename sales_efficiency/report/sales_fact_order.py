"""Sources of facts around orders, clients and deals."""

from odoo import models
from odoo.tools import SQL

from .sales_fact_source import CLIENT_JOIN, UTM

ORDER_AMOUNT = "o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1)"


class SalesFact(models.Model):
    _inherit = "sales.fact"

    def _get_order_columns(self):
        """Return what every source around ``sale_order o`` shares."""
        return (
            self._get_client_columns()
            | {
                "key": SQL("o.id"),
                "model": "sale.order",
                "res_id": SQL("o.id"),
                "user_id": SQL("o.user_id"),
                "team_id": SQL("o.team_id"),
                "company_id": SQL("o.company_id"),
                "amount": SQL(ORDER_AMOUNT),
            }
            | {name: SQL("o.%s", SQL.identifier(name)) for name in UTM}
        )

    def _get_order_source(self):
        return self._get_order_columns() | {
            "moment": SQL("o.date_order"),
            "from": SQL("sale_order o %s", SQL(CLIENT_JOIN, SQL("o.partner_id"))),
            "where": SQL("o.state = 'sale'"),
        }

    def _get_order_line_source(self):
        return self._get_order_columns() | {
            "key": SQL("line.id"),
            "moment": SQL("o.date_order"),
            "amount": SQL(
                "line.price_subtotal / COALESCE(NULLIF(o.currency_rate, 0), 1)"
            ),
            "product_categ_id": SQL("template.categ_id"),
            "from": SQL(
                """
                sale_order o
                JOIN sale_order_line line ON line.order_id = o.id
                LEFT JOIN product_product product ON product.id = line.product_id
                LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                %s
                """,
                SQL(CLIENT_JOIN, SQL("o.partner_id")),
            ),
            "where": SQL("o.state = 'sale' AND line.display_type IS NULL"),
        }

    def _get_quotation_source(self):
        return self._get_order_columns() | {
            "moment": SQL("o.sales_sent_at"),
            "from": SQL("sale_order o %s", SQL(CLIENT_JOIN, SQL("o.partner_id"))),
            "where": SQL("o.state IN ('sent', 'sale')"),
        }

    def _get_new_client_source(self):
        return self._get_order_columns() | {
            "moment": SQL("o.date_order"),
            "client_kind": SQL("'new'"),
            "partner_id": SQL("client.id"),
            "from": SQL(
                "sale_order o JOIN res_partner client ON client.sales_first_order_id = o.id"
            ),
            "where": SQL("o.state = 'sale'"),
        }

    def _get_won_deal_source(self):
        return (
            self._get_client_columns()
            | {
                "key": SQL("lead.id"),
                "model": "crm.lead",
                "res_id": SQL("lead.id"),
                "user_id": SQL("lead.user_id"),
                "team_id": SQL("lead.team_id"),
                "company_id": SQL(
                    "COALESCE(lead.company_id, team.company_id, seller.company_id)"
                ),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL("lead.date_closed"),
                "from": SQL(
                    """
                crm_lead lead
                LEFT JOIN crm_team team ON team.id = lead.team_id
                LEFT JOIN res_users seller ON seller.id = lead.user_id
                %s
                """,
                    SQL(CLIENT_JOIN, SQL("lead.partner_id")),
                ),
                "where": SQL("lead.won_status = 'won' AND lead.active"),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )
