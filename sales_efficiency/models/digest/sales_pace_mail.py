import math
from datetime import timedelta

from odoo import api, models
from odoo.tools import format_date, formatLang

from ...tools.pace import STATUS_ORDER

BEHIND = ("far_behind", "behind")
#: How a status is coloured on the white ground of a mail; the word says it as well.
COLORS = {
    "far_behind": "#b3261e",
    "behind": "#8a5300",
    "on_pace": "#1d6b3a",
    "ahead": "#1d6b3a",
}


class SalesPaceMail(models.AbstractModel):
    """Pace as mails show it: rows of ``sales.plan.get_pace`` with their figures written
    out.

    Nothing is computed here. Mails tell of the last day that is over, since in the
    morning nothing of today's share can be done yet.
    """

    _name = "sales.pace.mail"
    _description = "Sales Pace in Mails"

    @api.model
    def _get_last_day(self, today=None):
        """Return the day a mail sent today tells of."""
        return (today or self.env.user._get_sales_today()) - timedelta(days=1)

    @api.model
    def _get_rows(self, day, team_ids=None, metric_codes=None):
        """Return the rows the current user may see, most urgent first.

        :return: list of the dicts of ``get_pace`` with, as texts in the user's
            language:
            ``user``, ``team``, ``metric_name``, ``status_name``, ``pace_text``,
            ``completion_text``, ``plan_text``, ``fact_text``, ``gap_text``,
            ``needed_text``; and ``color``
        """
        rows = self.env["sales.plan"].get_pace(
            date=day, team_ids=team_ids, metric_codes=metric_codes
        )
        names = self._get_names(rows)
        rows = [row | self._get_texts(row, names) for row in rows]
        return sorted(
            rows,
            key=lambda row: (
                STATUS_ORDER.index(row["status"]),
                row["pace"] or 0.0,
                row["user"],
            ),
        )

    @api.model
    def _get_names(self, rows):
        """Read all names at once: ``{(field, id): name}``."""
        names = {}
        for model, name in (("res.users", "user_id"), ("crm.team", "team_id")):
            records = (
                self.env[model].sudo().browse({row[name] for row in rows if row[name]})
            )
            names |= {(name, record.id): record.name for record in records}
        metrics = self.env["sales.metric"].search(
            [("code", "in", [row["metric"] for row in rows])]
        )
        names |= {("metric", metric.code): metric.name for metric in metrics}
        status = self.env["sales.pace.report"]._fields["status"]
        names |= {
            ("status", code): name
            for code, name in status._description_selection(self.env)
        }
        return names

    @api.model
    def _get_texts(self, row, names):
        metric = names.get(("metric", row["metric"]), row["metric"])
        if row["scope"]:
            metric = f"{metric} ({row['scope']})"
        return {
            "user": names.get(("user_id", row["user_id"]), ""),
            "team": names.get(("team_id", row["team_id"]), ""),
            "metric_name": metric,
            "status_name": names["status", row["status"]],
            "color": COLORS.get(row["status"], "#5f6368"),
            "pace_text": self._format_percent(row["pace"]),
            "completion_text": self._format_percent(row["completion"]),
            "plan_text": self._format_value(row, row["plan"]),
            "fact_text": self._format_value(row, row["fact"]),
            "gap_text": self._format_value(row, row["gap"]),
            "needed_text": self._format_value(row, row["needed_per_day"]),
        }

    @api.model
    def _format_percent(self, value):
        """Write whole percent, never rounded up over the bound of a better status."""
        if value is None:
            return "–"
        return f"{formatLang(self.env, math.floor(value), digits=0)} %"

    @api.model
    def _format_value(self, row, value):
        """Write a figure in the unit of its metric, a dash where there is none."""
        if value is None:
            return "–"
        if row["unit"] == "money":
            currency = self.env["res.currency"].browse(row["currency_id"])
            parts = [currency.symbol, formatLang(self.env, value, digits=0)]
            if currency.position == "after":
                parts.reverse()
            return "\N{NO-BREAK SPACE}".join(parts)
        if row["unit"] == "percent":
            return self._format_percent(value)
        return formatLang(self.env, value, digits=0 if value == int(value) else 1)

    @api.model
    def _format_day(self, day):
        return format_date(self.env, day, date_format="EEEE d MMMM y")
