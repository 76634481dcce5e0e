from odoo import api, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_erase_recordings(self):
        """Open what would be erased of these clients."""
        self.env["pbx.recording"]._check_erase()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erase Recordings"),
            "res_model": "pbx.recording.erase",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_ids": self.ids},
        }

    def _get_recording_domain(self):
        """Return which recordings are of these clients and their people."""
        return [
            ("call_id.partner_id", "child_of", self.ids),
            ("state", "!=", "erased"),
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        """Keep a client whose voice we keep: nobody would find it on request."""
        recordings = self.env["pbx.recording"].sudo()
        count = recordings.search_count(
            [("call_id.partner_id", "in", self.ids), ("state", "=", "fetched")]
        )
        if count:
            raise UserError(
                self.env._(
                    "There are %(count)s recordings of talks with this contact. Erase "
                    "them first, by “Erase Recordings” in its menu, or archive the "
                    "contact.",
                    count=count,
                )
            )
