from odoo import api, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """Leads of the past, as far as it is known what they were when they came in."""

    _inherit = "crm.lead"

    @api.model
    def _get_replay_domain(self, company, start, end):
        """Return the domain of leads that came in for anybody between two moments.

        Those that somebody entered or imported for a salesperson are left out: no rule
        was asked for them.

        :param datetime start: in UTC, ``end`` likewise and excluded
        """
        by_rules = Domain("sales_assignment_ids.reason", "in", ["created", "sweep"])
        by_hand = Domain("sales_door_id.kind", "in", ["manual", "import"]) & Domain(
            "user_id", "!=", False
        )
        return (
            Domain("create_date", ">=", start)
            & Domain("create_date", "<", end)
            & Domain("company_id", "in", [False, company.id])
            & (by_rules | ~by_hand)
        )

    def _get_first_assignments(self):
        """Return ``{lead id: the sales.lead.assignment that first gave it to somebody}``."""
        assignments = self.env["sales.lead.assignment"].sudo()
        rows = assignments._read_group(
            [("lead_id", "in", self.ids), ("user_id", "!=", False)],
            ["lead_id"],
            ["id:min"],
        )
        first = assignments.browse(first_id for _lead, first_id in rows)
        return {one.lead_id.id: one for one in first}

    def _get_past_values(self, names):
        """Return what rules look at, see :meth:`_get_rule_values`, as it was at the time.

        Known from then are warmth, where the lead was given by rules, and whether the
        client had bought before, or was there at all. All else is as it is now.
        """
        values = self._get_rule_values(names)
        first = self._get_first_assignments()
        for lead, one in zip(self, values, strict=True):
            client = lead.partner_id.commercial_partner_id
            came_at = lead.create_date
            bought_at = client.sales_first_order_date
            is_current = bool(bought_at) and bought_at <= came_at
            one["client_kind"] = "current" if is_current else "new"
            if not client or client.create_date >= came_at:
                one["owner_id"] = False
            if given := first.get(lead.id):
                one["probability"] = given.probability
        return values
