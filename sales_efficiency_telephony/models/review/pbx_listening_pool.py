from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: How long what was heard counts when calls are spread.
MEMORY = timedelta(days=60)
#: What the pool is made of.
SOURCES = (
    "pbx.call",
    "pbx.call.leg",
    "pbx.recording",
    "pbx.recording.access",
    "pbx.review",
    "pbx.listening",
)


class PbxListening(models.Model):
    """Out of what calls are drawn, and what counts as heard."""

    _inherit = "pbx.listening"

    @api.model
    def _get_pools(self, user_ids, company):
        """Return ``{user_id: [(call, traits, seconds of talk, team)]}``: the recorded
        calls that are long enough and that nobody has listened to.
        """
        pools = defaultdict(list)
        if not user_ids:
            return pools
        for name in SOURCES:
            self.env[name].flush_model()
        since = fields.Datetime.now() - timedelta(days=company.pbx_listening_days)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT leg.user_id, call.id, call.stage_id, call.direction,
                       call.outcome_id, SUM(leg.talk_seconds), MAX(leg.team_id)
                  FROM pbx_call call
                  JOIN pbx_call_leg leg ON leg.call_id = call.id
                 WHERE call.company_id = %(company)s
                   AND call.started_at >= %(since)s
                   AND call.ended_at IS NOT NULL
                   AND call.direction != 'internal'
                   AND call.number_kind IS DISTINCT FROM 'own'
                   AND leg.user_id = ANY(%(users)s)
                   AND leg.talk_seconds > 0
                   AND %(recorded)s AND %(unheard)s
              GROUP BY leg.user_id, call.id
                HAVING SUM(leg.talk_seconds) >= %(seconds)s
              ORDER BY call.id
                """,
                company=company.id,
                since=since,
                users=user_ids,
                seconds=company.pbx_listening_seconds,
                recorded=self._get_recorded_sql(),
                unheard=self._get_unheard_sql(),
            )
        )
        for user_id, call, stage, direction, outcome, seconds, team in rows:
            traits = (stage or 0, direction, outcome or 0)
            pools[user_id].append((call, traits, seconds, team))
        return pools

    @api.model
    def _get_recorded_sql(self):
        """Return the condition that a ``call`` can be heard."""
        return SQL(
            """EXISTS (
                SELECT FROM pbx_recording recording
                 WHERE recording.call_id = call.id AND recording.state = 'fetched')"""
        )

    @api.model
    def _get_unheard_sql(self):
        """Return the condition that nobody has listened to a person's ``leg``; meant to
        be extended by whoever knows more of that.
        """
        return SQL(
            """NOT EXISTS (
                SELECT FROM pbx_listening listening
                 WHERE listening.call_id = call.id AND listening.user_id = leg.user_id)
            AND NOT EXISTS (
                SELECT FROM pbx_review review
                 WHERE review.call_id = call.id AND review.user_id = leg.user_id
                   AND review.reviewer_id != leg.user_id)
            AND NOT EXISTS (
                SELECT FROM pbx_recording_access access
                  JOIN pbx_recording heard ON heard.id = access.recording_id
                 WHERE heard.call_id = call.id AND access.action = 'listen'
                   AND access.user_id != leg.user_id)"""
        )

    @api.model
    def _get_heard(self, user_ids, company):
        """Return ``{user_id: [traits]}`` of the calls drawn lately."""
        heard = defaultdict(list)
        rows = self.search_fetch(
            Domain("company_id", "=", company.id)
            & Domain("user_id", "in", user_ids)
            & Domain("day", ">=", fields.Date.today() - MEMORY),
            ["user_id", "call_id"],
            order="id",
        )
        for row in rows:
            call = row.call_id
            traits = (call.stage_id.id or 0, call.direction, call.outcome_id.id or 0)
            heard[row.user_id.id].append(traits)
        return heard
