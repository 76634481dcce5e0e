from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class PbxRecordingMark(models.Model):
    """A comment at a second of a recording; whoever may hear it may read it."""

    _name = "pbx.recording.mark"
    _description = "Mark in a Recording"
    _order = "recording_id, second, id"
    _rec_name = "text"

    recording_id = fields.Many2one(
        "pbx.recording", required=True, index=True, ondelete="cascade"
    )
    second = fields.Float(required=True)
    text = fields.Text(string="Comment", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Author",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )

    def write(self, vals):
        """Keep a mark where, and whose, it was made; what it says may change."""
        if not self.env.su and {"recording_id", "user_id"} & vals.keys():
            raise AccessError(
                self.env._("A mark stays in its recording. Set a new one in the other.")
            )
        return super().write(vals)

    @api.constrains("second", "recording_id")
    def _check_second(self):
        for mark in self:
            if mark.recording_id.state != "fetched":
                raise ValidationError(
                    self.env._(
                        "There is nothing to hear in this recording: marks are set in "
                        "one that was fetched."
                    )
                )
            length = mark.recording_id.seconds
            if not 0 <= mark.second <= length:
                raise ValidationError(
                    self.env._(
                        "Second: a mark lies within the recording, between 0 and "
                        "%(length).0f.",
                        length=length,
                    )
                )

    def _get_player_mark(self):
        """Return what the player shows of a mark."""
        return {
            "id": self.id,
            "second": self.second,
            "text": self.text,
            "author": self.user_id.name,
            "is_own": self.user_id == self.env.user,
        }
