from odoo import models
from odoo.exceptions import UserError

from .sales_fact_source import ID_FACTOR


class SalesFact(models.Model):
    """From a fact to the record it comes from, with the reader's own rights."""

    _inherit = "sales.fact"

    def action_open_source(self):
        """Open the record the fact comes from.

        :raise UserError: if the record is gone or closed to the user
        """
        self.ensure_one()
        # The number of the fact names its metric: no other source is looked at.
        fact = self.with_context(sales_fact_metric_ids=[self.id % ID_FACTOR])
        if not fact.search_count([("id", "=", self.id)]):
            raise UserError(
                self.env._(
                    "This fact is gone: its record was changed or deleted meanwhile. "
                    "Please reload the list."
                )
            )
        source = fact._get_source_document()
        if not source.has_access("read"):
            raise UserError(
                self.env._(
                    "The figure counts, but its source (%(model)s) is closed to you: ask "
                    "somebody who has access to it, such as your team leader.",
                    model=source._description,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": source._name,
            "res_id": source.id,
            "views": [(False, "form")],
        }

    def _get_source_document(self):
        """Return what a reader wants to see: the record, for a call what it was about."""
        source = self.env[self.res_model].browse(self.res_id)
        activity = source.sudo() if source._name == "mail.activity" else None
        if activity and activity.res_model in self.env and activity.res_id:
            document = self.env[activity.res_model].browse(activity.res_id)
            return document.exists() or source
        return source
