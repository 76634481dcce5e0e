from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain

from ..tools.headcount import Setup
from ..tools.period import period_bounds, shift_period

LONGEST_FIRST = ("year", "quarter", "month")


class SalesHeadcount(models.TransientModel):
    """What the answer rests on: plans, who is there, and what people bring."""

    _inherit = "sales.headcount"

    def _get_here(self):
        """Return the efficiency as the wizard's company has it."""
        return self.env["sales.efficiency"].with_company(self.company_id)

    def _get_month_number(self):
        """Return how many months lie between now and the first of the plan."""
        today = self.env.user._get_sales_today()
        start = self.date_start or today
        return (start.year - today.year) * 12 + start.month - today.month

    def _get_months(self):
        """Return the first days of the months of the plan."""
        start = period_bounds("month", self.date_start)[0]
        count = int(self.month_count or 1)
        return [shift_period("month", start, number) for number in range(count)]

    def _get_planned(self):
        """Return what is planned, by plans of one kind: those of the company's own
        period, else the longest that cover the months.

        :return: list of targets, and the months without one
        """
        if not self.date_start:
            return [], []
        lines = self._get_plan_lines()
        months = self._get_months()
        best = [], months
        for kind in (self.company_id.sales_plan_period, *LONGEST_FIRST):
            periods = lines.filtered(lambda line, kind=kind: line.period_type == kind)
            targets = [
                self._get_target(group)
                for group in periods.grouped("date_start").values()
            ]
            missing = [
                month
                for month in months
                if not any(
                    line.date_start <= month <= line.date_end for line in periods
                )
            ]
            if len(missing) < len(best[1]):
                best = targets, missing
        return best

    def _get_plan_lines(self):
        """Return the targets of plans that lie within the months."""
        months = self._get_months()
        company = self.company_id
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("metric_id", "=", company._get_sales_revenue_metric().id)
            & Domain("has_scope", "=", False)
            & Domain("target", ">", 0)
            & Domain("date_start", ">=", months[0])
            & Domain("date_end", "<=", period_bounds("month", months[-1])[1])
        )
        if self.team_id:
            domain &= Domain("team_id", "=", self.team_id.id)
        return self.env["sales.plan.line"].search(domain)

    def _get_target(self, lines):
        """Return the target of one period: the own one; without one, that of each team,
        or what its people have between them.
        """
        whole = lines.filtered(lambda line: line.level == "department")
        if whole:
            return sum(whole.mapped("target"))
        target = 0.0
        for group in lines.grouped("team_id").values():
            team = group.filtered(lambda line: line.level == "team")
            target += sum((team or group).mapped("target"))
        return target

    def _get_plans(self):
        """Return the plan of each month; they share what is planned evenly."""
        count = int(self.month_count)
        return [self.plan / count] * count

    def _get_measured(self):
        """Return what each of the team brought in each of the months measured.

        :return: rows for :func:`get_productivity`
        """
        efficiency = self._get_here()
        months = efficiency._get_last_months(int(self.measured_months or 3))
        since = self._get_since(months[0])
        return [
            (
                row.money,
                row.person_months,
                _count_months(since.get(row.user_id, row.date), row.date),
            )
            for row in efficiency._get_rows(*months, by_month=True)
            if not self.team_id or row.team_id == self.team_id._origin.id
        ]

    def _get_since(self, day):
        """Return since when people have been in sales, as far as it matters by ``day``.

        :return: ``{user: first day of a membership, or of work done}``
        """
        efficiency = self._get_here()
        today = self.env.user._get_sales_today()
        back = day - relativedelta(months=max(self.ramp_months, 0) + 1)
        acts = efficiency._get_acts(back, today, by_month=False).get(back, {})
        since = {}
        for known in (efficiency._get_spans(), acts):
            for user_id, teams in known.items():
                days = [start for start, _end in teams.values()]
                since[user_id] = min([*days, since.get(user_id, today)])
        return since

    def _get_services(self):
        """Return how many months each of the people now in the team has been in sales,
        and how much of each the team has: who is in two teams is half in each.

        :return: two lists
        """
        efficiency = self._get_here()
        today = self.env.user._get_sales_today()
        team_id = self.team_id._origin.id
        sees = efficiency._get_sight()
        since = self._get_since(today)
        services, weights = [], []
        for user_id, teams in efficiency._get_spans().items():
            now = [team for team, (_start, end) in teams.items() if end is None]
            here = [
                team for team in now if team_id in (False, team) and sees(team, user_id)
            ]
            if here:
                services.append(_count_months(since[user_id], today))
                weights.append(len(here) / len(now))
        return services, weights

    def _get_setup(self):
        return Setup(
            productivity=self.productivity,
            ramp_months=self.ramp_months,
            shape=self.ramp_shape,
            absence=self.absence / 100,
            attrition=self.attrition / 100,
        )


def _count_months(since, day):
    """Return the months from the one of ``since`` to that of ``day``."""
    return max(0, (day.year - since.year) * 12 + day.month - since.month)
