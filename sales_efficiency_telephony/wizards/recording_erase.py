from odoo import api, fields, models
from odoo.exceptions import UserError


class PbxRecordingErase(models.TransientModel):
    """What is erased where a client asks for it, shown before it is gone."""

    _name = "pbx.recording.erase"
    _description = "Erase Recordings of a Client"

    partner_ids = fields.Many2many("res.partner", string="Clients", required=True)
    recording_ids = fields.Many2many(
        "pbx.recording", string="Recordings", compute="_compute_recording_ids"
    )
    recording_count = fields.Integer(
        string="Recordings to Erase", compute="_compute_recording_ids"
    )
    other_count = fields.Integer(
        string="Recordings of Other Companies",
        compute="_compute_recording_ids",
        help="Of companies you do not work in at the moment: these are not erased.",
    )
    reason = fields.Char(
        required=True,
        default=lambda self: self.env._("At the client's request"),
        help="Stays noted with what is erased.",
    )

    @api.depends("partner_ids")
    def _compute_recording_ids(self):
        for wizard in self:
            partners = wizard.partner_ids._origin
            # Found whosever the deals are; a number tells who erases that there is more
            # to ask for elsewhere.
            everywhere = self.env["pbx.recording"].sudo()
            everywhere = everywhere.search(partners._get_recording_domain())
            recordings = self.env["pbx.recording"].search(
                [("id", "in", everywhere.ids)]
            )
            wizard.recording_ids = recordings
            wizard.recording_count = len(recordings)
            wizard.other_count = len(everywhere) - len(recordings)

    def action_erase(self):
        """Erase what was shown."""
        self.ensure_one()
        recordings = self.recording_ids
        recordings._check_erase()
        if not recordings:
            raise UserError(
                self.env._("There are no recordings of talks with these clients.")
            )
        recordings._erase(self.reason)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s recordings were erased.", count=len(recordings)
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
