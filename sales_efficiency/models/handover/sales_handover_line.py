from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class SalesHandoverLine(models.Model):
    """One record of a transfer: where it goes, what became of it, what it was before."""

    _name = "sales.handover.line"
    _description = "Transferred Record"
    _order = "handover_id desc, id"

    handover_id = fields.Many2one(
        comodel_name="sales.handover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    from_user_id = fields.Many2one(related="handover_id.from_user_id", store=True)
    model = fields.Selection(
        selection=[
            ("res.partner", "Client"),
            ("crm.lead", "Deal"),
            ("sale.order", "Order"),
            ("mail.activity", "Activity"),
            ("calendar.event", "Meeting"),
            ("crm.team", "Team Leadership"),
            ("sales.plan.line", "Plan Target"),
        ],
        string="Kind",
        required=True,
        readonly=True,
    )
    res_id = fields.Many2oneReference(
        string="Record ID", model_field="model", readonly=True
    )
    name = fields.Char(string="Record", readonly=True)
    field_name = fields.Char(string="Field", readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    part_key = fields.Char(
        readonly=True, help="What has the same one goes to the same person."
    )
    amount = fields.Float(
        readonly=True,
        help="Expected revenue of a deal, untaxed amount of an order, part of a target.",
    )
    to_user_id = fields.Many2one(
        comodel_name="res.users",
        string="To",
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id), "
        "('id', '!=', from_user_id)]",
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("moved", "Moved"),
            ("returned", "Returned"),
            ("kept", "Kept"),
            ("failed", "Not moved"),
        ],
        required=True,
        default="planned",
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    moved_at = fields.Datetime(readonly=True)
    returned_at = fields.Datetime(readonly=True)
    before = fields.Json(readonly=True)
    after = fields.Json(readonly=True)

    _state_idx = models.Index("(handover_id, state, id)")

    def write(self, vals):
        """Let people change who receives, as long as nothing is moved, and for all that
        belongs to one client at once.
        """
        if self.env.su:
            return super().write(vals)
        if set(vals) != {"to_user_id"}:
            raise AccessError(
                self.env._(
                    "The log of a transfer is kept as it is. Only the receiver can be "
                    "changed, before the transfer."
                )
            )
        self.check_access("write")
        handovers = self.sudo().handover_id
        handovers._check_state("draft")
        receiver = self.env["res.users"].browse(vals["to_user_id"])
        for handover in handovers:
            handover._check_receivers(receiver)
        self.env["sales.handover"]._check_reach(handovers.from_user_id | receiver)
        self._check_hand()
        together = self.sudo().search(
            [
                ("handover_id", "in", handovers.ids),
                ("part_key", "in", self.sudo().mapped("part_key")),
            ]
        )
        together.write({"to_user_id": receiver.id})
        handovers._add_receivers()
        return True

    def _check_hand(self):
        """Leave targets of plans as they were divided."""
        for line in self.sudo():
            if line.model == "sales.plan.line":
                raise UserError(
                    self.env._(
                        "“%(target)s” is divided by the work each one gets. Change the "
                        "targets in the plan after the transfer.",
                        target=line.name,
                    )
                )

    def action_open(self):
        """Open the record itself."""
        self.ensure_one()
        model = self.model
        res_id = self.res_id
        if model == "sales.plan.line":
            line = self.env[model].browse(res_id).exists()
            model, res_id = "sales.plan", line.plan_id.id
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": res_id,
            "views": [(False, "form")],
        }
