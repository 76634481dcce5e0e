from odoo import fields, models

from ..models.plan.sales_plan_line import SCOPE_FIELDS


class SalesPlanSpread(models.TransientModel):
    """Over whom a whole is spread."""

    _inherit = "sales.plan.spread"

    def _prepare_lines(self):
        """Return the values of one line per person, or per target the person has."""
        teams = self.team_ids._origin
        lines = self._get_old_lines().filtered(lambda line: line.team_id in teams)
        lines = lines._filtered_access("write")
        found = [
            {
                "user_id": line.user_id.id,
                "team_id": line.team_id.id,
                "line_id": line.id,
                "date_from": line.date_from,
                "date_to": line.date_to,
            }
            for line in lines
        ]
        known = lines.user_id
        for team in teams:
            members = team.member_ids.filtered(self._is_planned) - known
            known |= members
            found += [
                {"user_id": user.id, "team_id": team.id, "date_from": joined}
                for user, joined in self._get_joined(members)
            ]
        names = self.env["res.users"].browse(value["user_id"] for value in found)
        names = {user.id: user.name for user in names.sudo()}
        order = {team_id: index for index, team_id in enumerate(teams.ids)}
        return sorted(
            found,
            key=lambda value: (order[value["team_id"]], names[value["user_id"]]),
        )

    def _is_planned(self, user):
        """Tell whether a member gets a target here.

        Teams may be shared with other companies, and team leaders do not plan for
        themselves.
        """
        here = self.plan_id.company_id._origin in user.sudo().company_ids
        mine = user == self.env.user and not self.env.su
        return here and not (
            mine
            and not user.has_group("sales_efficiency.group_sales_efficiency_manager")
        )

    def _get_joined(self, members):
        """Return the members without a target for the whole period in another team, with
        the day after the end of the one they have.
        """
        ends = {}
        for line in self._get_old_lines():
            until = line.date_to or line.date_end
            ends[line.user_id] = max(until, ends.get(line.user_id, until))
        period_end = self.plan_id.date_end
        return [
            (user, user in ends and fields.Date.add(ends[user], days=1))
            for user in members
            if user not in ends or ends[user] < period_end
        ]

    def _get_old_lines(self):
        """Return the lines of people in the plan that count the same as the source."""
        source, metric = self.source_line_id._origin, self.metric_id._origin
        return self.plan_id._origin.line_ids.filtered(
            lambda line: (
                line.level == "user"
                and line.metric_id == metric
                and all(line[name] == source[name] for name in SCOPE_FIELDS)
            )
        )
