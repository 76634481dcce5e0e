from odoo import fields, models


class PbxEvent(models.Model):
    """What a phone system told, once each and never changed: calls are folded of these."""

    _name = "pbx.event"
    _description = "Call Event"
    _order = "occurred_at desc, id desc"
    _rec_name = "call_uid"
    _log_access = False

    provider_id = fields.Many2one("pbx.provider", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="provider_id.company_id")
    event_uid = fields.Char(required=True, readonly=True)
    call_uid = fields.Char(string="Call", required=True, readonly=True)
    kind = fields.Char(required=True, readonly=True)
    #: Fractions of a second matter: talk time is their difference.
    occurred_at = fields.Float(
        string="Second", digits=(17, 6), required=True, readonly=True
    )
    received_at = fields.Datetime(required=True, readonly=True)
    facts = fields.Json(readonly=True, help="The fact in the words of no vendor.")
    payload = fields.Json(readonly=True, help="What was received, kept for a while.")
    state = fields.Selection(
        selection=[
            ("new", "New"),
            ("applied", "Applied"),
            ("ignored", "Ignored"),
            ("error", "Failed"),
        ],
        required=True,
        default="new",
    )
    error = fields.Text(readonly=True)

    _event_uniq = models.UniqueIndex("(provider_id, event_uid)")
    _call_idx = models.Index("(provider_id, call_uid)")
    _waiting_idx = models.Index("(id) WHERE state IN ('new', 'error')")
