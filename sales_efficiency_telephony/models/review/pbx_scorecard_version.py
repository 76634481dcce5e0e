from odoo import api, fields, models


class PbxScorecardVersion(models.Model):
    """A scorecard as it was published: it never changes, whatever becomes of the card."""

    _name = "pbx.scorecard.version"
    _description = "Version of a Scorecard"
    _order = "scorecard_id, number desc"

    scorecard_id = fields.Many2one(
        "pbx.scorecard", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="scorecard_id.company_id", store=True)
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    date = fields.Datetime(
        string="Published", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", string="Published By", readonly=True)
    content = fields.Json(required=True, readonly=True)
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

    @api.depends("scorecard_id.name", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(scorecard)s, version %(number)s",
                scorecard=version.scorecard_id.name,
                number=version.number,
            )

    def _get_questions(self):
        """Return the questions, as ``tools/score.py`` takes them."""
        return (self.content or {}).get("questions", [])
