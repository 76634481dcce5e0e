from odoo import models
from odoo.tools import SQL


class SalesReminderRule(models.Model):
    _inherit = "sales.reminder.rule"

    def _get_written_by_hand_sql(self):
        """A letter that went to many answers nobody, in whoever's name it went."""
        return SQL(
            """
            %s AND NOT EXISTS (
                SELECT FROM mailing_trace t WHERE t.message_id = answer.message_id
            )
            """,
            super()._get_written_by_hand_sql(),
        )
