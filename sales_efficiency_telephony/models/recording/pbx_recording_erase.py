import logging

from odoo import api, fields, models
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

CHUNK = 200


class PbxRecording(models.Model):
    """The end of recordings: by age, by hand, on a client's request."""

    _inherit = "pbx.recording"

    def action_erase(self):
        """Erase these recordings for good; that they were there stays noted."""
        self._check_erase()
        self._erase(
            self.env._("Erased by hand by %(user)s.", user=self.env.user.display_name)
        )

    def _erase(self, reason):
        """Erase the files, what was said of them, and what their names tell."""
        recordings = self.filtered(lambda one: one.state != "erased")
        if not recordings:
            return
        self.env["pbx.recording.access"]._note_erasure(recordings)
        # Files are out of everybody's reach, and the log is written by the server.
        kept = recordings.sudo()
        kept.mark_ids.unlink()
        files = self.env["ir.attachment"].sudo()
        files.search(
            [("res_model", "=", self._name), ("res_id", "in", recordings.ids)]
        ).unlink()
        kept.write(
            {
                "state": "erased",
                "reason": reason,
                "ref": False,
                "try_at": False,
                "attachment_id": False,
                "talk_spans": False,
                "talk_gap": False,
                "erased_at": fields.Datetime.now(),
                "erased_by_id": self.env.uid,
            }
        )
        kept._forget_told()
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_recording_erase")
        # The files themselves go in a transaction of their own, soon.
        cron.sudo()._trigger()

    def _forget_told(self):
        """Forget the names of erased files wherever else they were noted; to be extended."""

    @api.model
    def _cron_erase(self):
        """Erase what has been kept long enough, and the files of all that was erased."""
        cron = self.env["ir.cron"]
        domain = self._get_expired_domain()
        left = cron._commit_progress(remaining=self.search_count(domain))
        while left and (expired := self.search(domain, limit=CHUNK)):
            locked = expired.try_lock_for_update()
            locked._erase(self.env._("Erased when its time was up."))
            left = cron._commit_progress(
                len(locked), remaining=self.search_count(domain)
            )
            if not locked:
                break
        self.env["ir.attachment"]._gc_file_store()

    @api.model
    def _get_expired_domain(self):
        now = fields.Datetime.now()
        providers = self.env["pbx.provider"].with_context(active_test=False)
        return Domain("state", "!=", "erased") & Domain.OR(
            Domain("provider_id", "=", provider.id)
            & Domain(
                "started_at",
                "<",
                fields.Datetime.subtract(now, days=provider.recording_days),
            )
            for provider in providers.search([("recording_days", ">", 0)])
        )
