from odoo import api, fields, models
from odoo.exceptions import UserError

#: What each figure of a receiver counts.
COUNTED = {
    "res.partner": "client_count",
    "crm.lead": "lead_count",
    "mail.activity": "activity_count",
    "calendar.event": "meeting_count",
    "sale.order": "order_count",
}


class SalesHandoverReceiver(models.Model):
    """Somebody who gets a part of the work, and how much that is."""

    _name = "sales.handover.receiver"
    _description = "Receiver of Work"
    _order = "id"

    handover_id = fields.Many2one(
        comodel_name="sales.handover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Receiver",
        required=True,
        index=True,
        ondelete="restrict",
    )
    client_count = fields.Integer(string="Clients", compute="_compute_counts")
    lead_count = fields.Integer(string="Deals", compute="_compute_counts")
    lead_amount = fields.Monetary(string="Expected Revenue", compute="_compute_counts")
    activity_count = fields.Integer(string="Activities", compute="_compute_counts")
    meeting_count = fields.Integer(string="Meetings", compute="_compute_counts")
    order_count = fields.Integer(string="Orders", compute="_compute_counts")
    order_amount = fields.Monetary(compute="_compute_counts")
    target_count = fields.Integer(string="Targets", compute="_compute_counts")

    _user_uniq = models.UniqueIndex("(handover_id, user_id)")

    @api.depends("handover_id.line_ids.to_user_id", "handover_id.line_ids.amount")
    def _compute_counts(self):
        found = {}
        for handover, user, model, count, amount in self.env[
            "sales.handover.line"
        ]._read_group(
            [("handover_id", "in", self.handover_id.ids), ("state", "!=", "failed")],
            ["handover_id", "to_user_id", "model"],
            ["__count", "amount:sum"],
        ):
            found[handover, user, model] = (count, amount)
        for receiver in self:

            def get(model, key=(receiver.handover_id, receiver.user_id)):
                return found.get((*key, model), (0, 0.0))

            for model, name in COUNTED.items():
                receiver[name] = get(model)[0]
            receiver.lead_amount = get("crm.lead")[1]
            receiver.order_amount = get("sale.order")[1]
            receiver.target_count = get("sales.plan.line")[0]


class SalesHandover(models.Model):
    """Who receives."""

    _inherit = "sales.handover"

    def _check_receivers(self, receivers):
        """Refuse receivers who could not work with what they get."""
        company = self.company_id
        if not receivers:
            raise UserError(
                self.env._("Receivers: choose at least one person who gets the work.")
            )
        for user in receivers.sudo():
            names = {"person": user.name, "company": company.name}
            if user == self.from_user_id:
                raise UserError(
                    self.env._(
                        "%(person)s is who the work comes from: remove this person from "
                        "the receivers.",
                        **names,
                    )
                )
            if user.share or not user.active or company not in user.company_ids:
                raise UserError(
                    self.env._(
                        "%(person)s does not work in %(company)s: choose other receivers, "
                        "or give this person access to the company.",
                        **names,
                    )
                )

    def _add_receivers(self):
        """Count everybody who gets something, after a change by hand."""
        for handover in self:
            missing = handover.line_ids.to_user_id - handover.receiver_ids.user_id
            self.env["sales.handover.receiver"].create(
                [{"handover_id": handover.id, "user_id": user.id} for user in missing]
            )
