from odoo import api, fields, models
from odoo.fields import Domain

USER = "sales_efficiency.group_sales_efficiency_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    pbx_call_count = fields.Integer(
        string="Number of Calls", compute="_compute_pbx_call_count", groups=USER
    )

    sales_last_contact_kind = fields.Selection(
        selection_add=[("talk", "Talk on the phone")]
    )

    #: Callers are looked for by it, among all partners there are. Not an index of the
    #: field, which would stay when the addon is removed.
    _pbx_phone_idx = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_pbx_call_count(self):
        """Count the calls of clients with those of all their contacts."""
        family = self.with_context(active_test=False).search_fetch(
            Domain("id", "child_of", self.ids), ["parent_id"]
        )
        counts = dict(
            self.env["pbx.call"]._read_group(
                Domain("partner_id", "in", family.ids), ["partner_id"], ["__count"]
            )
        )
        self.pbx_call_count = 0
        for partner, count in counts.items():
            above = partner
            while above:
                if above in self:
                    above.pbx_call_count += count
                above = above.parent_id

    @api.model
    def _get_contact_sources(self):
        """Count talks on the phone as contact with clients."""
        return super()._get_contact_sources() | {
            "talk": self._get_fact_contacts("pbx_talk")
        }

    def action_open_pbx_calls(self):
        """Show the calls with the client and all contacts of it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_telephony.pbx_call_action"
        )
        return action | {"domain": [("partner_id", "child_of", self.id)], "context": {}}

    def action_choose_for_pbx_call(self):
        """Say that the call at hand was with this client."""
        self.ensure_one()
        call = self.env["pbx.call"].browse(self.env.context.get("pbx_call_id"))
        call._choose_client(self)
        return True
