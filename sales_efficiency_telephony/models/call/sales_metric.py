from odoo import api, fields, models
from odoo.exceptions import ValidationError

CASCADE = "cascade"
SOURCES = [
    ("pbx_talk", "Talks on the phone"),
    ("pbx_outgoing", "Outgoing phone calls"),
    ("pbx_incoming", "Incoming phone calls"),
    ("pbx_answered", "Incoming phone calls answered"),
    ("pbx_missed", "Missed phone calls"),
    ("pbx_called_back", "Missed phone calls called back"),
    ("first_response", "First contacts with new leads"),
]


class SalesMetric(models.Model):
    """Metrics on phone calls, and minutes as something that is summed up."""

    _inherit = "sales.metric"

    source = fields.Selection(
        selection_add=SOURCES, ondelete={name: CASCADE for name, _words in SOURCES}
    )
    unit = fields.Selection(
        selection_add=[("minutes", "Minutes")], ondelete={"minutes": "set default"}
    )
    measure = fields.Selection(
        selection_add=[("minutes", "Sum of minutes")], ondelete={"minutes": CASCADE}
    )

    @api.constrains("kind", "measure", "source")
    def _check_minutes(self):
        facts = self.env["sales.fact"]._get_fact_sources()
        for metric in self.filtered(
            lambda metric: metric.kind != "ratio" and metric.measure == "minutes"
        ):
            sources = facts.get(metric.source) or [{}]
            if metric.kind != "source" or not all("minutes" in one for one in sources):
                raise ValidationError(
                    self.env._(
                        "%(metric)s cannot sum up minutes: its source has none. Choose "
                        "talks on the phone, or another measure.",
                        metric=metric.name,
                    )
                )

    def _get_units(self):
        """Return minutes as the unit of what sums them up."""
        if self.measure == "minutes":
            return ("minutes",)
        return super()._get_units()

    @api.onchange("kind", "source", "measure")
    def _onchange_minutes(self):
        """Propose the unit of what is summed up."""
        if self.kind != "ratio" and self.measure == "minutes":
            self.unit = "minutes"
