from odoo import models


class AccountPartialReconcile(models.Model):
    """Money that was matched with an invoice, or is no longer."""

    _name = "account.partial.reconcile"
    _inherit = ["account.partial.reconcile", "sales.live.mixin"]
