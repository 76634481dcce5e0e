from odoo import api, fields, models

KINDS = [
    ("range", "Points"),
    ("yes_no", "Yes or no"),
    ("choice", "One of several answers"),
    ("text", "Text"),
]


class PbxScorecardQuestion(models.Model):
    """One thing that a reviewer listens for."""

    _name = "pbx.scorecard.question"
    _description = "Question of a Scorecard"
    _order = "scorecard_id, sequence, id"

    scorecard_id = fields.Many2one(
        "pbx.scorecard", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Question", required=True)
    hint = fields.Text(help="What to listen for, and when to give which mark.")
    kind = fields.Selection(selection=KINDS, required=True, default="range")
    weight = fields.Integer(
        default=1,
        aggregator=None,
        help="How much the question counts beside the others. 0: it is only noted.",
    )
    points = fields.Integer(
        string="Highest Points", default=5, aggregator=None, help="From 0 to 9."
    )
    is_critical = fields.Boolean(
        string="Critical",
        help="Who gets nothing here gets nothing for the whole talk.",
    )
    can_skip = fields.Boolean(
        string="May Be Not Applicable",
        default=True,
        help="The question is left out of the marks where it does not apply.",
    )
    option_ids = fields.One2many(
        "pbx.scorecard.option", "question_id", string="Answers", copy=True
    )
    key = fields.Char(compute="_compute_key")

    _weight_check = models.Constraint(
        "CHECK (weight BETWEEN 0 AND 100)",
        "A question weighs from 0 to 100: correct the weight.",
    )
    _points_check = models.Constraint(
        "CHECK (points BETWEEN 1 AND 9)",
        "The highest points are from 1 to 9: a key gives each of them.",
    )

    @api.depends("sequence")
    def _compute_key(self):
        for question in self:
            question.key = f"q{question._origin.id or question.id}"

    def _get_content(self):
        """Return the question in the normal form, see ``pbx.scorecard``."""
        self.ensure_one()
        is_text = self.kind == "text"
        options = self.option_ids if self.kind == "choice" else ()
        return {
            "key": self.key,
            "kind": self.kind,
            "name": self.name,
            "hint": self.hint or "",
            "weight": 0 if is_text else self.weight,
            "points": self.points if self.kind == "range" else 1,
            "critical": self.is_critical and not is_text,
            "skip": self.can_skip,
            "options": [option._get_content() for option in options],
        }


class PbxScorecardOption(models.Model):
    """One of the answers to choose from, and what it is worth."""

    _name = "pbx.scorecard.option"
    _description = "Answer of a Scorecard"
    _order = "question_id, sequence, id"

    question_id = fields.Many2one(
        "pbx.scorecard.question", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Answer", required=True)
    share = fields.Integer(
        string="Worth, %", default=100, aggregator=None, help="Of the whole question."
    )
    key = fields.Char(compute="_compute_key")

    _share_check = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)",
        "An answer is worth 0 to 100 percent of its question: correct its worth.",
    )

    @api.depends("sequence")
    def _compute_key(self):
        for option in self:
            option.key = f"o{option._origin.id or option.id}"

    def _get_content(self):
        """Return the answer in the normal form, see ``pbx.scorecard``."""
        self.ensure_one()
        return {"key": self.key, "name": self.name, "share": self.share}
