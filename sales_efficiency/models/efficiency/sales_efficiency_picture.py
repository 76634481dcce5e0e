from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang, get_lang

from ...tools.efficiency import FACTORS, split_change
from ...tools.period import period_bounds, shift_period
from .sales_efficiency import sum_work

#: Full months in the periods that are looked at, by the name of the choice.
MONTHS = {"last_month": 1, "quarter": 3, "year": 12}


class SalesEfficiency(models.AbstractModel):
    """What the screen shows, in one call with a fixed number of queries."""

    _inherit = "sales.efficiency"

    @api.model
    @api.readonly
    def get_picture(self, options=None):
        """Compare two periods and split the change among the three factors.

        Callers see what their rights allow, as on ``sales.fact``.

        :param dict options: ``period`` (``last_month``, the default, ``this_month``,
            ``quarter``, ``year`` or ``days``, which needs ``date_from``, ``date_to``,
            ``before_from`` and ``before_to`` as ``YYYY-MM-DD``), ``team_id``,
            ``user_id``, ``measure`` (``money`` or ``deals``)
        :return: dict with the two periods, the ``total`` and its ``rows`` (teams, or
            people where there is one team), worst first; undefined figures are
            ``None``, and ``is_idle`` says that one of the periods has had no working
            day and brought nothing, so that the change means little
        :raise UserError: on days that are none, or in the wrong order
        """
        options = dict(options or {})
        now, before = self._get_compared(options)
        measure = "deals" if options.get("measure") == "deals" else "money"
        # What facts ask of companies and teams is read once for both periods.
        self = self.with_env(self.env["sales.fact"]._with_places().env)
        rows = {"now": self._get_rows(*now), "before": self._get_rows(*before)}
        choices = self._get_choices([*rows["now"], *rows["before"]])
        team_id, user_id = (
            int(options.get(name) or 0) for name in ("team_id", "user_id")
        )
        for when, found in rows.items():
            rows[when] = [
                row
                for row in found
                if (not team_id or row.team_id == team_id)
                and (not user_id or row.user_id == user_id)
            ]
        by_person = bool(team_id or user_id or len(choices["teams"]) < 2)
        return {
            "period": options.get("period") or "last_month",
            "now": [str(day) for day in now],
            "before": [str(day) for day in before],
            "measure": measure,
            "metric": self._get_metrics()[measure].name,
            "currency_id": self.env.company.currency_id.id,
            "team_id": team_id or False,
            "user_id": user_id or False,
            **choices,
            "by_person": by_person,
            "total": self._compare(**rows, measure=measure, idle=self._get_idle(rows)),
            "rows": self._get_lines(rows, measure, by_person, choices),
        }

    @api.model
    def action_view_facts(self, options, figure, team_id=None, user_id=None):
        """Open the facts behind a figure.

        :param dict options: as for :meth:`get_picture`
        :param figure: ``meetings``, ``money`` or ``deals``, those of now; ``before``
            in the options looks at the other period
        """
        now, before = self._get_compared(dict(options))
        first, last = before if options.get("before") else now
        domain = [
            ("company_id", "=", self.env.company.id),
            ("date", ">=", str(first)),
            ("date", "<=", str(last)),
        ]
        # False: facts of no team, or of nobody. None: of any.
        for name, value in (("team_id", team_id), ("user_id", user_id)):
            if value is not None:
                domain.append((name, "=", value))
        metrics = self._get_metrics()
        return metrics[figure]._get_facts_action(domain)

    # ------------------------------------------------------------
    # PERIODS
    # ------------------------------------------------------------

    @api.model
    def _get_compared(self, options):
        """Return the two periods: (first, last day) of now, and of before."""
        period = options.get("period") or "last_month"
        if period in MONTHS:
            now = self._get_last_months(MONTHS[period])
            return now, self._get_last_months(MONTHS[period], now[0])
        if period == "this_month":
            return self._get_month_so_far()
        names = ("date_from", "date_to", "before_from", "before_to")
        try:
            days = [fields.Date.to_date(options.get(name)) for name in names]
        except ValueError as error:
            raise UserError(
                self.env._("A period needs two days such as 2017-08-15: %s", error)
            ) from error
        if not all(days):
            raise UserError(
                self.env._("Choose the first and last day of both periods.")
            )
        if days[0] > days[1] or days[2] > days[3]:
            raise UserError(
                self.env._(
                    "A period begins after it ends: choose an earlier first day."
                )
            )
        return tuple(days[:2]), tuple(days[2:])

    @api.model
    def _get_month_so_far(self):
        """Return this month until today, and the month before until the same day."""
        today = self.env.user._get_sales_today()
        start, _end = period_bounds("month", today)
        _start, end = period_bounds("month", start - timedelta(days=1))
        before = shift_period("month", start, -1)
        return (start, today), (before, min(before + (today - start), end))

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @api.model
    def _get_choices(self, rows):
        """Return the teams and people that can be looked at."""
        teams = (
            self.env["crm.team"].sudo().browse({row.team_id for row in rows} - {None})
        )
        users = (
            self.env["res.users"].sudo().browse({row.user_id for row in rows} - {None})
        )
        return {
            "teams": [
                {"id": team.id, "name": team.name} for team in teams.sorted("name")
            ],
            "users": [
                {"id": user.id, "name": user.name} for user in users.sorted("name")
            ],
        }

    @api.model
    def _get_lines(self, rows, measure, by_person, choices):
        """Return a line per team, or person, worst change first."""
        field = "user_id" if by_person else "team_id"
        kind = "users" if by_person else "teams"
        names = {one["id"]: one["name"] for one in choices[kind]}
        idle = self._get_idle(rows)
        nobody = self.env._("Nobody") if by_person else self.env._("No team")
        groups = {}
        for when in ("now", "before"):
            for row in rows[when]:
                group = groups.setdefault(
                    getattr(row, field), {"now": [], "before": []}
                )
                group[when].append(row)
        lines = [
            {"id": key or False, "name": names.get(key, nobody)}
            | self._compare(group["now"], group["before"], measure, idle)
            for key, group in groups.items()
        ]
        return sorted(lines, key=lambda line: (line["change"], line["name"]))

    @api.model
    def _get_idle(self, rows):
        """Return the names of the periods without a working day in which nothing was
        done: a change from or to them says nothing, of anybody.
        """
        return [
            when
            for when, found in rows.items()
            if found and all(row.is_idle for row in found)
        ]

    @api.model
    def _compare(self, now, before, measure, idle=()):
        """Return the factors of two periods and the parts of the change."""
        works = {"now": sum_work(now, measure), "before": sum_work(before, measure)}
        split = split_change(works["before"], works["now"])
        figures = {
            when: {
                "people": work.people,
                "meetings": work.meetings,
                "meetings_each": work.meetings_each,
                "result": work.result,
                "value": work.value,
            }
            for when, work in works.items()
        }
        return {
            **figures,
            "change": split.change,
            "percent": split.percent,
            "parts": dict(zip(FACTORS, split.parts, strict=True)),
            "has_meetings": split.has_meetings,
            "is_idle": bool(idle),
            "sentence": self._get_sentence(works, split, measure, idle),
        }

    @api.model
    def _get_sentence(self, works, split, measure, idle):
        """Say in a sentence what changed, and by what."""
        if not works["now"].value and not works["before"].value:
            return self.env._("Nothing came in, neither now nor before.")
        if "now" in idle:
            return self.env._(
                "No working day in this period so far: nothing to compare yet."
            )
        if idle:
            return self.env._(
                "No working day in the period before: nothing to compare with."
            )
        if split.points is None:
            return self.env._(
                "%(change)s: people %(people)s, meetings %(meetings)s, result "
                "%(result)s. There was nothing before.",
                change=self._format_change(split.change, measure),
                **{
                    name: self._format_change(part, measure)
                    for name, part in zip(FACTORS, split.parts, strict=True)
                },
            )
        return self.env._(
            "%(percent)s %%: people %(people)s, meetings %(meetings)s, result %(result)s",
            percent=self._write_signed(round(split.percent)),
            **{
                name: self._write_signed(points)
                for name, points in zip(FACTORS, split.points, strict=True)
            },
        )

    @api.model
    def _format_change(self, value, measure):
        if measure == "deals":
            return self._write_signed(round(value, 1))
        currency = self.env.company.currency_id
        text = formatLang(self.env, abs(value), digits=0, currency_obj=currency)
        return self._write_signed(round(value), text)

    @api.model
    def _write_signed(self, number, text=None):
        """Write a change with its sign, before the number whichever way text runs."""
        text = f"{abs(number):g}" if text is None else text
        if not number:
            return text
        is_rtl = get_lang(self.env).direction == "rtl"
        return "".join(
            (
                "\N{LEFT-TO-RIGHT MARK}" if is_rtl else "",
                "+" if number > 0 else "\N{MINUS SIGN}",
                text,
            )
        )
