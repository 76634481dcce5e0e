from odoo import api, fields, models


class MailingChainParticipant(models.Model):
    """Somebody's way through a chain: one person, however many deals there are."""

    _name = "mailing.chain.participant"
    _description = "Participant of a Mailing Chain"
    _order = "entered_at desc, id desc"

    chain_id = fields.Many2one(
        comodel_name="mailing.chain", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, readonly=True
    )
    version_id = fields.Many2one(
        comodel_name="mailing.chain.version", required=True, ondelete="restrict"
    )
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", index="btree_not_null", ondelete="set null"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(readonly=True)
    email_normalized = fields.Char(required=True, string="Email", readonly=True)
    tz = fields.Char(readonly=True)
    state = fields.Selection(
        selection=[
            ("running", "On the Way"),
            ("held", "Held"),
            ("done", "Went Through"),
            ("left", "Left"),
        ],
        required=True,
        default="running",
        readonly=True,
    )
    step_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        string="At",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    wake_at = fields.Datetime(
        string="Next", readonly=True, help="When the next thing is done, if not before."
    )
    limit_at = fields.Datetime(
        readonly=True, help="Until when a branch waits for what may come true."
    )
    entered_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    entry_id = fields.Many2one(
        comodel_name="mailing.chain.entry", ondelete="set null", readonly=True
    )
    left_at = fields.Datetime(readonly=True)
    left_reason = fields.Selection(
        selection=[
            ("end", "Came to the end"),
            ("reply", "Replied"),
            ("won", "Won"),
            ("lost", "Lost"),
            ("unsubscribed", "Unsubscribed"),
            ("meeting", "Booked a meeting"),
            ("domain", "Matched the exit"),
            ("bounced", "Address is dead"),
            ("chain", "Went on in another chain"),
            ("hand", "Taken out by hand"),
            ("gone", "Record was deleted"),
        ],
        readonly=True,
    )
    held_reason = fields.Char(readonly=True)
    step_log_ids = fields.One2many(
        comodel_name="mailing.chain.participant.step", inverse_name="participant_id"
    )

    #: One person is at most once on the way through a chain, whatever the deal.
    _once_idx = models.UniqueIndex(
        "(chain_id, email_normalized) WHERE state IN ('running', 'held')",
        "This address is on its way through the chain already.",
    )
    _due_idx = models.Index("(wake_at) WHERE state = 'running'")
    _record_idx = models.Index("(res_model, res_id)")
    _email_idx = models.Index("(email_normalized)")

    @api.depends("name", "email_normalized", "chain_id.name")
    def _compute_display_name(self):
        for participant in self:
            participant.display_name = self.env._(
                "%(who)s in %(chain)s",
                who=participant.name or participant.email_normalized,
                chain=participant.chain_id.name,
            )
