from odoo import fields, models
from odoo.tools import SQL


class PbxReviewAnswerReport(models.Model):
    """Quality question by question, one row per mark."""

    _name = "pbx.review.answer.report"
    _description = "Quality by Question"
    _inherit = ["pbx.review.report"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "question"
    _depends = {
        "pbx.review.answer": ["review_id", "question", "kind", "percent", "has_mark"],
    }

    question = fields.Char(readonly=True)
    kind = fields.Selection(
        selection=[
            ("range", "Points"),
            ("yes_no", "Yes or no"),
            ("choice", "One of several answers"),
        ],
        readonly=True,
    )
    percent = fields.Float(
        string="Mark, %",
        readonly=True,
        aggregator="avg",
        help="Of the most the question can give. Not applicable is left out.",
    )

    def _get_columns(self):
        return super()._get_columns() | {
            "id": SQL("answer.id"),
            "question": SQL("answer.question"),
            "kind": SQL("answer.kind"),
            "percent": SQL("CASE WHEN answer.has_mark THEN answer.percent END"),
        }

    def _get_from(self):
        return SQL(
            """
              FROM pbx_review_answer answer
              JOIN pbx_review review ON review.id = answer.review_id
              JOIN pbx_call call ON call.id = review.call_id
         LEFT JOIN crm_lead lead ON lead.id = COALESCE(call.lead_id, review.lead_id)
             WHERE review.state = 'done' AND answer.kind != 'text'
            """
        )
