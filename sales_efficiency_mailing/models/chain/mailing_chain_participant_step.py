from odoo import fields, models


class MailingChainParticipantStep(models.Model):
    """What was done for a participant at a step, and what became of it."""

    _name = "mailing.chain.participant.step"
    _description = "Step of a Participant"
    _order = "participant_id, id"

    participant_id = fields.Many2one(
        comodel_name="mailing.chain.participant",
        required=True,
        index=True,
        ondelete="cascade",
    )
    chain_id = fields.Many2one(
        comodel_name="mailing.chain", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(comodel_name="res.company", required=True)
    step_id = fields.Many2one(
        comodel_name="mailing.chain.step", required=True, ondelete="restrict"
    )
    mailing_id = fields.Many2one(comodel_name="mailing.mailing", ondelete="set null")
    entered_at = fields.Datetime(required=True)
    done_at = fields.Datetime()
    result = fields.Selection(
        selection=[
            ("done", "Done"),
            ("sent", "Letter handed to the queue"),
            ("skipped", "Skipped"),
            ("capped", "Not sent: enough letters already"),
            ("refused", "Not sent: does not want it"),
            ("failed", "Failed"),
        ],
    )
    reason = fields.Char()
    trace_ids = fields.One2many(
        comodel_name="mailing.trace", inverse_name="chain_participant_step_id"
    )

    _step_idx = models.Index("(step_id, result)")
