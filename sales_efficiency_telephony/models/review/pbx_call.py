from odoo import api, fields, models


class PbxCall(models.Model):
    """Calls are reviewed, some of them because they were drawn."""

    _inherit = "pbx.call"

    review_ids = fields.One2many(
        "pbx.review", "call_id", string="Reviews", readonly=True
    )
    review_count = fields.Integer(
        string="Number of Reviews", compute="_compute_review_count"
    )
    listening_ids = fields.One2many("pbx.listening", "call_id", readonly=True)

    @api.depends("review_ids")
    def _compute_review_count(self):
        counts = dict(
            self.env["pbx.review"]._read_group(
                [("call_id", "in", self.ids)], ["call_id"], ["__count"]
            )
        )
        for call in self:
            call.review_count = counts.get(call._origin, 0)

    def action_review(self):
        """Open the caller's review of the call, begun if there is none yet."""
        self.ensure_one()
        return self._open_review()

    def action_open_reviews(self):
        """Open all reviews of the call that the caller may see."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_telephony.pbx_review_action"
        )
        return action | {"domain": [("call_id", "=", self.id)], "context": {}}

    def _open_review(self, user=None):
        review = self.env["pbx.review"]._begin(self, user)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Review"),
            "res_model": "pbx.review",
            "res_id": review.id,
            "views": [(False, "form")],
        }
