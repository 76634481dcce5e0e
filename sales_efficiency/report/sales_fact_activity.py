"""Sources of facts around work with clients: meetings and calls."""

from odoo import fields, models
from odoo.tools import SQL

from .sales_fact_source import CLIENT_JOIN, UTM


class SalesFact(models.Model):
    _inherit = "sales.fact"

    def _get_meeting_source(self):
        return (
            self._get_client_columns()
            | {
                "key": SQL("event.id"),
                "model": "calendar.event",
                "res_id": SQL("event.id"),
                "user_id": SQL("event.user_id"),
                "team_id": SQL("COALESCE(lead.team_id, seller.sale_team_id)"),
                "company_id": SQL("COALESCE(lead.company_id, seller.company_id)"),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL("event.start"),
                # A whole day is that day wherever one is.
                "all_day": SQL("CASE WHEN event.allday THEN event.start_date END"),
                "from": SQL(
                    """
                calendar_event event
                LEFT JOIN crm_lead lead ON lead.id = event.opportunity_id
                LEFT JOIN res_users seller ON seller.id = event.user_id
                %s
                """,
                    SQL(CLIENT_JOIN, SQL("event.sales_partner_id")),
                ),
                "where": self._get_meeting_held_sql(),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )

    def _get_meeting_held_sql(self):
        """Return the condition that a meeting with a client was held.

        Without an outcome it counts, once it is over, as the setting of its company
        says; meetings to come count in no case.
        """
        return SQL(
            """
            event.active
            AND (event.opportunity_id IS NOT NULL OR event.sales_partner_id IS NOT NULL)
            AND event.start <= %(now)s
            AND (event.sales_outcome = 'held' OR (
                event.sales_outcome IS NULL AND event.stop <= %(now)s
                AND COALESCE(lead.company_id, seller.company_id) = ANY(%(companies)s)
            ))
            """,
            now=fields.Datetime.now(),
            companies=self._get_places().held_companies,
        )

    def _get_call_source(self):
        return (
            self._get_client_columns()
            | {
                "key": SQL("activity.id"),
                "model": "mail.activity",
                "res_id": SQL("activity.id"),
                "user_id": SQL("activity.user_id"),
                "team_id": SQL(
                    "COALESCE(lead.team_id, o.team_id, seller.sale_team_id)"
                ),
                "company_id": SQL(
                    "COALESCE(lead.company_id, o.company_id, seller.company_id)"
                ),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL(
                    "COALESCE(activity.sales_done_at, activity.date_done + interval '12 hours')"
                ),
                "from": SQL(
                    """
                mail_activity activity
                -- By a key that is empty for other models, else each of them would
                -- be looked up, and thrown away afterwards.
                LEFT JOIN crm_lead lead ON lead.id
                  = CASE activity.res_model WHEN 'crm.lead' THEN activity.res_id END
                LEFT JOIN sale_order o ON o.id
                  = CASE activity.res_model WHEN 'sale.order' THEN activity.res_id END
                LEFT JOIN res_users seller ON seller.id = activity.user_id
                %s
                """,
                    SQL(
                        CLIENT_JOIN,
                        SQL(
                            "COALESCE(lead.partner_id, o.partner_id, CASE activity.res_model "
                            "WHEN 'res.partner' THEN activity.res_id END)"
                        ),
                    ),
                ),
                "where": SQL(
                    """
                activity.date_done IS NOT NULL AND activity.active IS NOT TRUE
                AND activity.activity_type_id IN (
                    SELECT id FROM mail_activity_type WHERE category = 'phonecall'
                )
                """
                ),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )
