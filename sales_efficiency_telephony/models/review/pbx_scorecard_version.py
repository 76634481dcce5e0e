from odoo import api, fields, models


class PbxScorecardVersion(models.Model):
    """A scorecard as it was published: it never changes, whatever becomes of the card."""

    _name = "pbx.scorecard.version"
    _description = "Version of a Scorecard"
    _inherit = ["sales.published.version.mixin"]
    _order = "scorecard_id, number desc"
    _published = "scorecard_id"

    scorecard_id = fields.Many2one(
        "pbx.scorecard", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="scorecard_id.company_id", store=True)
    question_count = fields.Integer(
        string="Number of Questions", compute="_compute_question_count"
    )

    _number_idx = models.UniqueIndex(
        "(scorecard_id, number)",
        "Somebody else is publishing this scorecard: look at it anew.",
    )

    @api.depends("content")
    def _compute_question_count(self):
        for version in self:
            version.question_count = len(version._get_questions())

    def _get_questions(self):
        """Return the questions, as ``tools/score.py`` takes them."""
        return (self.content or {}).get("questions", [])
