from odoo import fields, models

SOURCES = [
    ("letter_sent", "Letters of mailings sent"),
    ("letter_read", "Letters of mailings read"),
    ("letter_replied", "Letters of mailings answered"),
]


class SalesMetric(models.Model):
    """Metrics on letters."""

    _inherit = "sales.metric"

    source = fields.Selection(
        selection_add=SOURCES, ondelete={name: "cascade" for name, _words in SOURCES}
    )
