from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    sales_sent_at = fields.Datetime(
        string="Quotation Sent At",
        compute="_compute_sales_sent_at",
        store=True,
        copy=False,
        help="When the quotation first went to the client; an order confirmed "
        "without being sent counts as sent at its confirmation.",
    )

    @api.depends("state", "date_order")
    def _compute_sales_sent_at(self):
        now = fields.Datetime.now()
        for order in self:
            if order.state == "draft":
                order.sales_sent_at = False
            elif not order.sales_sent_at and order.state != "cancel":
                order.sales_sent_at = now
            # Nobody sends a quotation after its confirmation, whenever that is entered.
            if order.state == "sale" and order.sales_sent_at > order.date_order:
                order.sales_sent_at = order.date_order

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the clients' first order up to date."""
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sale")._update_first_orders()
        return orders

    def write(self, vals):
        """Keep the clients' first order up to date."""
        if not vals.keys() & {"state", "date_order", "partner_id"}:
            return super().write(vals)
        before = self.partner_id.commercial_partner_id
        res = super().write(vals)
        (before | self.partner_id.commercial_partner_id)._update_sales_first_order()
        return res

    def unlink(self):
        """Keep the clients' first order up to date."""
        partners = self.partner_id.commercial_partner_id
        res = super().unlink()
        partners._update_sales_first_order()
        return res

    def _update_first_orders(self):
        self.partner_id.commercial_partner_id._update_sales_first_order()
