from odoo import api, models
from odoo.tools import SQL

#: In the place of a tracked value: the deal's end, after all that happened that day.
END_RANK = 2147483647


class SalesStageMove(models.Model):
    """What happened before the log was there, from what the chatter kept of it."""

    _inherit = "sales.stage.move"

    @api.model
    def _log_past(self):
        """Log the stage changes that were tracked in the chatter, in one statement.

        Deals that have rows already are left alone. How a deal ended is not told apart
        in the chatter other than in words of some language: it is taken from the deal.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH tracked AS (%(tracked)s), ended AS (%(ended)s), stay AS (%(stays)s)
                INSERT INTO sales_stage_move (%(columns)s)
                SELECT stay.id, old.id, new.id, stay.won_status, stay.next_status,
                       LEAST(stay.at, stay.date), stay.date,
                       GREATEST(0, EXTRACT(EPOCH FROM stay.date - stay.at))::integer,
                       stay.user_id, stay.team_id, stay.company_id,
                       COALESCE(stay.expected_revenue, 0),
                       (SELECT MIN(id) FROM res_users
                         WHERE partner_id = stay.author_id),
                       %(kind)s, %(skipped)s
                  FROM stay
             LEFT JOIN crm_stage old ON old.id = stay.stage_id
             LEFT JOIN crm_stage new ON new.id = stay.next_id
              ORDER BY stay.id, stay.date, stay.rank
                """,
                tracked=self._get_tracked_sql(),
                ended=self._get_ended_sql(),
                stays=self._get_stays_sql(),
                columns=self._get_log_columns(),
                kind=self._get_kind_sql(),
                skipped=self._get_skipped_sql(),
            )
        )
        self.env["crm.lead"].invalidate_model(["sales_stage_move_ids"], flush=False)

    @api.model
    def _get_tracked_sql(self):
        """Return SQL of the stage changes in the chatter."""
        return SQL(
            """
            SELECT message.res_id AS lead_id, message.date, message.author_id,
                   tracking.old_value_integer AS stage_id,
                   tracking.new_value_integer AS next_id, tracking.id AS rank
              FROM mail_tracking_value tracking
              JOIN mail_message message ON message.id = tracking.mail_message_id
             WHERE tracking.field_id = %s AND message.model = 'crm.lead'
               AND COALESCE(tracking.old_value_integer, 0) <> 0
               AND COALESCE(tracking.new_value_integer, 0) <> 0
            """,
            self.env["ir.model.fields"]._get("crm.lead", "stage_id").id,
        )

    @api.model
    def _get_ended_sql(self):
        """Return SQL of lost deals' last moments, in columns as of ``tracked``."""
        return SQL(
            """
            SELECT id AS lead_id, COALESCE(date_closed, write_date) AS date,
                   NULL::integer, stage_id, stage_id, %s
              FROM crm_lead WHERE won_status = 'lost'
            """,
            END_RANK,
        )

    @api.model
    def _get_stays_sql(self):
        """Return SQL of how long deals stayed where, of ``tracked`` and ``ended``."""
        return SQL(
            """
            SELECT crm_lead.id, change.stage_id, change.next_id,
                   'pending' AS won_status,
                   CASE WHEN change.rank = %(end)s THEN 'lost'
                        WHEN crm_lead.won_status = 'won'
                         AND change.next_id = crm_lead.stage_id
                         AND LEAD(change.rank) OVER deal IS NULL THEN 'won'
                        ELSE 'pending' END AS next_status,
                   COALESCE(LAG(change.date) OVER deal, crm_lead.create_date) AS at,
                   change.date, change.author_id, change.rank,
                   crm_lead.user_id, crm_lead.team_id, crm_lead.expected_revenue,
                   COALESCE(%(company)s) AS company_id
              FROM (SELECT * FROM tracked UNION ALL SELECT * FROM ended)
                   AS change (lead_id, date, author_id, stage_id, next_id, rank)
              JOIN crm_lead ON crm_lead.id = change.lead_id
             WHERE NOT EXISTS (
                 SELECT FROM sales_stage_move move WHERE move.lead_id = crm_lead.id
             )
            WINDOW deal AS (
                PARTITION BY change.lead_id ORDER BY change.date, change.rank
            )
            """,
            end=END_RANK,
            company=self._get_company_sql(),
        )
