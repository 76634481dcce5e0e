import os

from odoo import fields, models

from ...tools.sound_file import examine


class PbxRecording(models.Model):
    """The file: taken for what its content is, and kept where only we get at it."""

    _inherit = "pbx.recording"

    def _keep_file(self, data):
        """Keep what was fetched, or say why it is no recording."""
        self.ensure_one()
        sound = examine(data)
        if not sound:
            self._give_up(
                "refused",
                self.env._(
                    "The file is no sound (WAV, MP3, Ogg and M4A are). See what the "
                    "phone system serves at this address."
                ),
            )
            return
        if sound.is_empty:
            # Of a call nobody answered, phone systems keep the head of a file.
            self._give_up("missing", self.env._("The file holds no sound."))
            return
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"recording-{self.id}.{sound.kind}",
                "raw": data,
                "mimetype": sound.mimetype,
                "res_model": self._name,
                "res_id": self.id,
                "company_id": self.company_id.id,
            }
        )
        self.write(
            {
                "state": "fetched",
                "reason": False,
                "try_at": False,
                "fetched_at": fields.Datetime.now(),
                "attachment_id": attachment.id,
                "mimetype": sound.mimetype,
                "size": len(data),
                "seconds": sound.seconds,
            }
        )
        self._measure_talk(data)

    def _give_up(self, state, reason):
        self.write({"state": state, "reason": reason, "try_at": False})

    def _get_file(self):
        """Return ``(path, content)`` of the file; one of them, ``None`` both where gone.

        Whoever asks has checked :meth:`_check_listen`.
        """
        self.ensure_one()
        attachment = self.sudo().attachment_id
        if self.state != "fetched" or not attachment:
            return None, None
        if not attachment.store_fname:
            return None, attachment.db_datas
        path = attachment._full_path(attachment.store_fname)
        return (path, None) if os.path.isfile(path) else (None, None)

    def _read_file(self):
        """Return the bytes of the file, none where it is gone."""
        path, content = self._get_file()
        if path:
            with open(path, "rb") as file:
                return file.read()
        return content or b""
