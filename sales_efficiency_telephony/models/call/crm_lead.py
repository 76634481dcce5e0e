from odoo import api, fields, models
from odoo.fields import Domain

USER = "sales_efficiency.group_sales_efficiency_user"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    pbx_call_ids = fields.One2many("pbx.call", "lead_id", string="Calls", groups=USER)
    pbx_call_count = fields.Integer(
        string="Number of Calls", compute="_compute_pbx_call_count", groups=USER
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_pbx_call_count(self):
        counts = dict(
            self.env["pbx.call"]._read_group(
                Domain("lead_id", "in", self.ids), ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.pbx_call_count = counts.get(lead, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Link the call a deal is made of, and the former ones from its number."""
        leads = super().create(vals_list)
        call = self.env["pbx.call"].browse(self.env.context.get("pbx_call_id"))
        if call and len(leads) == 1:
            leads._take_call(call)
        return leads

    def _take_call(self, call):
        """Say of a call that this deal was made of it; not of one that has another."""
        self.ensure_one()
        call.check_access("write")
        if call.lead_id:
            return
        call.lead_id = self
        if call.number_kind == "unknown" and call.phone_sanitized:
            call._link_by_number(call.company_id, {call.phone_sanitized: self})

    def _merge_dependences(self, opportunities):
        """Move the calls of deals that are merged into this one."""
        done = super()._merge_dependences(opportunities)
        # sudo: all calls of the deals go along, whoever made them. Where the deal was
        # at the time of each stays as it was noted.
        calls = self.env["pbx.call"].sudo().with_context(tracking_disable=True)
        for call in calls.search(Domain("lead_id", "in", opportunities.ids)):
            call.write({"lead_id": self.id, "stage_id": call.stage_id.id})
        for call in calls.search(Domain("candidate_lead_ids", "in", opportunities.ids)):
            left = call.candidate_lead_ids - opportunities | self
            call._write_changed({"candidate_lead_ids": left.ids})
        return done

    def action_open_pbx_calls(self):
        """Show the calls about the deal."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_telephony.pbx_call_action"
        )
        return action | {"domain": [("lead_id", "=", self.id)], "context": {}}

    def action_choose_for_pbx_call(self):
        """Say that the call at hand was about this deal."""
        self.ensure_one()
        call = self.env["pbx.call"].browse(self.env.context.get("pbx_call_id"))
        call.lead_id = self
        return True
