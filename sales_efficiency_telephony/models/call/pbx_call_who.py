from odoo import api, models
from odoo.fields import Domain

from ...tools.call_people import who


class PbxCall(models.Model):
    """Whose call it is, and which phone's part is whose."""

    _inherit = "pbx.call"

    @api.model
    def _get_phone_users(self, provider):
        """Return ``{extension: res.users}`` of the phone system."""
        extensions = self.env["pbx.extension"].search(
            Domain("provider_id", "=", provider.id) & Domain("user_id", "!=", False)
        )
        return {extension.number: extension.user_id for extension in extensions}

    def _note_who(self, states):
        """Note for whom calls count, and in whose team they were.

        Who has a call and in which team stays once it is noted, until somebody else talks
        to the client: people change teams, their calls do not.

        :param dict states: ``{call id: CallState}``
        """
        users = {}
        for call in self:
            leg = who(states[call.id])
            legs = call.leg_ids.filtered(
                lambda one, leg=leg: leg and one.leg_uid == leg.uid
            )
            users[call] = legs.user_id
        teams = self._get_teams(self.env["res.users"].concat(*users.values()))
        for call, user in users.items():
            values = {}
            if user and user != call.user_id:
                values["user_id"] = user.id
            if values or not call.team_id:
                values["team_id"] = call._choose_team(
                    teams.get(user or call.user_id, self.env["crm.team"])
                ).id
            call._write_changed(values)

    def _choose_team(self, teams):
        """Return the deal's team if the salesperson is in it, else the first of theirs.

        :param teams: of the call's salesperson, empty for one of none
        """
        of_deal = self.lead_id.team_id
        mine = teams.filtered(
            lambda team: not team.company_id or team.company_id == self.company_id
        )
        return of_deal if of_deal in mine or not mine else mine[0]

    @api.model
    def _get_teams(self, users):
        """Return ``{user: crm.team}``: the teams each is in."""
        members = self.env["crm.team.member"].search_fetch(
            Domain("user_id", "in", users.ids), ["user_id", "crm_team_id"], order="id"
        )
        return {
            user: rows.crm_team_id for user, rows in members.grouped("user_id").items()
        }
