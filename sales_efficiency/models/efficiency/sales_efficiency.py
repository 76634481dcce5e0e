from dataclasses import dataclass
from datetime import date, timedelta

from odoo import api, models
from odoo.fields import Domain

from ...tools.efficiency import Work
from ...tools.period import period_bounds, shift_period


@dataclass
class WorkRow:
    """What one person did for one team in one period.

    :param date: the first day of the period
    :param days: working days the person was in the team
    :param past_days: working days of the period so far
    :param working_days: all working days of the period
    :param has_working_days: whether there was a working day so far; if not, days are
        those of the calendar
    """

    date: date
    team_id: int | None
    user_id: int | None
    days: float
    past_days: float
    working_days: float
    has_working_days: bool
    meetings: float = 0.0
    deals: float = 0.0
    money: float = 0.0

    @property
    def people(self):
        """Return how many people that was on average, so far."""
        return self.days / self.past_days if self.past_days else 0.0

    @property
    def person_months(self):
        """Return the part of the whole period the person was there."""
        return self.days / self.working_days if self.working_days else 0.0

    @property
    def is_idle(self):
        """Return whether nothing was done, for want of a working day."""
        return not (self.has_working_days or self.meetings or self.deals or self.money)


def sum_work(rows, measure):
    """Return the :class:`Work` of many rows of one period.

    :param measure: ``money`` or ``deals``
    """
    return Work(
        people=sum(row.people for row in rows),
        meetings=sum(row.meetings for row in rows),
        value=sum(getattr(row, measure) for row in rows),
    )


class SalesEfficiency(models.AbstractModel):
    """Salespeople x meetings of each x result of a meeting.

    Meetings, deals and money are those of ``sales.fact``. People are counted by the
    working days of the department from the first to the last day known of somebody in a
    team: of the membership, or of work done (see ``tools/attendance.py``). Absences do
    not make people fewer; they show in the meetings of each. Where a period has had no
    working day, such as a month on the Sunday it begins with, all days count: people are
    there, and may win a deal.
    """

    _name = "sales.efficiency"
    _description = "Sales Efficiency"

    @api.model
    def _get_rows(self, first, last, by_month=False):
        """Return a :class:`WorkRow` per team and person, in the current company.

        Callers get what they may see of facts, and the people of it.

        :param by_month: one row a month, else one for the whole period
        """
        figures = self._get_figures(first, last, by_month)
        acts = self._get_acts(first, last, by_month)
        spans = self._get_spans()
        since = self._get_since(spans)
        sees = self._get_sight()
        periods = self._get_periods(first, last, by_month)
        self = self._with_schedule(periods)
        rows = []
        for start, end in periods:
            if end < since and start not in figures and start not in acts:
                # The year of a single meeting may be mistyped by centuries.
                continue
            days = self._get_days(start, end, spans, acts.get(start, {}))
            known = figures.get(start, {})
            for team_id, user_id in sorted(
                {*days["people"], *known}, key=lambda key: (key[0] or 0, key[1] or 0)
            ):
                if (team_id, user_id) in known or sees(team_id, user_id):
                    rows.append(
                        WorkRow(
                            start,
                            team_id,
                            user_id,
                            days["people"].get((team_id, user_id), 0.0),
                            days["past"],
                            days["all"],
                            days["has_working_days"],
                            **known.get((team_id, user_id), {}),
                        )
                    )
        return rows

    @api.model
    def _get_metrics(self):
        """Return ``{name of a figure: metric}``."""
        company = self.env.company
        names = {"meetings": "meetings", "won_deals": "deals"}
        metrics = {
            names[metric.code]: metric for metric in self._find_metrics(tuple(names))
        }
        return metrics | {"money": company._get_sales_revenue_metric()}

    @api.model
    def _find_metrics(self, codes):
        """Return the metrics with these codes, archived ones too, if there are any."""
        metrics = self.env["sales.metric"].sudo().with_context(active_test=False)
        return metrics.search([("code", "in", codes)])

    # ------------------------------------------------------------
    # GATHER
    # ------------------------------------------------------------

    @api.model
    def _get_periods(self, first, last, by_month):
        """Return the first and last days of the periods."""
        if not by_month:
            return [(first, last)]
        start, _end = period_bounds("month", first)
        periods = []
        while start <= last:
            periods.append(period_bounds("month", start))
            start = shift_period("month", start, 1)
        return periods

    @api.model
    def _get_company_domain(self):
        return Domain("company_id", "=", self.env.company.id)

    @api.model
    def _get_figures(self, first, last, by_month):
        """Return ``{period: {(team, user): {figure: value}}}``."""
        metrics = self._get_metrics()
        totals = self.env["sales.fact"]._get_totals(
            self.env["sales.metric"].union(*metrics.values()),
            first,
            last,
            ["team_id", "user_id", *(["date:month"] if by_month else [])],
            self._get_company_domain(),
        )
        figures = {}
        for name, metric in metrics.items():
            for (team_id, user_id, *month), value in totals[metric].items():
                period = figures.setdefault(month[0] if month else first, {})
                key = (team_id or None, user_id or None)
                period.setdefault(key, {})[name] = value
        return figures

    # ------------------------------------------------------------
    # PERIODS
    # ------------------------------------------------------------

    @api.model
    def _get_last_months(self, count, end=None):
        """Return the first and last day of the last full months before ``end``."""
        today = end or self.env.user._get_sales_today()
        this_month, _last = period_bounds("month", today)
        return shift_period("month", this_month, -count), this_month - timedelta(days=1)
