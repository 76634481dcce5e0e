from odoo import api, fields, models
from odoo.tools import SQL

#: Single steps somebody may have before they are summed up.
KEPT_STEPS = 50


class SalesLeadTurn(models.Model):
    """How far each lead has moved a person on in the order of turns.

    Steps are only ever added: whoever gives leads at the same moment as somebody else
    waits for nobody, and no step is lost. The sweep sums old ones up.
    """

    _name = "sales.lead.turn"
    _description = "Turn in the Distribution of Leads"
    _log_access = False

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, ondelete="cascade"
    )
    step = fields.Float(required=True)

    _owner_idx = models.Index("(user_id, company_id)")

    @api.model
    def _sum_up(self):
        """Replace the steps of who has many by their sum; return how many there were.

        What others add meanwhile is not seen, and stays.
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH gone AS (
                    DELETE FROM sales_lead_turn turn USING (
                        SELECT user_id, company_id FROM sales_lead_turn
                      GROUP BY user_id, company_id HAVING COUNT(*) > %s
                    ) many
                    WHERE turn.user_id = many.user_id
                      AND turn.company_id = many.company_id
                    RETURNING turn.user_id, turn.company_id, turn.step
                ), sums AS (
                    INSERT INTO sales_lead_turn (user_id, company_id, step)
                    SELECT user_id, company_id, SUM(step) FROM gone
                  GROUP BY user_id, company_id
                )
                SELECT COUNT(*) FROM gone
                """,
                KEPT_STEPS,
            )
        )
        return rows[0][0]
