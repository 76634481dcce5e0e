from odoo import api, models


class PbxRecording(models.Model):
    """What the player shows."""

    _inherit = "pbx.recording"

    @api.readonly
    def get_recording_players(self):
        """Return what a player needs, one for each talk: two files may be one.

        :raise AccessError: where the user may not hear them
        """
        self._check_listen()
        players, shown = [], self.browse()
        for recording in self.sorted(lambda one: (one.leg_id.id or 0, one.id)):
            if recording in shown:
                continue
            tracks = recording | (recording._get_other_side() & self)
            shown |= tracks
            players.append(tracks._get_player())
        return players

    def _get_player(self):
        """Return what one player needs of the files of one talk."""
        ready = self.filtered(lambda one: one.state == "fetched")
        first = (ready or self)[:1]
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": first.id,
            "name": first.user_id.name or first.call_id.display_name,
            "state": first.state,
            "state_text": states[first.state],
            "reason": first.reason or "",
            "seconds": max(ready.mapped("seconds"), default=0),
            "tracks": [
                {
                    "id": one.id,
                    "side": one.side,
                    "seconds": one.seconds,
                    "url": f"/pbx/recording/{one.id}",
                }
                for one in ready
            ],
            "talk": first._get_player_talk() if ready else False,
            "talk_gap": ready._get_player_gap(),
            "marks": [
                mark._get_player_mark() for mark in self.mark_ids.sorted("second")
            ],
        }

    def _get_player_gap(self):
        """Return why nothing is told of who talked, a sentence; empty where it is."""
        gap = next(filter(None, self.mapped("talk_gap")), False)
        sentences = dict(self._fields["talk_gap"]._description_selection(self.env))
        return sentences.get(gap, "")

    def _get_player_talk(self):
        if not self.is_measured:
            return False
        spans = self.talk_spans or {}
        return {
            "user_share": self.user_share,
            "user_monologue": self.user_monologue,
            "client_monologue": self.client_monologue,
            "silence": self.silence,
            "user_interruptions": self.user_interruptions,
            "client": spans.get("client", []),
            "user": spans.get("user", []),
        }
