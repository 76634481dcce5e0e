from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    _sales_sent_at_idx = models.Index("(sales_sent_at) WHERE sales_sent_at IS NOT NULL")
    _sales_ordered_idx = models.Index(
        "(company_id, date_order, id) WHERE state = 'sale'"
    )
