from odoo import fields, models
from odoo.tools import SQL

#: Seconds within which what a player asks for again is the same listening.
LISTENING = 1800
AGENT_LENGTH = 200


class PbxRecordingAccess(models.Model):
    """Who heard or erased a recording, and when; kept when the recording is gone."""

    _name = "pbx.recording.access"
    _description = "Log of Listening"
    _order = "at desc, id desc"
    _rec_name = "call"
    _log_access = False

    recording_id = fields.Many2one(
        "pbx.recording", readonly=True, index="btree_not_null", ondelete="set null"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    call = fields.Char(readonly=True, help="The call's number in the phone system.")
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    action = fields.Selection(
        selection=[("listen", "Heard"), ("erase", "Erased")],
        required=True,
        readonly=True,
    )
    at = fields.Datetime(string="When", required=True, readonly=True)
    #: The part of time in which a listening began: two requests at once make one row.
    slot = fields.Integer(readonly=True, groups=fields.NO_ACCESS)
    address = fields.Char(
        string="From", readonly=True, help="The address of the browser."
    )
    agent = fields.Char(string="Browser", readonly=True)

    _listening_uniq = models.UniqueIndex(
        "(recording_id, user_id, slot) WHERE action = 'listen'"
    )

    def _note_listening(self, recording, address, agent):
        """Note that the user hears a recording, once for a listening."""
        now = fields.Datetime.now()
        # What the player asks for while it plays is no new listening.
        begun = fields.Datetime.subtract(now, seconds=LISTENING)
        known = self.sudo().search_count(
            [
                ("recording_id", "=", recording.id),
                ("user_id", "=", self.env.uid),
                ("action", "=", "listen"),
                ("at", ">", begun),
            ],
            limit=1,
        )
        if known:
            return
        recording = recording.sudo()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO pbx_recording_access
                    (recording_id, company_id, call, user_id, action, at, slot, address,
                     agent)
                VALUES (%s, %s, %s, %s, 'listen', %s, %s, %s, %s)
                ON CONFLICT DO NOTHING
                """,
                recording.id,
                recording.company_id.id,
                recording.call_id.call_uid,
                self.env.uid,
                now,
                int(now.timestamp()) // LISTENING,
                address,
                (agent or "")[:AGENT_LENGTH],
            )
        )
        self.invalidate_model()

    def _note_erasure(self, recordings):
        """Note that the user, or the server by itself, erases recordings."""
        now = fields.Datetime.now()
        self.sudo().create(
            [
                {
                    "recording_id": recording.id,
                    "company_id": recording.company_id.id,
                    "call": recording.call_id.call_uid,
                    "user_id": self.env.uid,
                    "action": "erase",
                    "at": now,
                }
                for recording in recordings
            ]
        )
