from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError


class SalesLoadLevel(models.TransientModel):
    """Ask in which teams work is to be evened out. Nothing is moved here."""

    _name = "sales.load.level"
    _description = "Even Out Work"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    allowed_team_ids = fields.Many2many(
        comodel_name="crm.team", compute="_compute_allowed_team_ids"
    )
    team_ids = fields.Many2many(
        comodel_name="crm.team",
        string="Sales Teams",
        domain="[('id', 'in', allowed_team_ids)]",
        help="Deals stay within the team of who gives them away.",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Take From",
        domain="[('crm_team_ids', 'in', team_ids)]",
        help="Empty: from everybody who has too much.",
    )

    @api.model
    def default_get(self, fields):
        """Begin with who is selected on the workload screen, else with all teams."""
        values = super().default_get(fields)
        rows = self.env["sales.load.report"]
        if self.env.context.get("active_model") == rows._name:
            rows = rows.browse(self.env.context.get("active_ids", ())).exists()
        if rows:
            values["company_id"] = rows[0].company_id.id
            rows = rows.filtered(lambda row: row.company_id == rows[0].company_id)
            values["user_ids"] = [Command.set(rows.user_id.ids)]
        teams = rows.team_id or self._get_teams(self.env.company)
        values["team_ids"] = [Command.set(teams.ids)]
        return values

    @api.depends("company_id")
    def _compute_allowed_team_ids(self):
        for wizard in self:
            wizard.allowed_team_ids = self._get_teams(wizard.company_id)

    @api.model
    def _get_teams(self, company):
        """Return the teams of a company in which the user may move work."""
        domain = [
            ("company_id", "in", [False, company.id]),
            ("crm_team_member_ids", "!=", False),
        ]
        if not self.env.user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        ):
            domain.append(("sales_leader_ids", "in", self.env.user.ids))
        return self.env["crm.team"].search(domain)

    def action_propose(self):
        """Prepare the transfers and show them."""
        self.ensure_one()
        self._check()
        handovers = (
            self.env["sales.load"]
            .sudo()
            ._propose(self.company_id, self.team_ids, self.user_ids)
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency.sales_handover_action"
        )
        if len(handovers) == 1:
            return action | {"res_id": handovers.id, "views": [(False, "form")]}
        return action | {"domain": [("id", "in", handovers.ids)]}

    def _check(self):
        """Refuse what the user has no right to, before anything is read."""
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._(
                    "Choose a company that is selected at the top of the screen."
                )
            )
        if not self.team_ids:
            raise UserError(
                self.env._(
                    "Sales Teams: choose at least one team in which work is evened out."
                )
            )
        people = self.team_ids.sudo().member_ids | self.user_ids
        self.env["sales.handover"]._check_reach(people)
