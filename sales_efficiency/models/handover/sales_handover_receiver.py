from odoo import api, fields, models

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
