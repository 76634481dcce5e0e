from odoo import api, fields, models


class MailingFeedback(models.Model):
    """A question put to a client by a letter, and the answer."""

    _name = "mailing.feedback"
    _description = "Answer of a Client"
    _order = "answered_at desc, id desc"

    participant_id = fields.Many2one(
        comodel_name="mailing.chain.participant",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    step_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    chain_id = fields.Many2one(
        comodel_name="mailing.chain",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, readonly=True
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Deal",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    user_input_id = fields.Many2one(
        comodel_name="survey.user_input",
        string="Survey Answer",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    sent_at = fields.Datetime(string="Asked", required=True, readonly=True)
    answered_at = fields.Datetime(string="Answered", readonly=True)
    rating = fields.Float(digits=(4, 1), readonly=True, aggregator="avg")
    has_rating = fields.Boolean(readonly=True)
    is_bad = fields.Boolean(string="Bad Answer", readonly=True)
    answers = fields.Text(
        readonly=True, help="As it was said, kept if the survey is removed."
    )

    _record_idx = models.Index("(res_model, res_id)")

    @api.depends("step_id.name", "participant_id.name")
    def _compute_display_name(self):
        for feedback in self:
            feedback.display_name = self.env._(
                "%(step)s for %(who)s",
                step=feedback.step_id.name,
                who=feedback.partner_id.name or feedback.participant_id.name,
            )
