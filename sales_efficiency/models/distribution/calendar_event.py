from odoo import api, fields, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        """Take a meeting that the salesperson makes for a first contact."""
        events = super().create(vals_list)
        for event in events:
            lead = event.opportunity_id
            if lead and event.user_id and event.user_id == lead.user_id:
                lead._note_first_contact(fields.Datetime.now())
        return events
