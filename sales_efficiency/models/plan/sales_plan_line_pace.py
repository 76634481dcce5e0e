from odoo import fields, models
from odoo.tools import format_date

from .sales_plan_line import SCOPE_FIELDS

#: How facts of a line are grouped: by person, team or, for the department, by company.
GROUP_FIELDS = {"user": "user_id", "team": "team_id", "department": "company_id"}


class SalesPlanLine(models.Model):
    _inherit = "sales.plan.line"

    def _is_final(self, day):
        """Tell whether the line shows at ``day`` what it was closed with."""
        return self.state == "closed" and day >= self.date_end

    def _get_window(self):
        """Return the first and last day the line is in force."""
        start, end = self.date_from, self.date_to
        return (
            max(start, self.date_start) if start else self.date_start,
            min(end, self.date_end) if end else self.date_end,
        )

    def _get_fact_batch(self):
        """Return what lines must share for their facts to come from one query.

        :return: (field of the fact to group by, whether by day as well, scope)
        """
        windowed = bool(self.date_from or self.date_to)
        scope = ()
        if self.has_scope:
            scope = tuple(
                (name, str(self[name])) for name in SCOPE_FIELDS if self[name]
            )
        return GROUP_FIELDS[self.level], windowed, scope

    def _get_scope_name(self):
        """Say in words what narrows the line, empty if nothing does."""
        if not self.has_scope:
            return ""
        kinds = dict(self._fields["client_kind"]._description_selection(self.env))
        return ", ".join(
            kinds[self[name]] if name == "client_kind" else self[name].display_name
            for name in SCOPE_FIELDS
            if self[name]
        )

    def action_view_facts(self, day=None):
        """Open the facts the line counts, up to ``day`` (all of the period by default)."""
        self.ensure_one()
        start, end = self._get_window()
        end = min(end, fields.Date.to_date(day) or end)
        owner = GROUP_FIELDS[self.level]
        action = self.metric_id._get_facts_action(
            [
                *self._get_fact_domain(),
                ("company_id", "=", self.company_id.id),
                (owner, "=", self[owner].id),
                ("date", ">=", start),
                ("date", "<=", end),
            ]
        )
        action["display_name"] = self.env._(
            "%(metric)s, %(start)s to %(end)s",
            metric=self.metric_id.name,
            start=format_date(self.env, start),
            end=format_date(self.env, end),
        )
        action["views"] = [(False, "list"), (False, "graph"), (False, "pivot")]
        return action
