from odoo import api, models


class SalesMyDay(models.AbstractModel):
    """A missed call of an unknown number has a number, if nothing else."""

    _inherit = "sales.my.day"

    @api.model
    def _add_contacts(self, lines):
        """Give lines that ask for a call back the number that called, and the call to
        dial from: the client may have other numbers.
        """
        res = super()._add_contacts(lines)
        ids = [line["activity_id"] for line in lines if line["activity_id"]]
        # sudo: the activity is the person's, which call it asks for is the system's.
        activities = self.env["mail.activity"].sudo().browse(ids)
        calls = {one.id: one.pbx_missed_call_id for one in activities}
        for line in lines:
            call = calls.get(line["activity_id"])
            if call and call.sudo(False).has_access("read"):
                line["phone"] = call.phone_sanitized or call.number
                line["pbx_call_id"] = call.id
        return res

    @api.model
    def _get_contact(self, record):
        """Return the number that called."""
        values = super()._get_contact(record)
        if record._name == "pbx.call":
            values["phone"] = record.phone_sanitized or record.number or ""
        return values
