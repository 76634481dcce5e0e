from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain

RECORDING = "pbx.recording"


class IrAttachment(models.Model):
    """Recordings are heard through their own door, which asks for the right and keeps a
    log. As attachments they are there for nobody: whoever may hear one may not take it
    past the log, and a token or a mark as public opens nothing.
    """

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        refused = super()._check_access(operation)
        private = self._get_recording_files()
        if not private:
            return refused
        forbidden = private | refused[0] if refused else private

        def error():
            return AccessError(
                self.env._("Recordings of calls are heard in the call, not as files.")
            )

        return forbidden, refused[1] if refused else error

    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & Domain("res_model", "!=", RECORDING)
        return super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )

    def _can_return_content(self, field_name=None, access_token=None):
        if self._get_recording_files():
            return False
        return super()._can_return_content(field_name, access_token)

    def _to_http_stream(self):
        if self._get_recording_files():
            raise AccessError(
                self.env._("Recordings of calls are heard in the call, not as files.")
            )
        return super()._to_http_stream()

    def _get_recording_files(self):
        """Return those of these that are recordings of calls."""
        private = self.sudo().filtered(lambda one: one.res_model == RECORDING)
        return private.sudo(self.env.su)
