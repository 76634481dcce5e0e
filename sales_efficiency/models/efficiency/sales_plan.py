from odoo import api, models

from ...tools.backward_plan import plan_backward


class SalesPlan(models.Model):
    _inherit = "sales.plan"

    @api.model
    @api.readonly
    def get_backward_plan(self, date=None, user_ids=None):
        """Tell what is left to do to reach the plan: deals, offers, meetings, calls.

        Only for the revenue that counts, and for people with a target of it whom the
        caller may see.

        :param date: day to look at, as a date or ``YYYY-MM-DD``; today by default
        :param user_ids: only these salespeople
        :return: list of dicts with ``user_id``, ``team_id``, ``state`` (``reached``,
            ``on_pace`` or ``behind``), ``missing`` (money), ``days`` (working days
            left), ``until`` and ``steps``, see ``tools/backward_plan.py``
        """
        day = self._to_day(date)
        rows = self._get_pace_rows(
            day, user_ids=user_ids, metrics=self.env.company._get_sales_revenue_metric()
        )
        plans = self._get_backward_plans(rows, day)
        return [
            {"user_id": row.user_id, "team_id": row.team_id} | plans[row.line]
            for row in rows
            if row.line in plans
        ]

    @api.model
    def _get_backward_plans(self, rows, day):
        """Work back from what people's rows miss, without a query once conversions of
        the day are known.

        :param rows: :class:`PaceRow`, of others than people's revenue too
        :return: ``{plan line: dict}``
        """
        metric = self.env.company._get_sales_revenue_metric()
        rows = [
            row
            for row in rows
            if row.user_id and row.metric == metric and not row.scope and row.pace.plan
        ]
        if not rows:
            return {}
        company = self.env.company
        conversions = self.env["sales.efficiency"]._get_conversions(company.id, day)
        return {row.line: self._get_backward(row, day, conversions) for row in rows}

    @api.model
    def _get_backward(self, row, day, conversions):
        # On the last day there is still the day itself, however little is left of it.
        days = max(
            row.pace.working_days - row.pace.worked_days, min(1, row.count_left(day))
        )
        missing = max(0.0, row.pace.plan - row.pace.fact)
        plan = plan_backward(
            missing,
            conversions.get_person(row.user_id),
            conversions.get_team(row.team_id),
            days,
        )
        state = "behind"
        if not missing:
            state = "reached"
        elif row.pace.status in ("on_pace", "ahead"):
            state = "on_pace"
        return {
            "state": state,
            "missing": missing,
            "days": days,
            "until": str(row.line._get_window()[1]),
            "steps": [dict(vars(step)) for step in plan.steps],
        }
