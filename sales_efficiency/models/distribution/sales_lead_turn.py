from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: How often what assignments add up to is summed up, and how recent ones are left out:
#: transactions that are still under way are younger than that.
SUM_EVERY = timedelta(days=1)
LEAVE_OUT = timedelta(hours=1)


class SalesLeadTurn(models.Model):
    """How far leads had moved a person on in the order of turns, up to a moment.

    What came later is the sum of the steps of assignments since then. Those are only ever
    added: whoever gives leads at the same moment as somebody else waits for nobody, and
    no step is lost.
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
    mark = fields.Float(required=True)
    until = fields.Datetime(required=True)

    _owner_uniq = models.UniqueIndex("(user_id, company_id)")

    @api.model
    def _sum_up(self):
        """Sum up the assignments since the last time, where that was a while ago."""
        until = fields.Datetime.now() - LEAVE_OUT
        self.env["sales.lead.assignment"].flush_model()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO sales_lead_turn AS turn (user_id, company_id, mark, until)
                SELECT given.user_id, given.company_id,
                       COALESCE(SUM(given.step), 0), %(until)s
                  FROM sales_lead_assignment given
             LEFT JOIN sales_lead_turn known
                    ON known.user_id = given.user_id
                   AND known.company_id = given.company_id
                 WHERE given.user_id IS NOT NULL AND given.date < %(until)s
                   AND given.date >= COALESCE(known.until, '-infinity')
                   AND COALESCE(known.until, '-infinity') < %(before)s
              GROUP BY given.user_id, given.company_id
           ON CONFLICT (user_id, company_id) DO UPDATE
                   SET mark = turn.mark + EXCLUDED.mark, until = EXCLUDED.until
             RETURNING turn.id
                """,
                until=until,
                before=until - SUM_EVERY,
            )
        )
