from odoo import fields, models


class SalesMetric(models.Model):
    """Quality of talk and reviews done are metrics like any other."""

    _inherit = "sales.metric"

    source = fields.Selection(
        selection_add=[
            ("call_review", "Reviews of calls, by who talked"),
            ("review_given", "Reviews of calls, by who listened"),
        ],
        ondelete={"call_review": "cascade", "review_given": "cascade"},
    )
