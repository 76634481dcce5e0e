from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain

from ..tools.headcount import Setup
from ..tools.period import period_bounds, shift_period


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
        """Return ``{first day of a period: target}`` of the plans there are."""
        if not self.date_start:
            return {}
        months = self._get_months()
        company = self.company_id
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("metric_id", "=", company._get_sales_revenue_metric().id)
            & Domain("has_scope", "=", False)
            & Domain("date_start", ">=", months[0])
            & Domain("date_end", "<=", period_bounds("month", months[-1])[1])
        )
        if self.team_id:
            domain &= Domain("team_id", "=", self.team_id.id)
        lines = self.env["sales.plan.line"].search(domain)
        planned = {}
        for start, group in lines.grouped("date_start").items():
            levels = group.grouped("level")
            # The own target; without one, what people or teams have between them.
            order = ("team", "user") if self.team_id else ("department", "user", "team")
            level = next(level for level in order if level in levels)
            planned[start] = sum(levels[level].mapped("target"))
        return planned

    def _get_plans(self):
        """Return the plan of each month; they share what is planned evenly."""
        count = int(self.month_count)
        return [self.plan / count] * count

    def _get_measured(self):
        """Return the rows of the team in the months measured."""
        efficiency = self._get_here()
        months = efficiency._get_last_months(int(self.measured_months or 3))
        return [
            row
            for row in efficiency._get_rows(*months, by_month=True)
            if not self.team_id or row.team_id == self.team_id._origin.id
        ]

    def _get_services(self):
        """Return how many months each of the people now in the team has been there."""
        efficiency = self._get_here()
        today = self.env.user._get_sales_today()
        back = today - relativedelta(months=max(self.ramp_months, 0) + 1)
        acts = efficiency._get_acts(back, today, by_month=False).get(back, {})
        team_id = self.team_id._origin.id
        sees = efficiency._get_sight()
        services = []
        for user_id, teams in efficiency._get_spans().items():
            since = [
                start
                for team, (start, end) in teams.items()
                if end is None and team_id in (False, team) and sees(team, user_id)
            ]
            if since:
                since += [begin for begin, _end in acts.get(user_id, {}).values()]
                first = min(since)
                months = (today.year - first.year) * 12 + today.month - first.month
                services.append(months)
        return services

    def _get_setup(self):
        return Setup(
            productivity=self.productivity,
            ramp_months=self.ramp_months,
            shape=self.ramp_shape,
            absence=self.absence / 100,
            attrition=self.attrition / 100,
        )
