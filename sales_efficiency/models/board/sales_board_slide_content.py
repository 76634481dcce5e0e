from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain

from ...tools.pace import percent
from ...tools.period import period_bounds
from ...tools.running_total import running_totals


class SalesBoardSlide(models.Model):
    """What a slide shows: one method for each type, ``None`` when there is nothing."""

    _inherit = "sales.board.slide"

    def _get_content(self, board, wall, norms, totals):
        """Return the content of the slide as plain data.

        Meant to be extended by addons with slides of their own: a new type needs a
        method ``_get_<type>_content``.

        :param wall: what was gathered for the board
        :param norms: the day's norms, summed over people
        :param totals: ``{metric: {user_id: value}}``
        :return: dict to be merged into the slide, or ``None`` to leave the slide out
        """
        self.ensure_one()
        content = getattr(self, f"_get_{self.type}_content")
        return content(board, wall, norms=norms, totals=totals)

    def _get_metric_totals(self, board, wall):
        """Read all rankings by a metric at once."""
        metrics = self.filtered(lambda slide: slide.type == "metric").metric_id
        if not metrics:
            return {}
        start, _end = period_bounds(board.company_id.sales_plan_period, wall.day)
        totals = self.env["sales.fact"]._get_totals(
            metrics,
            start,
            wall.day,
            domain=board._get_team_domain()
            & Domain("company_id", "=", board.company_id.id)
            & Domain("user_id", "!=", False),
        )
        return {
            metric: {user_id: value for (user_id,), value in values.items()}
            for metric, values in totals.items()
        }

    def _get_pace_content(self, board, wall, **_others):
        people = {row.user_id: row for row in wall.people}
        ranking = board._rank(
            {user_id: row.pace.pace for user_id, row in people.items()}
        )
        rows = [
            {
                "place": place,
                **board._get_wall_person(user_id, wall.names[user_id]),
                **board._get_wall_row(people[user_id]),
                "leave_until": wall.cards[user_id]["leave_until"],
            }
            for user_id, place in ranking
        ]
        return {"rows": rows} if rows else None

    def _get_metric_content(self, board, wall, totals, **_others):
        values = dict.fromkeys(wall.names, None) | totals[self.metric_id]
        best = max((value for value in values.values() if value), default=0)
        if not best:
            return None
        users = self.env["res.users"].sudo().browse(values)
        names = {user.id: user.name for user in users}
        rows = [
            {
                "place": place,
                **board._get_wall_person(user_id, names[user_id]),
                "value": values[user_id],
                "share": percent(values[user_id] or 0, best),
            }
            for user_id, place in board._rank(values)
        ]
        return {"rows": rows, "unit": self.metric_id.unit}

    def _get_teams_content(self, board, wall, **_others):
        teams = {
            row.team_id: row for row in wall.rows if row.team_id and not row.user_id
        }
        records = self.env["crm.team"].sudo().browse(teams)
        names = {team.id: team.name for team in records}
        rows = [
            {
                "place": place,
                "id": team_id,
                "name": names[team_id],
                **board._get_wall_row(teams[team_id]),
            }
            for team_id, place in board._rank(
                {team_id: row.pace.pace for team_id, row in teams.items()}
            )
        ]
        return {"rows": rows} if rows else None

    def _get_closed_content(self, board, wall, **_others):
        rows = board._get_wall_closed(wall)
        return {"rows": rows} if rows else None

    def _get_norms_content(self, board, wall, norms, **_others):
        return {"rows": norms} if norms else None

    def _get_curve_content(self, board, wall, **_others):
        """Add plan and fact up day by day; the fact ends today."""
        days = self.env["sales.pace.day"].with_context(sales_board_date=str(wall.day))
        groups = days._read_group(
            Domain("metric_id", "=", wall.metric.id) & board._get_team_domain(),
            ["day:day", "series"],
            ["value:sum"],
        )
        series = defaultdict(lambda: defaultdict(float))
        for day, name, value in groups:
            series[name][fields.Date.to_date(day)] += value
        moments = sorted(series["plan"])
        if not moments:
            return None
        passed = sum(1 for day in moments if day <= wall.day)
        return {
            "days": [str(day) for day in moments],
            "plan": running_totals([series["plan"][day] for day in moments]),
            "fact": running_totals([series["fact"][day] for day in moments], passed),
        }

    def _get_text_content(self, board, wall, **_others):
        return {"text": self.text or ""}
