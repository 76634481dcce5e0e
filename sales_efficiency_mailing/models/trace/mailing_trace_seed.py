from odoo import api, models
from odoo.tools import SQL


class MailingTrace(models.Model):
    _inherit = "mailing.trace"

    @api.model
    def _seed_events(self):
        """Take over what Odoo has noted of letters before there were events.

        It knows not whether that was a machine, so all of it counts. Done once, when the
        addon is installed.
        """
        self.env.flush_all()
        for query in self._get_seed_queries():
            self.env.cr.execute(query)
        self.env.invalidate_all()

    @api.model
    def _get_seed_queries(self):
        return [
            SQL(
                """
                INSERT INTO mailing_trace_event
                       (trace_id, kind, at, link_id, is_machine, lead_id)
                SELECT t.id, 'open', t.open_datetime, NULL::integer, FALSE, t.lead_id
                  FROM mailing_trace t WHERE t.open_datetime IS NOT NULL
                 UNION ALL
                SELECT t.id, 'reply', t.reply_datetime, NULL::integer, FALSE, t.lead_id
                  FROM mailing_trace t WHERE t.reply_datetime IS NOT NULL
                 UNION ALL
                SELECT t.id, 'click', click.create_date, click.link_id, FALSE, t.lead_id
                  FROM link_tracker_click click
                  JOIN mailing_trace t ON t.id = click.mailing_trace_id
                """
            ),
            SQL(
                """
                UPDATE mailing_trace t
                   SET human_open_at = told.first, human_click_at = told.clicked,
                       human_reply_at = told.replied, open_count = told.opens,
                       click_count = told.clicks
                  FROM (
                           SELECT trace_id, MIN(at) AS first,
                                  MIN(at) FILTER (WHERE kind = 'click') AS clicked,
                                  MIN(at) FILTER (WHERE kind = 'reply') AS replied,
                                  COUNT(*) FILTER (WHERE kind = 'open') AS opens,
                                  COUNT(*) FILTER (WHERE kind = 'click') AS clicks
                             FROM mailing_trace_event
                            WHERE NOT is_machine
                            GROUP BY trace_id
                       ) told
                 WHERE told.trace_id = t.id
                """
            ),
        ]
