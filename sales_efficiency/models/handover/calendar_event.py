from odoo import Command, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    def _change_sales_organizer(self, old, new):
        """Let ``new`` take the seat of ``old``, if that one attended.

        Meetings are alike where the same of the two attend, so they are written together.
        """
        old, partner = old.partner_id, new.partner_id
        alike = self.grouped(
            lambda meeting: (
                old in meeting.partner_ids,
                partner in meeting.partner_ids,
                meeting.videocall_channel_id,
            )
        )
        for (leaves, attends, _channel), events in alike.items():
            values = {"user_id": new.id}
            if leaves:
                values["partner_ids"] = [Command.unlink(old.id)]
                if not attends:
                    values["partner_ids"].append(Command.link(partner.id))
            events.write(values)
