from odoo import fields, models
from odoo.tools import SQL


class PbxReviewReport(models.Model):
    """Quality of talk, one row per finished review, with what became of the deal.

    That more deals are won where talks are marked high says that both go together, and of
    how many deals; it does not say that one makes the other.
    """

    _name = "pbx.review.report"
    _description = "Quality of Talk"
    _inherit = ["sales.script.outcome.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "call_id"
    _depends = {
        "pbx.review": [
            "state",
            "date_done",
            "score",
            "has_score",
            "level",
            "is_self",
            "user_id",
            "reviewer_id",
            "team_id",
            "stage_id",
            "script_id",
            "scorecard_id",
            "company_id",
            "lead_id",
            "call_id",
        ],
        "pbx.call": ["direction", "outcome_id", "talk_seconds"],
        "crm.lead": ["won_status"],
    }

    review_id = fields.Many2one(
        "pbx.review", string="Reviews", readonly=True, aggregator="count_distinct"
    )
    call_id = fields.Many2one("pbx.call", readonly=True, aggregator="count_distinct")
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    reviewer_id = fields.Many2one("res.users", readonly=True)
    is_self = fields.Boolean(string="Own Call", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    stage_id = fields.Many2one("crm.stage", string="Stage at the Call", readonly=True)
    script_id = fields.Many2one("sales.script", readonly=True)
    scorecard_id = fields.Many2one("pbx.scorecard", readonly=True)
    direction = fields.Selection(
        selection=[("in", "Incoming"), ("out", "Outgoing"), ("internal", "Internal")],
        readonly=True,
    )
    outcome_id = fields.Many2one("pbx.outcome", readonly=True)
    date = fields.Datetime(string="Done On", readonly=True)
    score = fields.Float(string="Score, %", readonly=True, aggregator="avg")
    level = fields.Selection(
        selection=[("low", "Low"), ("middle", "Middle"), ("high", "High")],
        readonly=True,
    )
    talk_seconds = fields.Float(string="Talk Time", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        """Return one SELECT over finished reviews."""
        columns = self._get_outcome_columns() | self._get_columns()
        return SQL(
            "SELECT %s %s",
            SQL(", ").join(
                SQL("%s AS %s", column, SQL.identifier(name))
                for name, column in columns.items()
            ),
            self._get_from(),
        )

    def _get_columns(self):
        """Return ``{field: SQL}`` of what a ``review`` and its ``call`` tell."""
        names = (
            "company_id",
            "user_id",
            "reviewer_id",
            "is_self",
            "team_id",
            "stage_id",
            "script_id",
            "scorecard_id",
            "call_id",
            "level",
        )
        return {name: SQL("review.%s", SQL.identifier(name)) for name in names} | {
            "id": SQL("review.id"),
            "review_id": SQL("review.id"),
            "direction": SQL("call.direction"),
            "outcome_id": SQL("call.outcome_id"),
            "talk_seconds": SQL("call.talk_seconds"),
            "date": SQL("review.date_done"),
            "score": SQL("CASE WHEN review.has_score THEN review.score END"),
        }

    def _get_from(self):
        return SQL(
            """
              FROM pbx_review review
              JOIN pbx_call call ON call.id = review.call_id
         LEFT JOIN crm_lead lead ON lead.id = review.lead_id
             WHERE review.state = 'done'
            """
        )

    def action_open_review(self):
        """Open the review of a row."""
        self.ensure_one()
        return self.review_id._get_records_action()
