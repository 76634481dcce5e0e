from odoo import fields, models


class MailingChainEntry(models.Model):
    """A door into a chain."""

    _name = "mailing.chain.entry"
    _description = "Entry of a Mailing Chain"
    _order = "chain_id, sequence, id"

    chain_id = fields.Many2one(
        comodel_name="mailing.chain", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="chain_id.company_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=[
            ("stage", "Deal comes to a stage"),
            ("segment", "Record comes to match"),
            ("source", "Lead comes from a source"),
            ("event", "Somebody registers for an event"),
            ("won", "Deal is won"),
            ("lost", "Deal is lost"),
            ("silence", "Client is out of touch"),
        ],
        required=True,
        default="segment",
    )
    stage_id = fields.Many2one(comodel_name="crm.stage", ondelete="cascade")
    domain = fields.Char(help="Only who matches this as well.")
    source_id = fields.Many2one(comodel_name="utm.source", ondelete="cascade")
    event_id = fields.Many2one(comodel_name="event.event", ondelete="cascade")
    lost_reason_id = fields.Many2one(comodel_name="crm.lost.reason", ondelete="cascade")
    silence_days = fields.Integer(string="Days Without Contact", default=30)
    problem = fields.Char(
        readonly=True, copy=False, help="Why nobody can get in by this door."
    )
