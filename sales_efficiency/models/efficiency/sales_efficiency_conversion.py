from datetime import timedelta

from odoo import api, models, tools

from ...tools.backward_plan import Sums

#: Days that conversions are taken from, up to the day before.
CONVERSION_DAYS = 180


class Conversions:
    """What people, their teams and the department did of each step."""

    def __init__(self):
        self.people = {}
        self.teams = {}
        self.department = Sums()

    def add(self, team_id, user_id, step, value):
        """Count in what one person did for one team."""
        for sums in (
            self.people.setdefault(user_id, Sums()),
            self.teams.setdefault(team_id, Sums()),
            self.department,
        ):
            sums[step] += value

    def get_team(self, team_id):
        """Return what the team did; the department, where it closed no deal yet."""
        team = self.teams.get(team_id, Sums())
        return team if team["deals"] else self.department

    def get_person(self, user_id):
        """Return what somebody did."""
        return self.people.get(user_id, Sums())


class SalesEfficiency(models.AbstractModel):
    _inherit = "sales.efficiency"

    @api.model
    def _get_step_metrics(self):
        """Return ``{step of the backward plan: metric}``.

        Deals are counted by what the revenue is counted by, so that the average deal is
        one.
        """
        money = self.env.company.sudo()._get_sales_revenue_metric()
        deals = "won_deals" if money.source == "won_deal" else "orders"
        codes = {
            deals: "deals",
            "quotations_sent": "offers",
            "meetings": "meetings",
            "calls": "calls",
        }
        found = self._find_metrics(tuple(codes))
        return {"money": money, **{codes[metric.code]: metric for metric in found}}

    @api.model
    def _get_conversions(self, company_id, day):
        """Return the :class:`Conversions` of the days before ``day``.

        Everybody's, so that a salesperson is compared with the whole team.
        """
        self = self.sudo().with_company(company_id)
        # What comes before a day to come is not known yet.
        if day <= self.env.user._get_sales_today():
            metric = self.env.company.sales_revenue_metric_id
            kept = self._get_kept_conversions(company_id, day, metric.id)
            if kept.department["deals"]:
                return kept
        # Where nothing was closed yet, history may be loaded any moment.
        return self._read_conversions(day)

    @api.model
    @tools.ormcache("company_id", "day", "metric_id")
    def _get_kept_conversions(self, company_id, day, metric_id):
        """Return the conversions, worked out once a day: half a year's facts are many,
        and a day adds little.
        """
        return self._read_conversions(day)

    @api.model
    def _read_conversions(self, day):
        """Sum up the steps of the days before ``day`` in the current company."""
        metrics = self._get_step_metrics()
        totals = self.env["sales.fact"]._get_totals(
            self.env["sales.metric"].union(*metrics.values()),
            day - timedelta(days=CONVERSION_DAYS),
            day - timedelta(days=1),
            ["team_id", "user_id"],
            self._get_company_domain(),
        )
        conversions = Conversions()
        for step, metric in metrics.items():
            for (team_id, user_id), value in totals[metric].items():
                conversions.add(team_id or None, user_id or None, step, value)
        return conversions
