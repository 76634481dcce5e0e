from datetime import timedelta

from odoo import fields, models

from odoo.addons.sales_efficiency.tools.working_days import to_local
from odoo.addons.sales_efficiency.tools.working_time import works_on

#: Around midnight it may be another day where somebody works.
ZONES = timedelta(days=1)


class ResUsers(models.Model):
    """Who is there today, to talk and to listen."""

    _inherit = "res.users"

    def _get_pbx_days(self):
        """Return ``{user_id: (today, whether the person works, whether on leave)}``,
        each where that person works. A day off by the schedule is no leave.
        """
        now = fields.Datetime.now()
        schedules = self._get_sales_schedules(
            (now - ZONES).date(), (now + ZONES).date()
        )
        days = {}
        for user_id, (schedule, zone, absences) in schedules.items():
            day = to_local(now, zone).date()
            works = works_on(schedule, absences, day)
            days[user_id] = day, works, not works and works_on(schedule, [], day)
        return days

    def _get_on_leave(self, company):
        """Return who of these people is away today, as a company counts."""
        days = self.with_company(company)._get_pbx_days()
        return self.filtered(lambda user: days[user.id][2])
