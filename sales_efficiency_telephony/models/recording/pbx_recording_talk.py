from odoo import fields, models

from ...sound.decode import RATE, NotDecoded, decode
from ...tools.sound_file import examine
from ...tools.sound_levels import FRAMES, get_levels, read_levels
from ...tools.talk_sides import compare

OTHER = {"client": "user", "user": "client"}


class PbxRecording(models.Model):
    """Who talked how much, of recordings that keep the two sides apart."""

    _inherit = "pbx.recording"

    user_share = fields.Float(
        string="Salesperson's Share",
        readonly=True,
        aggregator="avg",
        help="Of the talk, how much the salesperson said.",
    )
    is_measured = fields.Boolean(
        string="Two Voices", readonly=True, help="The two voices can be told apart."
    )
    user_monologue = fields.Float(
        string="Salesperson's Longest Monologue", readonly=True, aggregator="max"
    )
    client_monologue = fields.Float(
        string="Client's Longest Monologue", readonly=True, aggregator="max"
    )
    silence = fields.Float(string="Longest Silence", readonly=True, aggregator="max")
    user_interruptions = fields.Integer(
        string="Interruptions",
        readonly=True,
        help="How often the salesperson fell in while the client was talking.",
    )
    client_interruptions = fields.Integer(
        string="Interruptions by the Client", readonly=True
    )
    talk_spans = fields.Json(
        readonly=True, help="Who talked from which second to which."
    )
    talk_gap = fields.Selection(
        selection=[
            (
                "library",
                "Who talked how much is told of plain WAV files only: for this one the "
                "server needs the Python library miniaudio.",
            ),
            (
                "coding",
                "Who talked how much cannot be told: the file is damaged, or in a coding "
                "that is not known here. WAV (PCM, A-law, µ-law) and MP3 are.",
            ),
            (
                "long",
                "Who talked how much is not told of recordings as long as this one.",
            ),
        ],
        string="No Shares of Talk",
        readonly=True,
    )

    def _measure_talk(self, data):
        """Find out who talked when, where this file or a second one tells it."""
        self.ensure_one()
        client, user, files = self._get_levels(data)
        if client is None or user is None:
            return
        talk = compare(client, user)
        if talk.user_share is None:
            return
        files.write(
            {
                "is_measured": True,
                "user_share": talk.user_share,
                "user_monologue": talk.user.monologue,
                "client_monologue": talk.client.monologue,
                "silence": talk.silence,
                "user_interruptions": talk.user.interruptions,
                "client_interruptions": talk.client.interruptions,
                "talk_spans": {
                    "client": talk.client.spans,
                    "user": talk.user.spans,
                },
            }
        )

    def _get_levels(self, data):
        """Return the levels of the client, of the salesperson, and the files they are of."""
        if self.side == "both":
            levels = self._read_levels(data)
            if len(levels) != 2:
                return None, None, self
            is_turned = self._is_user_left()
            return levels[is_turned], levels[not is_turned], self
        other = self._get_other_side().filtered(lambda one: one.state == "fetched")[:1]
        if not other:
            return None, None, self
        levels, others = self._read_levels(data), other._read_levels(other._read_file())
        if not levels or not others:
            return None, None, self
        sides = {self.side: levels[0], other.side: others[0]}
        return sides["client"], sides["user"], self | other

    def _read_levels(self, data):
        """Return the levels of each channel, none where they cannot be had: why is noted.

        Nothing is noted of a file in which there is nothing to tell apart.
        """
        sound = examine(data)
        if not sound or self.side == "both" and sound.channels == 1:
            return []
        gap, levels = False, read_levels(data)
        if levels is None:
            try:
                blocks = decode(data, sound, RATE // FRAMES)
                levels = get_levels(blocks, sound.channels)
            except NotDecoded as error:
                gap, levels = error.code, []
        self.talk_gap = gap
        return levels

    def _get_other_side(self):
        """Return the file with the other voice of the same talk."""
        self.ensure_one()
        if self.side == "both":
            return self.browse()
        return self.call_id.sudo().recording_ids.filtered(
            lambda one: one.side == OTHER[self.side] and one.leg_id == self.leg_id
        )[:1]

    def _is_user_left(self):
        left = self.provider_id.recording_left
        if left == "caller":
            return self.call_id.direction == "out"
        return left == "user"
