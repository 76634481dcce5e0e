from odoo import fields, models


class PbxMissedDismiss(models.TransientModel):
    """Ask why a missed call is not called back."""

    _name = "pbx.missed.dismiss"
    _description = "Do Not Call Back"

    call_ids = fields.Many2many("pbx.call", string="Calls", required=True)
    reason = fields.Char(required=True, help="Such as: wrong number, advertising.")

    def action_dismiss(self):
        """Close the missed calls, by the rights of whoever asks."""
        self.ensure_one()
        self.call_ids.check_access("write")
        self.call_ids._dismiss_missed(self.reason)
        return {"type": "ir.actions.act_window_close"}
