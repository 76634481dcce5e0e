from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the client who gets call cards and who can dial by a click."""
        info = super().session_info()
        calls = self.env["pbx.call"]
        is_caller = calls.has_access("read")
        info["pbx_cards"] = is_caller
        info["pbx_dial"] = is_caller and bool(calls._get_own_extension())
        return info
