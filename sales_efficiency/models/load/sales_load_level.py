from odoo import api, models
from odoo.exceptions import UserError

from ...tools.level import level


class SalesLoad(models.AbstractModel):
    """Proposes which deals go to whom, so that nobody of a team carries too much."""

    _inherit = "sales.load"

    @api.model
    def _propose(self, company, teams, people):
        """Prepare a transfer for everybody who carries too much.

        :param company: whose deals are looked at
        :param teams: within each of these work is evened out
        :param people: who gives, everybody where there are none
        :return: the ``sales.handover`` records, drafts
        :raise UserError: if nobody carries too much, or nothing can go to anybody
        """
        rows = [row for row in self._get_rows(company) if row.team_id in teams.ids]
        over = self._get_givers(rows, teams, people)
        handovers = self.env["sales.handover"]
        handovers.search(
            [
                ("kind", "=", "overload"),
                ("state", "=", "draft"),
                ("company_id", "=", company.id),
                ("from_user_id", "in", [row.user_id for row in over]),
                ("create_uid", "=", self.env.uid),
            ]
        ).unlink()
        today = self.env["res.users"].with_company(company)._get_sales_today()
        handovers = handovers.create(
            [
                {
                    "kind": "overload",
                    "from_user_id": row.user_id,
                    "company_id": company.id,
                    "last_day": today,
                }
                for row in over
            ]
        )
        planned = handovers._plan_level(rows, self._get_takers(company, rows))
        if not planned:
            raise UserError(
                self.env._(
                    "%(people)s: no deal can go to anybody else in the team. Others are "
                    "away, paused or full themselves, or the distribution rules do not "
                    "send them such deals. Drag deals on the board of the team instead.",
                    people=", ".join(handovers.from_user_id.mapped("name")),
                )
            )
        (handovers - planned).unlink()
        return planned

    @api.model
    def _get_givers(self, rows, teams, people):
        """Return the rows of who carries too much.

        Who leads without being a manager cannot see transfers of the own work.
        """
        over = [
            row
            for row in rows
            if row.status == "over" and (not people or row.user_id in people.ids)
        ]
        manages = self.env.user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        )
        givers = [row for row in over if manages or row.user_id != self.env.uid]
        if givers:
            return givers
        if over:
            raise UserError(
                self.env._(
                    "Only you carry too much. Drag your deals on the board of the team, "
                    "or ask a sales manager to even out the work."
                )
            )
        raise UserError(
            self.env._(
                "Nobody you chose in %(teams)s has more than one deal above a fair load: "
                "there is nothing to move.",
                teams=", ".join(teams.mapped("name")),
            )
        )

    @api.model
    def _get_takers(self, company, rows):
        """Return the ids of who may get deals now: who is there and not paused."""
        user_ids = [row.user_id for row in rows]
        staff = self.env["sales.lead.desk"]._gather(company, user_ids)
        users = self.env["res.users"].browse(user_ids)
        working = users.filtered(lambda user: company in user.company_ids)
        return {
            row.user_id
            for row in rows
            if row.user_id in working.ids
            and not row.is_paused
            and not staff.desk.people[row.user_id].absent
        }

    @api.model
    def _level(self, rows, bundles, takers):
        """Return ``{key of a bundle: id of who gets it}``, team by team."""
        teams = {}
        for row in rows:
            seat = row.seat._replace(takes=row.user_id in takers)
            teams.setdefault(row.team_id, []).append(seat)
        moves = {}
        for seats in teams.values():
            people = {seat.key for seat in seats}
            moves |= level(seats, [one for one in bundles if one.owner in people])
        return moves
