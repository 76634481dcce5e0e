from typing import NamedTuple

from odoo import api, fields, models

from ...tools.norm import compute_norm, compute_quality, week_bounds
from ...tools.working_days import day_weights, total


class NormDays(NamedTuple):
    """Working days that norms are scaled by: the person's, and those of a normal week."""

    day: float
    week: float
    own_week: float
    company_week: float


class SalesNorm(models.Model):
    _inherit = "sales.norm"

    @api.model
    def _get_norm_rows(self, users, date):
        """Tell how much of their norms people have done by the end of a day.

        Weekly norms count from the first day of the company's week. The number of
        queries does not depend on the number of people or norms.

        :param users: ``res.users`` records
        :param date: the day, as a date or ``YYYY-MM-DD``
        :return: ``{user_id: [row, ...]}``; a row is a dict with ``norm_id``,
            ``metric_id``,
            ``code``, ``name``, ``unit``, ``period``, ``target`` (days off taken into
            account), ``done``, ``left``, ``share`` (percent, 100 where just met),
            ``is_quality``, ``bound``, ``is_due``, ``is_met`` (``None`` where nothing is
            due)
        """
        day = fields.Date.to_date(date)
        norms = self._get_norms_in_force(users, day)
        if not any(norms.values()):
            return {user.id: [] for user in users}
        periods = self._get_norm_periods(day)
        days = self._get_norm_days(users, day, periods["week"])
        different = self.union(*norms.values())
        done = self._get_norm_facts(users, different, day, periods)
        heads = {norm.id: norm._get_norm_head() for norm in different}
        # Hundreds of people have done as much, in as many days, of the same norm.
        known, rows = {}, {user_id: [] for user_id in norms}
        for user_id, own in norms.items():
            for norm_id in own.ids:
                head = heads[norm_id]
                value = done[head["period"]].get((head["metric_id"], user_id))
                key = (norm_id, value, days[user_id])
                if key not in known:
                    norm = self.browse(norm_id)
                    known[key] = norm._get_norm_row(head, value, days[user_id])
                rows[user_id].append(known[key])
        return rows

    def action_view_facts(self, user_id, date):
        """Open what a person has done of the norm on the day or in the week so far."""
        self.ensure_one()
        day = fields.Date.to_date(date)
        action = self.metric_id._get_facts_action(
            [
                ("user_id", "=", user_id),
                ("company_id", "=", self.company_id.id),
                ("date", ">=", self._get_norm_periods(day)[self.period][0]),
                ("date", "<=", day),
            ]
        )
        action["views"] = [(False, "list"), (False, "graph"), (False, "pivot")]
        return action

    # ------------------------------------------------------------
    # GATHER
    # ------------------------------------------------------------

    @api.model
    def _get_norm_periods(self, day):
        """Return first and last day of what daily and weekly norms look at."""
        company = self.env.company.sudo()
        lang = (
            self.env["res.lang"]
            .sudo()
            ._get_data(
                code=company.partner_id.lang
                or self.env.ref("base.user_root").lang
                or "en_US"
            )
        )
        first_weekday = int(lang.week_start or 1) - 1
        return {"day": (day, day), "week": week_bounds(day, first_weekday)}

    @api.model
    def _get_norm_days(self, users, day, week):
        """Return the working days of each that norms are scaled by.

        :return: ``{user_id: NormDays}``
        """
        schedule, _zone, _absences = self.env.company._get_sales_schedule(*week)
        company_week = len(schedule.days(*week))
        known, days = {}, {}
        for user_id, (schedule, _zone, absences) in users._get_sales_schedules(
            *week
        ).items():
            key = (id(schedule), id(absences))
            if key not in known:
                own = day_weights(schedule, *week, absences)
                own_week = len(schedule.days(*week))
                known[key] = NormDays(
                    own.get(day, 0), total(own), own_week, company_week
                )
            days[user_id] = known[key]
        return days

    @api.model
    def _get_norm_facts(self, users, norms, day, periods):
        """Return ``{period: {(metric_id, user_id): value}}`` up to the end of ``day``."""
        done = {"day": {}, "week": {}}
        for period, group in norms.grouped("period").items():
            totals = self.env["sales.fact"]._get_people_totals(
                group.metric_id, periods[period][0], day, users.ids
            )
            done[period] = {
                (metric.id, user_id): value
                for metric, values in totals.items()
                for (user_id,), value in values.items()
            }
        return done

    # ------------------------------------------------------------
    # DECIDE
    # ------------------------------------------------------------

    def _get_norm_head(self):
        """Return what the rows of all people share of one norm."""
        self.ensure_one()
        metric = self.metric_id
        return {
            "norm_id": self.id,
            "metric_id": metric.id,
            "code": metric.code,
            "name": metric.name,
            "unit": metric.unit,
            "period": self.period,
            "is_quality": self.is_quality,
            "bound": self.bound or None,
        }

    def _get_norm_row(self, head, done, days):
        """Return one row of :meth:`_get_norm_rows`."""
        if head["is_quality"]:
            result = compute_quality(head["bound"], self.amount, done)
        elif head["period"] == "day":
            result = compute_norm(self.amount, done or 0.0, days.day)
        else:
            normal = days.own_week if self.user_id else days.company_week
            result = compute_norm(self.amount, done or 0.0, days.week, normal)
        return head | vars(result)
