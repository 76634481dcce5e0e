from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


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
        everybody = self.with_context(active_test=False)
        family = everybody.search([("id", "child_of", self.ids)])
        numbers = set(family.mapped("phone_sanitized")) - {False}
        return family._get_own_recording_domain(numbers)

    def _get_own_recording_domain(self, numbers):
        """Return which recordings are of these people, their deals or their numbers.

        Who a call was with may never have been said, or not be clear.

        :param numbers: in E.164
        """
        of_nobody = Domain("call_id.partner_id", "=", False)
        return Domain("state", "!=", "erased") & (
            Domain("call_id.partner_id", "in", self.ids)
            | Domain("call_id.lead_id.partner_id", "in", self.ids)
            | of_nobody & Domain("call_id.candidate_partner_ids", "in", self.ids)
            | of_nobody & Domain("call_id.phone_sanitized", "in", list(numbers))
        )

    def _get_sole_numbers(self):
        """Return the numbers of these that nobody else has."""
        numbers = set(self.mapped("phone_sanitized")) - {False}
        others = self.with_context(active_test=False).search_fetch(
            Domain("phone_sanitized", "in", list(numbers))
            & Domain("id", "not in", self.ids),
            ["phone_sanitized"],
        )
        return numbers - set(others.mapped("phone_sanitized"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        """Keep a client whose voice we keep: nobody would find it on request."""
        # By a number that somebody else has too they are found still.
        domain = self._get_own_recording_domain(self.sudo()._get_sole_numbers())
        # All recordings there are count, also those the user may not hear.
        count = (
            self.env["pbx.recording"]
            .sudo()
            .search_count(domain & Domain("state", "in", ("fetched", "waiting")))
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
