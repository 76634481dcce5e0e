from odoo import models
from odoo.fields import Domain


class SalesHandover(models.Model):
    """What falls due while somebody is away, and what was overdue when it began."""

    _inherit = "sales.handover"

    def _search_own(self, model, domain):
        """Take from who is away what falls due and was not dealt with before."""
        if self._is_absence():
            domain = (
                Domain(domain)
                & self._get_due_domain(model)
                & Domain("id", "not in", self._get_settled_ids(model))
            )
        return super()._search_own(model, domain)

    def _get_settled_ids(self, model):
        """Return the ids of records that somebody took, or could not take.

        What comes back to the person by hand meanwhile is left alone.
        """
        return self.line_ids.filtered(
            lambda line: line.model == model and line.to_user_id
        ).mapped("res_id")

    def _get_due_domain(self, model):
        """Return what falls due before the person is back. This hook is intended to be
        inherited.
        """
        if model == "crm.lead":
            return self._get_due_deal_domain()
        if model == "mail.activity":
            deals = self._get_deal_items()
            return self._get_due_activity_domain() | (
                Domain("res_model", "=", "crm.lead")
                & Domain("res_id", "in", [item.record.id for item in deals])
            )
        # A time off stands in the calendar itself; what is private is nobody else's.
        return (
            Domain("start", "<", self.absence_end)
            & Domain("res_model", "!=", "hr.leave")
            & Domain("privacy", "!=", "private")
        )

    def _get_due_activity_domain(self):
        return Domain("date_deadline", "<=", self.last_day)

    def _get_due_deal_domain(self):
        """Return deals with a first response, a next step or a closing that falls due."""
        own_step = self._get_due_activity_domain() & Domain(
            "user_id", "=", self.from_user_id.id
        )
        first_response = Domain("sales_first_contact_at", "=", False) & Domain(
            "sales_response_due_at", "<", self.absence_end
        )
        closing = Domain("date_deadline", "<=", self.last_day)
        return first_response | closing | Domain("activity_ids", "any", own_step)
