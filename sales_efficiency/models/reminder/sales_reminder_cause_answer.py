"""What answers a client's letter."""

from odoo import models
from odoo.tools import SQL


class SalesReminderRule(models.Model):
    _inherit = "sales.reminder.rule"

    def _get_answer_sqls(self):
        """Return queries of what answers the letter ``doc``; addons may add theirs."""
        mail = self.env.ref("mail.mail_activity_data_email", False)
        written = SQL(
            """
            JOIN res_partner colleague
              ON colleague.id = answer.author_id AND NOT colleague.partner_share
       LEFT JOIN mail_message_subtype kind ON kind.id = answer.subtype_id
           WHERE answer.message_type IN ('comment', 'email', 'email_outgoing')
             AND NOT COALESCE(answer.is_internal, FALSE)
             AND NOT COALESCE(kind.internal, FALSE)
             AND answer.date >= doc.date AND answer.id > doc.id AND %s
            """,
            self._get_written_by_hand_sql(),
        )
        return [
            SQL(
                """
                SELECT FROM mail_message answer %s
                   AND answer.model = doc.model AND answer.res_id = doc.res_id
                """,
                written,
            ),
            SQL(
                """
                SELECT FROM mail_message_res_partner_rel told
                  JOIN mail_message answer ON answer.id = told.mail_message_id %s
                   AND told.res_partner_id = doc.author_id
                """,
                written,
            ),
            SQL(
                """
                SELECT FROM mail_activity a
                  JOIN mail_activity_type kind ON kind.id = a.activity_type_id
             LEFT JOIN sales_reminder r ON r.id = a.sales_reminder_id
                 WHERE NOT a.active AND a.sales_done_at >= doc.date
                   AND (kind.category IN ('phonecall', 'meeting') OR kind.id = %s)
                   AND r.state IS DISTINCT FROM 'gone'
                   AND (a.res_model = doc.model AND a.res_id = doc.res_id
                        OR a.res_model = 'res.partner' AND a.res_id = doc.author_id)
                """,
                mail.id or 0,
            ),
            # Whoever was reminded and has ticked it off has seen to it.
            SQL(
                """
                SELECT FROM sales_reminder r
                 WHERE r.rule_id = %s AND r.state = 'done' AND r.date_closed >= doc.date
                   AND r.res_model = doc.model AND r.res_id = doc.res_id
                """,
                self.id,
            ),
        ]

    def _get_written_by_hand_sql(self):
        """Return the condition that a person wrote the message ``answer``.

        To be extended by what writes in the name of people.
        """
        return SQL("TRUE")
