from odoo import models


class CrmLead(models.Model):
    """A deal keeps what was said of its calls."""

    _inherit = "crm.lead"

    def _merge_dependences(self, opportunities):
        """Move the reviews of deals that are merged into this one."""
        done = super()._merge_dependences(opportunities)
        # sudo: all reviews of the deals go along, whoever made them.
        reviews = self.env["pbx.review"].sudo().with_context(tracking_disable=True)
        reviews.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        return done
