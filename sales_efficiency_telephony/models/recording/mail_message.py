from odoo import api, models
from odoo.exceptions import AccessError

from .ir_attachment import RECORDING


class MailMessage(models.Model):
    """Messages carry no recordings: who is mailed to would hear them past their door.

    A message is sent by the server, which may read every file, and a file of the record
    that it is about is attached without asking who attaches it.
    """

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._check_no_recordings()
        return messages

    def write(self, vals):
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._check_no_recordings()
        return result

    def _check_no_recordings(self):
        """Refuse messages with recordings, whoever writes them.

        :raise AccessError:
        """
        # Nobody sees these files: only the server knows that they are attached.
        if RECORDING in self.sudo().attachment_ids.mapped("res_model"):
            raise AccessError(
                self.env._("Recordings of calls are heard in the call, not sent.")
            )
