from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ...tools.attendance import share_days, widen
from ...tools.timetable import Timetable
from ...tools.working_days import total

#: Work that shows somebody was there. Money may come in long after who sold has left.
PRESENCE = ("meetings", "calls", "quotations_sent", "orders", "won_deals")


class SalesEfficiency(models.AbstractModel):
    """Who was there: told from memberships and from work done."""

    _inherit = "sales.efficiency"

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

        A team of no company has its people in the company that is their own: who merely
        may switch to another one is no salesperson there, unless work says so.

        :return: ``{user: {team: (first day, last day or None)}}``
        """
        company = self.env.company
        members = self.env["crm.team.member"].sudo().with_context(active_test=False)
        found = members.search_fetch(
            Domain("crm_team_id.active", "=", True)
            & Domain("user_id.company_ids", "in", company.ids)
            & (
                Domain("crm_team_id.company_id", "=", company.id)
                | (
                    Domain("crm_team_id.company_id", "=", False)
                    & Domain("user_id.company_id", "=", company.id)
                )
            ),
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
    def _get_since(self, spans):
        """Return the first day of a membership, today without any."""
        days = [start for teams in spans.values() for start, _end in teams.values()]
        return min([*days, self.env.user._get_sales_today()])

    @api.model
    def _get_first_day(self):
        """Return the first day something is known of: of what was done, or of people."""
        metrics = self.env["sales.metric"].union(*self._get_metrics().values())
        metrics |= self._find_metrics(PRESENCE)
        [[day]] = self.env["sales.fact"]._read_group(
            Domain("metric_id", "in", metrics.ids) & self._get_company_domain(),
            aggregates=["date:min"],
        )
        since = self._get_since(self._get_spans())
        return min(day, since) if day else since

    @api.model
    def _with_schedule(self, periods):
        """Return ``self`` with the schedule of the department read for all periods."""
        company, timetable = self.env.company, Timetable()
        (first, _end), (_start, last) = periods[0], periods[-1]
        schedule = company._get_sales_schedule(first, last)
        timetable.keep(company, {None: schedule}, first, last)
        return self.with_context(sales_timetable=timetable)

    @api.model
    def _get_days(self, first, last, spans, acts):
        """Return the working days of a period and of the people in it; without one so
        far, all days.

        :return: ``{"all": days, "past": days so far, "has_working_days": bool,
            "people": {(team, user): days}}``
        """
        today = self.env.user._get_sales_today()
        days = self.env.company._get_sales_working_days(first, last)
        past = {day: weight for day, weight in days.items() if day <= today}
        has_working_days = bool(total(past))
        if not has_working_days:
            length = (last - first).days + 1
            days = {first + timedelta(days=offset): 1 for offset in range(length)}
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
        return {
            "all": total(days),
            "past": total(past),
            "has_working_days": has_working_days,
            "people": people,
        }

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
