from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

#: The kinds of work by the field that asks for them.
KINDS = {
    "with_clients": "clients",
    "with_deals": "deals",
    "with_activities": "activities",
    "with_meetings": "meetings",
    "with_orders": "orders",
    "with_confirmed_orders": "confirmed",
    "with_plans": "plans",
}


class SalesHandoverTransfer(models.TransientModel):
    """Ask whose work goes to whom, and show what that would be. Nothing is moved here."""

    _name = "sales.handover.transfer"
    _description = "Transfer Work"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    from_user_id = fields.Many2one(
        comodel_name="res.users",
        string="From",
        required=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        context={"active_test": False},
    )
    to_user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Receivers",
        domain="[('share', '=', False), ('company_ids', 'in', company_id), "
        "('id', '!=', from_user_id)]",
    )
    last_day = fields.Date(
        required=True,
        default=lambda self: self.env.user._get_sales_today(),
        help="Plan targets are divided at the end of this day.",
    )
    way = fields.Selection(
        selection=lambda self: (
            self.env["sales.handover"]._fields["way"]._description_selection(self.env)
        ),
        string="Split",
        required=True,
        default="count",
    )
    with_clients = fields.Boolean(string="Clients", default=True)
    with_deals = fields.Boolean(string="Open Deals", default=True)
    with_activities = fields.Boolean(string="Activities", default=True)
    with_meetings = fields.Boolean(string="Meetings to Come", default=True)
    with_orders = fields.Boolean(string="Quotations", default=True)
    with_confirmed_orders = fields.Boolean(
        string="Confirmed Orders",
        help="Facts follow the order: what was sold counts for the receiver then.",
    )
    with_plans = fields.Boolean(
        string="Plan Targets",
        default=True,
        help="What is left of the targets in confirmed plans. Closed plans stay as they "
        "are.",
    )
    leader_id = fields.Many2one(
        comodel_name="res.users",
        string="New Team Leader",
        domain="[('share', '=', False), ('company_ids', 'in', company_id), "
        "('id', '!=', from_user_id)]",
        help="Leads the teams that the person led. Empty: nothing changes there.",
    )
    leads_teams = fields.Boolean(compute="_compute_leads_teams")

    @api.depends("from_user_id")
    def _compute_leads_teams(self):
        teams = self.env["crm.team"].sudo()
        may = self.env.user.has_group("sales_efficiency.group_sales_efficiency_manager")
        for wizard in self:
            wizard.leads_teams = bool(
                may
                and wizard.from_user_id
                and teams.search_count(
                    [("sales_leader_ids", "in", wizard.from_user_id.ids)], limit=1
                )
            )

    def action_preview(self):
        """Plan the transfer and show it."""
        self.ensure_one()
        self._check()
        handover = (
            self.env["sales.handover"]
            .sudo()
            .create(
                {
                    "from_user_id": self.from_user_id.id,
                    "company_id": self.company_id.id,
                    "last_day": self.last_day,
                    "way": self.way,
                    "receiver_ids": [
                        Command.create({"user_id": user.id})
                        for user in self.to_user_ids
                    ],
                }
            )
        )
        handover._check_receivers(self.to_user_ids | self.leader_id)
        handover._plan(self._get_kinds(), self.leader_id)
        if not handover.line_ids:
            raise UserError(
                self.env._(
                    "%(person)s has nothing of what you chose: choose other kinds of work, "
                    "or somebody else.",
                    person=self.from_user_id.name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": "sales.handover",
            "res_id": handover.id,
            "views": [(False, "form")],
        }

    def _get_kinds(self):
        kinds = {kind for name, kind in KINDS.items() if self[name]}
        return kinds if "orders" in kinds else kinds - {"confirmed"}

    def _check(self):
        """Refuse what the user has no right to, before anything is read."""
        if self.company_id not in self.env.companies:
            raise AccessError(
                self.env._(
                    "Choose a company that is selected at the top of the screen."
                )
            )
        people = self.from_user_id | self.to_user_ids | self.leader_id
        self.env["sales.handover"]._check_reach(people)
        if self.leader_id and not self.env.user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        ):
            raise AccessError(
                self.env._(
                    "New Team Leader: only a sales manager hands on a team. Leave it empty."
                )
            )
