"""What installation does once, with SQL: a company may have years of orders already."""

from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column


def pre_init_hook(env):
    """Create and fill columns that the ORM would compute record by record.

    Calls keep the day they were done on; orders confirmed before count as sent at their
    confirmation, quotations still open at their creation.
    """
    cr = env.cr
    for table, column, kind in (
        ("mail_activity", "sales_done_at", "timestamp"),
        ("sale_order", "sales_sent_at", "timestamp"),
        ("calendar_event", "sales_partner_id", "int4"),
        ("crm_lead", "sales_client_type", "varchar"),
    ):
        if not column_exists(cr, table, column):
            create_column(cr, table, column, kind)
    for fill in (_fill_sent_at, _fill_meeting_clients, _fill_client_types):
        fill(cr)


def _fill_sent_at(cr):
    cr.execute(
        SQL(
            """
            UPDATE sale_order
               SET sales_sent_at = CASE state WHEN 'sale' THEN date_order ELSE create_date END
             WHERE state IN ('sent', 'sale') AND sales_sent_at IS NULL
            """
        )
    )


def _fill_meeting_clients(cr):
    cr.execute(
        SQL(
            """
            UPDATE calendar_event event
               SET sales_partner_id = found.partner_id
              FROM (
                  SELECT event.id, COALESCE(lead.partner_id, MIN(attendee.id)) AS partner_id
                    FROM calendar_event event
               LEFT JOIN crm_lead lead ON lead.id = event.opportunity_id
               LEFT JOIN calendar_event_res_partner_rel link
                      ON link.calendar_event_id = event.id
               LEFT JOIN res_partner attendee
                      ON attendee.id = link.res_partner_id AND attendee.partner_share
                     AND attendee.commercial_partner_id NOT IN (
                         SELECT partner_id FROM res_company
                     )
                   WHERE event.sales_partner_id IS NULL
                GROUP BY event.id, lead.partner_id
              ) found
             WHERE found.id = event.id AND found.partner_id IS NOT NULL
            """
        )
    )


def _fill_client_types(cr):
    cr.execute(
        SQL(
            """
            UPDATE crm_lead lead
               SET sales_client_type = found.client_type
              FROM (
                  SELECT lead.id,
                         CASE WHEN client.is_company OR lead.partner_name <> '' THEN 'company'
                              WHEN client.id IS NOT NULL THEN 'private'
                          END AS client_type
                    FROM crm_lead lead
               LEFT JOIN res_partner partner ON partner.id = lead.partner_id
               LEFT JOIN res_partner client ON client.id = partner.commercial_partner_id
                   WHERE lead.sales_client_type IS NULL
              ) found
             WHERE found.id = lead.id AND found.client_type IS NOT NULL
            """
        )
    )


def post_init_hook(env):
    """Tell every client's first order, and how deals went so far."""
    env.cr.execute(
        SQL(
            """
            UPDATE res_partner client
               SET sales_first_order_id = first.order_id,
                   sales_first_order_date = first.date_order
              FROM (%s) AS first (partner_id, order_id, date_order)
             WHERE client.id = first.partner_id
            """,
            env["res.partner"]._get_first_orders_query(),
        )
    )
    env["res.partner"].invalidate_model(
        ["sales_first_order_id", "sales_first_order_date"]
    )
    env["sales.stage.move"]._log_past()
    env["crm.lost.reason"]._set_usual_sides()
