from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: How often what assignments add up to is summed up, and how recent ones are left out:
#: transactions that are still under way are younger than that.
SUM_EVERY = timedelta(days=1)
LEAVE_OUT = timedelta(hours=1)


class SalesLeadTurn(models.Model):
    """How far leads of a rule had moved a person on in its order of turns, up to a moment.

    What came later are the steps of assignments since then. Those are only ever added:
    whoever gives leads at the same moment as somebody else waits for nobody, and no step is
    lost. What was skipped is not added up: two who bring somebody up to the others at the
    same moment do it once.
    """

    _name = "sales.lead.turn"
    _description = "Turn in the Distribution of Leads"
    _log_access = False

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        comodel_name="sales.lead.rule", required=True, index=True, ondelete="cascade"
    )
    steps = fields.Float(required=True)
    skipped = fields.Float(required=True)
    #: The same for all: what is older is summed up.
    until = fields.Datetime(required=True, index=True)

    _owner_uniq = models.UniqueIndex("(user_id, rule_id)")

    @api.model
    def _sum_up(self):
        """Sum up the assignments since the last time, where that was a while ago."""
        until = fields.Datetime.now() - LEAVE_OUT
        last = self.search([], order="until desc", limit=1).until
        if last and last >= until - SUM_EVERY:
            return
        self.env["sales.lead.assignment"].flush_model()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO sales_lead_turn AS turn
                            (user_id, rule_id, steps, skipped, until)
                SELECT user_id, rule_id, SUM(step), MAX(skipped), %(until)s
                  FROM sales_lead_assignment
                 WHERE user_id IS NOT NULL AND rule_id IS NOT NULL
                   AND date < %(until)s AND date >= %(last)s
              GROUP BY user_id, rule_id
           ON CONFLICT (user_id, rule_id) DO UPDATE
                   SET steps = turn.steps + EXCLUDED.steps,
                       skipped = GREATEST(turn.skipped, EXCLUDED.skipped)
             RETURNING turn.id
                """,
                until=until,
                last=last or "-infinity",
            )
        )
        self.search([]).write({"until": until})
