from odoo import fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    sales_first_order_id = fields.Many2one(
        comodel_name="sale.order",
        string="First Order",
        index="btree_not_null",
        readonly=True,
        copy=False,
        help="The first confirmed order of the client, counting all its contacts. "
        "Until then the client is new, after it current.",
    )
    sales_first_order_date = fields.Datetime(
        string="Client Since",
        readonly=True,
        copy=False,
    )

    def write(self, vals):
        """Look for the first order again when contacts move to another company."""
        moved = "parent_id" in vals or "is_company" in vals
        before = self.commercial_partner_id if moved else self.browse()
        res = super().write(vals)
        if moved:
            (before | self.commercial_partner_id | self)._update_sales_first_order()
        return res

    def _update_sales_first_order(self):
        """Find the first confirmed order of these clients again, in one query.

        Commercial partners get it, the contacts under them none: a client is counted
        once.
        """
        partners = self.exists().sudo().with_context(active_test=False)
        if not partners:
            return
        self.env["sale.order"].flush_model(["state", "date_order", "partner_id"])
        partners.flush_recordset(["commercial_partner_id"])
        first = {
            partner_id: (order_id, date_order)
            for partner_id, order_id, date_order in self.env.execute_query(
                self._get_first_orders_query(partners.ids)
            )
        }
        for partner in partners:
            order_id, date_order = first.get(partner.id, (False, False))
            if (partner.sales_first_order_id.id, partner.sales_first_order_date) != (
                order_id,
                date_order,
            ):
                partner.sales_first_order_id = order_id
                partner.sales_first_order_date = date_order

    def _get_first_orders_query(self, partner_ids=None):
        """Return SQL yielding (commercial partner, order, date) of first confirmed
        orders.

        :param partner_ids: commercial partners to look at, all when ``None``
        """
        condition = (
            SQL("TRUE")
            if partner_ids is None
            else SQL("contact.commercial_partner_id IN %s", tuple(partner_ids))
        )
        return SQL(
            """
            SELECT DISTINCT ON (contact.commercial_partner_id)
                   contact.commercial_partner_id, o.id, o.date_order
              FROM sale_order o
              JOIN res_partner contact ON contact.id = o.partner_id
             WHERE o.state = 'sale' AND %s
          ORDER BY contact.commercial_partner_id, o.date_order, o.id
            """,
            condition,
        )

    def _get_client_hints(self):
        """Return what to know before talking to the client; addons may add theirs.

        :return: list of dict: ``label``, and ``words``, a list of short texts
        """
        self.ensure_one()
        return []
