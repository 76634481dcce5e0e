from odoo import fields, models


class PbxListeningSkip(models.TransientModel):
    """Ask why a drawn call is not listened to."""

    _name = "pbx.listening.skip"
    _description = "Skip a Call to Listen To"

    listening_ids = fields.Many2many("pbx.listening", string="Calls", required=True)
    reason = fields.Char(required=True, help="Such as: another language, private.")

    def action_skip(self):
        """Take the calls off the list, by the rights of whoever asks."""
        self.ensure_one()
        self.listening_ids._skip(self.reason)
        return {"type": "ir.actions.act_window_close"}
