"""Source of facts: reviews of calls, for who talked and for who listened."""

from odoo import models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.report.sales_fact_source import CLIENT_JOIN, UTM


class SalesFact(models.Model):
    _inherit = "sales.fact"
    _depends = {
        "pbx.review": [
            "state",
            "date_done",
            "score",
            "has_score",
            "is_self",
            "user_id",
            "reviewer_id",
            "team_id",
            "company_id",
            "lead_id",
            "call_id",
        ],
        "pbx.call": ["partner_id", "lead_id"],
    }

    def _get_fact_sources(self):
        """Add reviews: their score for the salesperson, themselves for the reviewer."""
        return super()._get_fact_sources() | {
            "call_review": [
                self._get_review_source(
                    SQL("review.user_id"),
                    SQL("review.team_id"),
                    SQL("review.has_score"),
                )
            ],
            "review_given": [
                self._get_review_source(
                    SQL("review.reviewer_id"),
                    SQL("COALESCE(seller.sale_team_id, review.team_id)"),
                    SQL("TRUE"),
                )
            ],
        }

    def _get_review_source(self, person, team, condition):
        """Describe finished reviews; what people say of their own talk is no fact."""
        return (
            self._get_client_columns()
            | {
                "key": SQL("review.id"),
                "model": "pbx.review",
                "res_id": SQL("review.id"),
                "user_id": person,
                "team_id": team,
                "company_id": SQL("review.company_id"),
                "amount": SQL("review.score"),
                "moment": SQL("review.date_done"),
                "from": SQL(
                    """
                pbx_review review
                JOIN pbx_call call ON call.id = review.call_id
                LEFT JOIN crm_lead lead ON lead.id = COALESCE(call.lead_id, review.lead_id)
                LEFT JOIN res_users seller ON seller.id = %s
                %s
                """,
                    person,
                    SQL(CLIENT_JOIN, SQL("COALESCE(call.partner_id, lead.partner_id)")),
                ),
                "where": SQL(
                    """
                review.state = 'done' AND review.date_done IS NOT NULL
                AND NOT review.is_self AND %s
                """,
                    condition,
                ),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )
