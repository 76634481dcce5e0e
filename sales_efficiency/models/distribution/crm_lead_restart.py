from datetime import timedelta

from odoo import fields, models

from ...tools.working_days import to_local
from ...tools.working_time import minutes_between
from .working_moment import AHEAD, get_due


class CrmLead(models.Model):
    """The first response is due by the working time of whoever has the lead."""

    _inherit = "crm.lead"

    def _restart_response(self, user):
        """Give somebody who gets these leads, or gets them back, the whole time anew.

        Leads that had a first contact, or that nobody waits for, stay as they are.
        """
        now = fields.Datetime.now()
        waiting = self.filtered(
            lambda lead: lead.sales_response_due_at and not lead.sales_first_contact_at
        )
        for company, leads in waiting._group_by_sales_company().items():
            day = now.date()
            person = user.with_company(company)
            schedule = person._get_sales_schedules(
                day - timedelta(days=1), day + AHEAD
            )[user.id]
            for minutes, some in leads.grouped(
                lambda lead, schedule=schedule: lead._get_response_minutes(schedule)
            ).items():
                some.write(
                    {
                        "sales_given_at": now,
                        "sales_response_due_at": get_due(schedule, now, minutes),
                    }
                )

    def _get_response_minutes(self, schedule):
        """Return the working time there is for a first response: what the rule says that
        gave the lead away, else what there was between its coming and its deadline.
        """
        rule = self.sales_assignment_ids.filtered("rule_id")._get_last().rule_id
        if rule.response_minutes:
            return rule.response_minutes
        hours, zone, _absences = schedule
        since = self.sales_given_at or self.create_date
        due = max(self.sales_response_due_at, since)
        return minutes_between(hours, [], to_local(since, zone), to_local(due, zone))
