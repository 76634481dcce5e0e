from odoo import fields, models
from odoo.tools import SQL

from ..models.review.pbx_scorecard_question import KINDS


class PbxReviewAgreementReport(models.Model):
    """Which question reviewers understand differently, and who marks higher than whom.

    One row for what somebody answered beside what another one did: the same question of
    the same version of a scorecard, about the same person in the same talk. Every pair
    has two rows, one from each side, so that it counts with either reviewer. What is the
    same, and how far marks are apart, is as in ``tools/agreement.py``.
    """

    _name = "pbx.review.agreement.report"
    _description = "Agreement of Reviewers"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "question"
    _depends = {
        "pbx.review": [
            *("state", "date_done", "is_self", "call_id", "user_id", "reviewer_id"),
            *("team_id", "company_id", "version_id", "scorecard_id"),
        ],
        "pbx.review.answer": [
            *("review_id", "question_key", "question", "kind", "percent", "has_mark"),
        ],
    }

    date = fields.Datetime(
        string="Done On", readonly=True, help="When the second of the two was done."
    )
    call_id = fields.Many2one(
        "pbx.call", string="Talks", readonly=True, aggregator="count_distinct"
    )
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    scorecard_id = fields.Many2one("pbx.scorecard", readonly=True)
    question = fields.Char(readonly=True)
    kind = fields.Selection(
        selection=[one for one in KINDS if one[0] != "text"], readonly=True
    )
    review_id = fields.Many2one("pbx.review", readonly=True)
    reviewer_id = fields.Many2one("res.users", readonly=True)
    other_review_id = fields.Many2one("pbx.review", readonly=True)
    other_id = fields.Many2one("res.users", string="Beside", readonly=True)
    same_percent = fields.Float(
        string="Same Answer, %",
        readonly=True,
        aggregator="avg",
        help="The same mark, or both found the question not applicable.",
    )
    gap = fields.Float(
        string="Apart, Points",
        readonly=True,
        aggregator="avg",
        help="How far two marks of 0 to 100 are apart, whichever is higher.",
    )
    difference = fields.Float(
        string="Above the Other, Points",
        readonly=True,
        aggregator="avg",
        help="How much higher the reviewer marks than the other one; negative: lower. Of "
        "all reviewers together it is 0.",
    )

    @property
    def _table_query(self):
        """Return one SELECT over pairs of answers."""
        return SQL(
            """
            SELECT ROW_NUMBER() OVER (ORDER BY answer.id, other.id) AS id,
                   GREATEST(review.date_done, other_review.date_done) AS date,
                   review.call_id, review.company_id, review.user_id, review.team_id,
                   review.scorecard_id, answer.question, answer.kind,
                   review.id AS review_id, review.reviewer_id,
                   other_review.id AS other_review_id,
                   other_review.reviewer_id AS other_id,
                   CASE WHEN answer.has_mark = other.has_mark
                             AND answer.percent = other.percent
                        THEN 100.0 ELSE 0.0 END AS same_percent,
                   CASE WHEN answer.has_mark AND other.has_mark
                        THEN ABS(answer.percent - other.percent) END AS gap,
                   CASE WHEN answer.has_mark AND other.has_mark
                        THEN answer.percent - other.percent END AS difference
              FROM pbx_review review
              JOIN pbx_review other_review
                ON other_review.call_id = review.call_id
               AND other_review.user_id = review.user_id
               AND other_review.version_id = review.version_id
               AND other_review.id != review.id
              JOIN pbx_review_answer answer ON answer.review_id = review.id
              JOIN pbx_review_answer other
                ON other.review_id = other_review.id
               AND other.question_key = answer.question_key
             WHERE review.state = 'done' AND other_review.state = 'done'
               AND NOT review.is_self AND NOT other_review.is_self
               AND answer.kind != 'text'
            """
        )

    def action_open_review(self):
        """Open the review of a row: it shows how far all of the talk agree."""
        self.ensure_one()
        return self.review_id._get_records_action()
