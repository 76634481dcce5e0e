from odoo import api, models
from odoo.tools import SQL

from .sales_stage_move import Stay

#: Numbers of deals whose history is read at once.
SPAN = 10_000


class SalesStageMove(models.Model):
    """What happened before the log was there, from what the chatter kept of it."""

    _inherit = "sales.stage.move"

    @api.model
    def _log_past(self):
        """Log the stage changes that were tracked in the chatter.

        Deals that have rows already are left alone. How a deal ended is not told apart
        in the chatter other than in words of some language: it is taken from the deal.
        """
        self.env.flush_all()
        [(last_id,)] = self.env.execute_query(SQL("SELECT MAX(id) FROM crm_lead"))
        for first_id in range(1, (last_id or 0) + 1, SPAN):
            rows = self.env.execute_query(self._get_past_sql(first_id))
            self._insert([Stay(*row) for row in rows])

    @api.model
    def _get_past_sql(self, first_id):
        """Return SQL of the stays of some deals that ended, in the order of ``Stay``."""
        return SQL(
            """
            SELECT deal.id, old.id, 'pending', deal.user_id, deal.team_id,
                   deal.company_id, COALESCE(deal.expected_revenue, 0),
                   LEAST(change.date, COALESCE(change.entered_at, deal.create_date)),
                   change.date, new.id,
                   CASE WHEN change.lost THEN 'lost'
                        WHEN deal.won_status = 'won' AND change.is_last
                         AND change.next_id = deal.stage_id THEN 'won'
                        ELSE 'pending' END,
                   (SELECT MIN(id) FROM res_users WHERE partner_id = change.author_id)
              FROM (
                SELECT *, LAG(date) OVER deal AS entered_at,
                       LEAD(date) OVER deal IS NULL AS is_last
                  FROM (%(tracked)s UNION ALL %(lost)s) AS change
                WINDOW deal AS (PARTITION BY lead_id ORDER BY date, lost, rank)
              ) AS change
              JOIN crm_lead deal ON deal.id = change.lead_id
         LEFT JOIN crm_stage old ON old.id = change.stage_id
         LEFT JOIN crm_stage new ON new.id = change.next_id
             WHERE NOT EXISTS (SELECT FROM sales_stage_move WHERE lead_id = deal.id)
          ORDER BY deal.id, change.date, change.lost, change.rank
            """,
            tracked=self._get_tracked_sql(first_id),
            lost=self._get_lost_sql(first_id),
        )

    @api.model
    def _get_tracked_sql(self, first_id):
        """Return SQL of the changes of stage that the chatter kept of some deals."""
        field = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        return SQL(
            """
            SELECT message.res_id AS lead_id, message.date, message.author_id,
                   tracking.old_value_integer AS stage_id,
                   tracking.new_value_integer AS next_id, FALSE AS lost,
                   tracking.id AS rank
              FROM mail_tracking_value tracking
              JOIN mail_message message ON message.id = tracking.mail_message_id
             WHERE tracking.field_id = %s AND message.model = 'crm.lead'
               AND message.res_id >= %s AND message.res_id < %s
               AND COALESCE(tracking.old_value_integer, 0) <> 0
               AND COALESCE(tracking.new_value_integer, 0) <> 0
            """,
            field.id,
            first_id,
            first_id + SPAN,
        )

    @api.model
    def _get_lost_sql(self, first_id):
        """Return SQL of how some deals ended that were lost."""
        return SQL(
            """
            SELECT id, COALESCE(date_closed, write_date), NULL::integer, stage_id,
                   stage_id, TRUE, 0
              FROM crm_lead
             WHERE won_status = 'lost' AND id >= %s AND id < %s
            """,
            first_id,
            first_id + SPAN,
        )
