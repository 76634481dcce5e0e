from odoo import api, fields, models

from ...tools.score import get_share, round_half_up
from .pbx_scorecard_question import KINDS


class PbxReviewAnswer(models.Model):
    """What a reviewer answered to one question, with all that the mark is made of."""

    _name = "pbx.review.answer"
    _description = "Answer in a Review"
    _order = "review_id, sequence, id"
    _rec_name = "question"

    review_id = fields.Many2one(
        "pbx.review", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="review_id.company_id", store=True)
    question_key = fields.Char(required=True, readonly=True)
    question = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    kind = fields.Selection(selection=KINDS, required=True, readonly=True)
    weight = fields.Integer(readonly=True, aggregator=None)
    points = fields.Integer(readonly=True, aggregator=None)
    option_key = fields.Char(string="Option", readonly=True)
    text = fields.Text(readonly=True)
    is_na = fields.Boolean(string="Not Applicable", readonly=True)
    percent = fields.Float(string="Mark, %", readonly=True, aggregator="avg")
    has_mark = fields.Boolean(readonly=True)

    _question_idx = models.UniqueIndex(
        "(review_id, question_key)",
        "This question is being answered by somebody else: look at the review anew.",
    )

    def _get_answer(self):
        """Return the answer, as ``tools/score.py`` takes it."""
        self.ensure_one()
        if self.is_na:
            return {"na": True}
        if self.kind == "choice":
            return {"option": self.option_key}
        if self.kind == "text":
            return {"text": self.text or ""}
        return {"points": self.points}

    @api.model
    def _prepare_answer(self, question, answer):
        """Return the values that keep an answer.

        :param question: in the normal form, see ``pbx.scorecard``
        :param answer: ``{"points"}``, ``{"option"}``, ``{"text"}`` or ``{"na": True}``
        :raise ValueError: when the answer is none of the question's
        """
        is_na = answer.get("na") is True
        if is_na and (question["kind"] == "text" or not question["skip"]):
            raise ValueError("na")
        share = get_share(question, answer)
        text = answer.get("text")
        if question["kind"] == "text" and not isinstance(text, str):
            raise ValueError("text")
        return {
            "question_key": question["key"],
            "question": question["name"],
            "kind": question["kind"],
            "weight": question["weight"],
            "points": 0 if is_na else answer.get("points", 0),
            "option_key": False if is_na else answer.get("option", False),
            "text": text if question["kind"] == "text" else False,
            "is_na": is_na,
            "percent": 0.0 if share is None else round_half_up(100 * share),
            "has_mark": share is not None,
        }
