from dataclasses import dataclass
from datetime import date, timedelta

from odoo import api, models
from odoo.fields import Domain

from ...tools.attendance import share_days, widen
from ...tools.efficiency import Work
from ...tools.period import period_bounds, shift_period
from ...tools.working_days import total

#: Work that shows somebody was there. Money may come in long after who sold has left.
PRESENCE = ("meetings", "calls", "quotations_sent", "orders", "won_deals")


@dataclass
class WorkRow:
    """What one person did for one team in one period.

    :param date: the first day of the period
    :param days: working days the person was in the team
    :param past_days: working days of the period so far
    :param working_days: all working days of the period
    """

    date: date
    team_id: int | None
    user_id: int | None
    days: float
    past_days: float
    working_days: float
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
    not make people fewer; they show in the meetings of each.
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
        sees = self._get_sight()
        rows = []
        for start, end in self._get_periods(first, last, by_month):
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

    @api.model
    def _get_acts(self, first, last, by_month):
        """Return the first and last day of work done.

        :return: ``{period: {user: {team: (first day, last day)}}}``
        """
        facts = self.env["sales.fact"]
        groups = facts._read_group(
            facts._get_period_domain(first, last)
            & Domain("metric_id", "in", self._find_metrics(PRESENCE).ids)
            & Domain("user_id", "!=", False)
            & self._get_company_domain(),
            ["team_id", "user_id", *(["date:month"] if by_month else [])],
            ["date:min", "date:max"],
        )
        acts = {}
        for team, user, *month, begin, end in groups:
            period = acts.setdefault(month[0] if month else first, {})
            period.setdefault(user.id, {})[team.id or None] = (begin, end)
        return acts

    @api.model
    def _get_spans(self):
        """Return since when, and until when, people have been in teams.

        A membership has no dates of its own: it is taken to have begun when it was
        made and, if it is archived, to have ended when it was last written.

        :return: ``{user: {team: (first day, last day or None)}}``
        """
        company = self.env.company
        members = self.env["crm.team.member"].sudo().with_context(active_test=False)
        found = members.search_fetch(
            Domain("crm_team_id.company_id", "in", [False, company.id])
            & Domain("crm_team_id.active", "=", True)
            & Domain("user_id.company_ids", "in", company.ids),
            ["user_id", "crm_team_id", "active", "create_date", "write_date"],
            order="id",
        )
        spans = {}
        for member in found:
            end = None if member.active else member.write_date.date()
            teams = spans.setdefault(member.user_id.id, {})
            teams[member.crm_team_id.id] = (member.create_date.date(), end)
        return spans

    @api.model
    def _get_days(self, first, last, spans, acts):
        """Return the working days of a period and of the people in it.

        :return: ``{"all": days, "past": days so far, "people": {(team, user): days}}``
        """
        days = self.env.company._get_sales_working_days(first, last)
        today = self.env.user._get_sales_today()
        past = {day: weight for day, weight in days.items() if day <= today}
        people = {}
        for user_id in {*spans, *acts}:
            here = {
                team: (start, end)
                for team, (start, end) in spans.get(user_id, {}).items()
                if start <= last and (end is None or end >= first)
            }
            done = acts.get(user_id)
            if done:
                begin = min(start for start, _end in done.values())
                here = widen(here, begin, max(end for _s, end in done.values()), done)
            for team_id, share in share_days(past, here).items() if here else ():
                people[team_id, user_id] = share
        return {"all": total(days), "past": total(past), "people": people}

    @api.model
    def _get_sight(self):
        """Return a function that tells whether the caller may count somebody in."""
        user = self.env.user
        if self.env.su or user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        ):
            return lambda team_id, user_id: True
        led = set()
        if user.has_group("sales_efficiency.group_sales_efficiency_leader"):
            teams = self.env["crm.team"].sudo()
            led = set(teams.search([("sales_leader_ids", "in", user.ids)]).ids)
        return lambda team_id, user_id: user_id == user.id or team_id in led

    # ------------------------------------------------------------
    # PERIODS
    # ------------------------------------------------------------

    @api.model
    def _get_last_months(self, count, end=None):
        """Return the first and last day of the last full months before ``end``."""
        today = end or self.env.user._get_sales_today()
        this_month, _last = period_bounds("month", today)
        return shift_period("month", this_month, -count), this_month - timedelta(days=1)
