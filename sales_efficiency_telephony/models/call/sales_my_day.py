from odoo import api, models


class SalesMyDay(models.AbstractModel):
    """A missed call of an unknown number has a number, if nothing else."""

    _inherit = "sales.my.day"

    @api.model
    def _get_contact(self, record):
        """Return the number that called."""
        values = super()._get_contact(record)
        if record._name == "pbx.call":
            values["phone"] = record.phone_sanitized or record.number or ""
        return values
