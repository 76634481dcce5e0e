from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: How far back to look: what goes on for longer is seen when boards read anyway.
LONGEST = timedelta(days=1)


class CalendarEvent(models.Model):
    """Meetings that count as held once they are over: nothing is written then."""

    _inherit = "calendar.event"

    @api.model
    def _get_next_over(self, company, until):
        """Return when the next meeting of a company begins to count by itself.

        :param datetime until: what comes later does not matter
        :return: a moment, ``None`` if there is no such meeting
        """
        if company.sudo().sales_meeting_default_outcome != "held":
            return None
        now = fields.Datetime.now()
        [(moment,)] = self.sudo()._read_group(
            Domain("start", ">", now - LONGEST)
            & Domain("start", "<=", until)
            & Domain("stop", ">", now)
            & Domain("stop", "<=", until)
            & Domain("sales_outcome", "=", False)
            & (
                Domain("user_id.company_id", "=", company.id)
                | Domain("opportunity_id.company_id", "=", company.id)
            )
            & (
                Domain("opportunity_id", "!=", False)
                | Domain("sales_partner_id", "!=", False)
            ),
            aggregates=["stop:min"],
        )
        return moment or None
