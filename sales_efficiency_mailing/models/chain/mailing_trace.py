from odoo import fields, models


class MailingTrace(models.Model):
    """What people, not machines, did with a letter."""

    _inherit = "mailing.trace"

    human_open_at = fields.Datetime(readonly=True)
    human_click_at = fields.Datetime(readonly=True)
    human_reply_at = fields.Datetime(readonly=True)

    _record_idx = models.Index("(model, res_id)")
