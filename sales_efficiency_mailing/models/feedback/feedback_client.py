"""What clients answered, on the client and on the deal."""

from odoo import api, fields, models
from odoo.fields import Domain

GROUPS = "sales_efficiency.group_sales_efficiency_user"


class MailingFeedback(models.Model):
    _inherit = "mailing.feedback"

    @api.model
    def _get_action(self, domain, name):
        """Return the action that shows the answers that match."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_mailing.mailing_feedback_action"
        )
        domain = Domain("answered_at", "!=", False) & Domain(domain)
        return {**action, "domain": list(domain), "display_name": name, "context": {}}

    @api.model
    def _get_last_answers(self, field, ids):
        """Return ``{id: (how many, the last one)}`` of the answers of clients or deals.

        :param field: name of the field by which they are theirs
        """
        found = {}
        answered = self.search(
            [("answered_at", "!=", False), (field, "in", ids)], order="answered_at, id"
        )
        for key, answers in answered.grouped(field).items():
            rated = answers.filtered("has_rating")
            found[key.id] = len(answers), (rated or answers)[-1]
        return found


class ResPartner(models.Model):
    _inherit = "res.partner"

    feedback_count = fields.Integer(
        string="Answers", compute="_compute_feedback", groups=GROUPS
    )
    feedback_rating = fields.Float(
        string="Last Rating",
        digits=(4, 1),
        compute="_compute_feedback",
        groups=GROUPS,
    )

    def _compute_feedback(self):
        found = self.env["mailing.feedback"]._get_last_answers(
            "commercial_partner_id", self.commercial_partner_id.ids
        )
        for partner in self:
            count, last = found.get(partner.commercial_partner_id.id, (0, False))
            partner.feedback_count = count
            partner.feedback_rating = last and last.rating

    def action_view_feedback(self):
        """Show what this client answered, whoever of the company it was."""
        self.ensure_one()
        return self.env["mailing.feedback"]._get_action(
            [("commercial_partner_id", "=", self.commercial_partner_id.id)], self.name
        )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    feedback_count = fields.Integer(
        string="Answers", compute="_compute_feedback", groups=GROUPS
    )
    feedback_rating = fields.Float(
        string="Last Rating",
        digits=(4, 1),
        compute="_compute_feedback",
        groups=GROUPS,
    )

    def _compute_feedback(self):
        """What was said of the deal; where nothing was, what the client said."""
        feedback = self.env["mailing.feedback"]
        own = feedback._get_last_answers("lead_id", self.ids)
        clients = feedback._get_last_answers(
            "commercial_partner_id", self.partner_id.commercial_partner_id.ids
        )
        for lead in self:
            client = clients.get(lead.partner_id.commercial_partner_id.id, (0, False))
            count, last = own.get(lead._origin.id, client)
            lead.feedback_count = count
            lead.feedback_rating = last and last.rating

    def action_view_feedback(self):
        """Show what was said of this deal, or what its client said."""
        self.ensure_one()
        feedback = self.env["mailing.feedback"]
        domain = Domain("lead_id", "=", self.id)
        if not feedback.search_count(
            domain & Domain("answered_at", "!=", False), limit=1
        ):
            domain = Domain(
                "commercial_partner_id", "=", self.partner_id.commercial_partner_id.id
            )
        return feedback._get_action(domain, self.name)
