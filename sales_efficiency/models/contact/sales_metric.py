from odoo import fields, models


class SalesMetric(models.Model):
    """Metrics on how much of the base is in touch."""

    _inherit = "sales.metric"

    source = fields.Selection(
        selection_add=[
            ("client_base", "Current clients, day by day"),
            ("client_in_touch", "Current clients in touch, day by day"),
        ],
        ondelete={"client_base": "cascade", "client_in_touch": "cascade"},
    )
