from collections import defaultdict
from dataclasses import dataclass, field

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.pace import Pace, combine, compute_pace, compute_ratio_pace
from ...tools.period import period_bounds
from ...tools.working_days import total


@dataclass
class PaceRow:
    """One target with its pace; ``line`` is empty for sums over people."""

    metric: models.BaseModel
    company: models.BaseModel
    user_id: int | None
    team_id: int | None
    pace: Pace
    line: models.BaseModel
    scope: str = ""
    #: The person's working days of the period, ``{date: weight}``.
    days: dict = field(default_factory=dict)

    def count_left(self, day):
        """Return the working days left in the morning of ``day``, it among them.

        :param day: a day of the period
        """
        start, end = self.line._get_window()
        return total(
            {
                other: weight
                for other, weight in self.days.items()
                if max(start, day) <= other <= end
            }
        )

    def as_dict(self):
        """Return what :meth:`SalesPlan.get_pace` promises."""
        return {
            "line_id": self.line.id or None,
            "user_id": self.user_id,
            "team_id": self.team_id,
            "company_id": self.company.id,
            "currency_id": self.company.currency_id.id,
            "metric": self.metric.code,
            "unit": self.metric.unit,
            "scope": self.scope,
            **self.pace.as_dict(),
        }


class SalesPlan(models.Model):
    _inherit = "sales.plan"

    @api.model
    @api.readonly
    def get_pace(self, date=None, user_ids=None, team_ids=None, metric_codes=None):
        """Tell how plans stand beside facts at the end of a day.

        People come with their own targets, a team and the department with theirs, or
        with the sum over their people where they have none. Only confirmed and closed
        plans of the company's planning period are looked at, and only what the caller
        may see: sums come for teams the caller leads, and for the department to
        managers.

        :param date: day to look at, as a date or ``YYYY-MM-DD``; today by default. For
            past days it is what has been known since to have happened until then.
        :param user_ids: only these salespeople (no team or department rows then)
        :param team_ids: only these teams and their people (no department row then)
        :param metric_codes: only these metrics
        :return: list of dicts with ``user_id``, ``team_id`` (both empty: the
            department),
            ``metric``, ``unit``, ``plan``, ``fact``, ``working_days``, ``worked_days``,
            ``expected``, ``pace``, ``completion`` (percent), ``gap``,
            ``needed_per_day``,
            ``forecast``, ``status``; undefined figures are ``None``
        :raise ValidationError: on a wrong date or an unknown metric code
        """
        rows = self._get_pace_rows(
            self._to_day(date),
            user_ids=user_ids,
            team_ids=team_ids,
            metrics=self.env["sales.metric"]._get_by_codes(metric_codes)
            if metric_codes
            else None,
        )
        return [row.as_dict() for row in rows]

    @api.model
    def _to_day(self, value):
        """Return ``value`` as a date, today in the company's zone when empty."""
        if not value:
            return self.env.user._get_sales_today()
        try:
            return fields.Date.to_date(value)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "%(value)s is not a date: write it as year-month-day, like 2017-08-15.",
                    value=value,
                )
            ) from error

    @api.model
    def _get_pace_rows(self, day, user_ids=None, team_ids=None, metrics=None):
        """Return the rows behind :meth:`get_pace` as :class:`PaceRow`."""
        lines = self._get_pace_lines(day, user_ids, team_ids, metrics)
        calendars = self._get_pace_calendars(lines, day)
        facts = self._get_pace_facts(lines, day)
        rows = [self._get_pace_row(line, calendars, facts) for line in lines]
        if user_ids is None:
            owners = self._get_summed_owners(lines, with_department=team_ids is None)
            rows += self._get_sum_rows(rows, calendars, lines, owners)
        return rows

    # ------------------------------------------------------------
    # GATHER
    # ------------------------------------------------------------

    @api.model
    def _get_pace_lines(self, day, user_ids, team_ids, metrics):
        """Find the plan lines in force on ``day``."""
        period_type = self.env.company.sales_plan_period
        # Plans begin with their period: there is one beginning that holds the day.
        start, _end = period_bounds(period_type, day)
        domain = (
            Domain("state", "in", ("confirmed", "closed"))
            & Domain("company_id", "=", self.env.company.id)
            & Domain("period_type", "=", period_type)
            & Domain("date_start", "=", start)
        )
        if user_ids is not None:
            domain &= Domain("user_id", "in", user_ids)
        if team_ids is not None:
            domain &= Domain("team_id", "in", team_ids)
        if metrics is not None:
            domain &= Domain("metric_id", "in", metrics.ids)
        lines = self.env["sales.plan.line"]
        # All fields at once: read as they are needed, a large department's lines would
        # take several queries for each.
        names = [
            name
            for name, line_field in lines._fields.items()
            if line_field.store and line_field.column_type and line_field.prefetch
        ]
        return lines.search_fetch(domain, names, order="team_id, id")

    @api.model
    def _get_pace_facts(self, lines, day):
        """Return ``{line: fact}``: one grouped query per kind of line, not per line."""
        facts = {}
        batches = defaultdict(list)
        for line in lines:
            if not line._is_final(day):
                batches[line._get_fact_batch()].append(line.id)
        for batch, ids in batches.items():
            facts |= self._read_batch(lines.browse(ids), *batch, day)
        return facts

    @api.model
    def _read_batch(self, lines, groupby, windowed, scope, day):
        """Sum the facts of lines that differ only in metric, person or team."""
        period = (lines[0].date_start, min(day, lines[0].date_end))
        if groupby == "user_id" and not windowed and not scope:
            totals = self.env["sales.fact"]._get_people_totals(
                lines.metric_id, *period, lines.user_id.ids
            )
            return self._share_out(totals, lines, groupby)
        domain = (
            lines[0]._get_fact_domain()
            & Domain("company_id", "=", lines.company_id.id)
            & Domain(groupby, "in", lines[groupby].ids)
        )
        if windowed:
            return self._read_windows(lines, groupby, period, domain)
        totals = self.env["sales.fact"]._get_totals(
            lines.metric_id, *period, groupby=[groupby], domain=domain
        )
        return self._share_out(totals, lines, groupby)

    @api.model
    def _share_out(self, totals, lines, groupby):
        """Give each line its sum; a ratio without a denominator has none."""
        facts = {}
        for metric, group in lines.grouped("metric_id").items():
            empty = None if metric.kind == "ratio" else 0.0
            for line in group:
                facts[line] = totals[metric].get((line[groupby].id,), empty)
        return facts

    # ------------------------------------------------------------
    # DECIDE
    # ------------------------------------------------------------

    @api.model
    def _get_pace_row(self, line, calendars, facts):
        """Decide how one line stands; a closed plan keeps the figures it closed with."""
        metric, user_id = line.metric_id, line.user_id.id or None
        if line in facts:
            fact = facts[line]
            days = calendars.count(user_id, *line._get_window())
        else:
            fact = line.closed_fact
            if metric.kind == "ratio" and not line.closed_has_fact:
                fact = None
            days = (line.closed_working_days, line.closed_worked_days)
        compute = compute_ratio_pace if metric.kind == "ratio" else compute_pace
        return PaceRow(
            metric=metric,
            company=line.company_id,
            user_id=user_id,
            team_id=line.team_id.id or None,
            line=line,
            scope=line._get_scope_name(),
            days=calendars.people.get(user_id, {}),
            pace=compute(line.target, fact, *days, calendars.thresholds),
        )

    @api.model
    def _get_summed_owners(self, lines, with_department):
        """Return the ids of teams (``None``: the department) the caller may see in sum.

        A salesperson sees the own lines only; a sum over those would pass for the
        team's.
        """
        user = self.env.user
        if self.env.su or user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        ):
            return {*lines.team_id.ids, *([None] if with_department else [])}
        if user.has_group("sales_efficiency.group_sales_efficiency_leader"):
            teams = lines.team_id.sudo()
            return set(teams.filtered(lambda team: user in team.sales_leader_ids).ids)
        return set()

    @api.model
    def _get_sum_rows(self, rows, calendars, lines, owners):
        """Sum people up for the owners without a target of their own."""
        rows = [row for row in rows if not row.scope]
        own = {(row.metric, row.team_id) for row in rows if not row.user_id}
        parts = defaultdict(list)
        for row in rows:
            if row.user_id and row.metric.kind != "ratio":
                for team_id in owners & {row.team_id, None}:
                    if (row.metric, team_id) not in own:
                        parts[row.metric, team_id].append(row.pace)
        if not parts:
            return []
        days = calendars.count(None, lines[0].date_start, lines[0].date_end)
        thresholds = self.env.company._get_sales_thresholds()
        return [
            PaceRow(
                metric=metric,
                company=self.env.company,
                user_id=None,
                team_id=team_id,
                line=lines.browse(),
                pace=combine(paces, *days, thresholds),
            )
            for (metric, team_id), paces in parts.items()
        ]
