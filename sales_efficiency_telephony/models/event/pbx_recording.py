from odoo import models
from odoo.tools import SQL


class PbxRecording(models.Model):
    _inherit = "pbx.recording"

    def _forget_told(self):
        """Forget the files' names in what was told of these calls, and how it came.

        That a file was told of stays. What was received at once is kept with the first of
        its facts, be it another call's: all that came in the same second goes.
        """
        result = super()._forget_told()
        for provider, recordings in self.grouped("provider_id").items():
            of_calls = SQL(
                "provider_id = %s AND call_uid = ANY(%s)",
                provider.id,
                list(filter(None, recordings.call_id.mapped("call_uid"))),
            )
            self.env["pbx.event"].flush_model()
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE pbx_event
                       SET payload = NULL
                     WHERE provider_id = %s AND payload IS NOT NULL
                       AND received_at IN (SELECT received_at FROM pbx_event WHERE %s)
                    """,
                    provider.id,
                    of_calls,
                )
            )
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE pbx_event
                       SET facts = facts - 'recording'
                     WHERE %s AND facts ? 'recording'
                    """,
                    of_calls,
                )
            )
            self.env["pbx.event"].invalidate_model(["facts", "payload"])
        return result
