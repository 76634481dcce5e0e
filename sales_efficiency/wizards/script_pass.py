from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError


class SalesScriptPass(models.TransientModel):
    """A leader lets deals go on although something their script requires is open."""

    _name = "sales.script.pass"
    _description = "Let Deals Pass"

    lead_ids = fields.Many2many(
        comodel_name="crm.lead", string="Deals", required=True, readonly=True
    )
    stage_id = fields.Many2one(
        comodel_name="crm.stage",
        string="To Stage",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    reason = fields.Char(required=True)

    def action_pass(self):
        """Note who lets them pass and why, on the deals too, and move them."""
        self.ensure_one()
        deals = self.lead_ids
        deals.check_access("write")
        missing = deals._get_missing_checks(self.stage_id)
        if not deals.browse(part.deal.id for part in missing)._may_let_pass():
            raise AccessError(
                self.env._(
                    "Leaders let the deals of their own teams pass, managers all."
                )
            )
        for part in missing:
            part.deal._let_script_pass(part, self.reason)
            part.deal.message_post(body=self._get_message(part.version, part.names))
        deals.write({"stage_id": self.stage_id.id})
        # What refused the change shows the deals where they were.
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _get_message(self, version, names):
        """Return what the deal's chatter tells."""
        return self.env._(
            "Let pass to %(stage)s without %(checks)s of the script %(script)s: "
            "%(reason)s",
            stage=Markup("<b>%s</b>") % self.stage_id.name,
            checks=", ".join(names),
            script=version.script_id.name,
            reason=self.reason,
        )
