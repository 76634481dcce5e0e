from odoo import fields, models

from ...tools.talk_sides import compare, read_levels

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
        levels = self.mimetype == "audio/wav" and read_levels(data)
        if not levels:
            return None, None, self
        if self.side == "both":
            if len(levels) != 2:
                return None, None, self
            is_turned = self._is_user_left()
            return levels[is_turned], levels[not is_turned], self
        other = self._get_other_side().filtered(
            lambda one: one.state == "fetched" and one.mimetype == "audio/wav"
        )[:1]
        others = other and read_levels(other._read_file())
        if not others:
            return None, None, self
        sides = {self.side: levels[0], other.side: others[0]}
        return sides["client"], sides["user"], self | other

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
