from collections import defaultdict
from datetime import datetime, time, timedelta
from itertools import chain

from odoo import api, models
from odoo.fields import Domain


class Leaves:
    """Absences of a period: own ones by resource, public holidays by company and calendar."""

    def __init__(self, leaves):
        self._own = defaultdict(list)
        self._public = defaultdict(list)
        self._merged = {}
        for leave in leaves:
            interval = (leave.date_from, leave.date_to)
            if leave.resource_id:
                self._own[leave.resource_id.id].append(interval)
            else:
                self._public[leave.company_id.id, leave.calendar_id.id].append(interval)

    def get(self, resource_id, company_id, calendar_id):
        """Return the absences that count for a resource, as ``((start, end), ...)`` in
        UTC: one and the same tuple for all who have the same ones.

        :param resource_id: empty for the calendar alone
        """
        lists = [self._own.get(resource_id, ())]
        for company in dict.fromkeys((company_id, False)):
            for calendar in dict.fromkeys((calendar_id, False)):
                lists.append(self._public.get((company, calendar), ()))
        key = tuple(id(one) for one in lists if one)
        if key not in self._merged:
            self._merged[key] = tuple(chain.from_iterable(lists))
        return self._merged[key]


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    @api.model
    def _get_sales_leaves(self, resource_ids, date_from, date_to):
        """Read the absences of these resources and all public holidays around a period.

        :return: :class:`Leaves`
        """
        margin = timedelta(days=1)
        domain = (
            Domain("time_type", "=", "leave")
            & Domain("date_from", "<=", datetime.combine(date_to + margin, time.max))
            & Domain("date_to", ">=", datetime.combine(date_from - margin, time.min))
            & Domain("resource_id", "in", [False, *resource_ids])
        )
        fields = ["resource_id", "calendar_id", "company_id", "date_from", "date_to"]
        return Leaves(
            self.env["resource.calendar.leaves"].sudo().search_fetch(domain, fields)
        )
