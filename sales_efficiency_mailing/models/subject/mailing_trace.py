from odoo import api, models
from odoo.tools import SQL

#: Letters of ``mailing_trace trace`` that are counted, and under which name. What was
#: opened was sent and has arrived, whatever a server said of it.
COUNTED = {
    "sent": SQL("COALESCE(trace.sent_datetime, trace.human_open_at) IS NOT NULL"),
    "reached": SQL(
        """
        trace.human_open_at IS NOT NULL
        OR trace.sent_datetime IS NOT NULL AND trace.trace_status <> 'bounce'
        """
    ),
    "opened": SQL("trace.human_open_at IS NOT NULL"),
    "clicked": SQL("trace.human_click_at IS NOT NULL"),
    "replied": SQL("trace.human_reply_at IS NOT NULL"),
    "bounced": SQL("trace.trace_status = 'bounce'"),
}


class MailingTrace(models.Model):
    _inherit = "mailing.trace"

    @api.model
    def _get_count_columns(self):
        """Return ``{name: SQL}`` of what reports count of ``mailing_trace trace``."""
        return {
            name: SQL("COUNT(*) FILTER (WHERE %s)", condition)
            for name, condition in COUNTED.items()
        }

    @api.model
    def _get_counted_fields(self):
        """Return the names of the fields that counting looks at."""
        return [
            "mass_mailing_id",
            "is_test_trace",
            "sent_datetime",
            "trace_status",
            "human_open_at",
            "human_click_at",
            "human_reply_at",
        ]
