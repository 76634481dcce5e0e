from odoo import api, models
from odoo.tools import SQL


class SalesStageMove(models.Model):
    """What happened before the log was there, from what the chatter kept of it."""

    _inherit = "sales.stage.move"

    @api.model
    def _log_past(self):
        """Log the stage changes that were tracked in the chatter, in one statement.

        Deals that have rows already are left alone. How a deal ended is not told apart
        in the chatter other than in words of some language: it is taken from the deal.
        """
        field = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH tracked AS (
                    SELECT message.res_id AS lead_id, message.date, message.author_id,
                           tracking.old_value_integer AS stage_id,
                           tracking.new_value_integer AS next_id, tracking.id AS rank
                      FROM mail_tracking_value tracking
                      JOIN mail_message message ON message.id = tracking.mail_message_id
                     WHERE tracking.field_id = %(field)s AND message.model = 'crm.lead'
                       AND COALESCE(tracking.old_value_integer, 0) <> 0
                       AND COALESCE(tracking.new_value_integer, 0) <> 0
                ), ended AS (
                    SELECT id AS lead_id, COALESCE(date_closed, write_date) AS date,
                           NULL::integer, stage_id, stage_id, 2147483647
                      FROM crm_lead WHERE won_status = 'lost'
                ), stay AS (
                    SELECT crm_lead.id, change.stage_id, change.next_id,
                           'pending' AS won_status,
                           CASE WHEN change.rank = 2147483647 THEN 'lost'
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
                         SELECT FROM sales_stage_move move
                          WHERE move.lead_id = crm_lead.id
                     )
                    WINDOW deal AS (
                        PARTITION BY change.lead_id ORDER BY change.date, change.rank
                    )
                )
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
                field=field.id,
                columns=self._get_log_columns(),
                company=self._get_company_sql(),
                kind=self._get_kind_sql(),
                skipped=self._get_skipped_sql(),
            )
        )
        self.env["crm.lead"].invalidate_model(["sales_stage_move_ids"], flush=False)
