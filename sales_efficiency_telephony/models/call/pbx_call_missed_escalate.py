import logging

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain

from .working_moment import add_minutes

_logger = logging.getLogger(__name__)

#: Missed calls looked at between two commits.
CHUNK = 100
#: After the leader and the head of sales nobody is left to tell.
LEADER, HEAD = 1, 2


class PbxCall(models.Model):
    """Missed calls nobody calls back: the leader hears of it, then the head of sales."""

    _inherit = "pbx.call"

    @api.model
    def _cron_escalate_missed(self):
        """Tell the next one of missed calls that are overdue, chunk by chunk.

        Each chunk is committed with its activities, so the run may be killed at any
        moment; several workers pass by what another one holds.
        """
        cron = self.env["ir.cron"]
        try:
            while calls := self._lock_overdue():
                calls._escalate_missed()
                if not cron._commit_progress(
                    len(calls), remaining=self.search_count(self._get_overdue_domain())
                ):
                    return
        except SerializationFailure:
            # Somebody called back this very moment: the next run sees it.
            self.env.cr.rollback()
            _logger.info("Escalation of missed calls goes on with the next run")
            self.env.ref("sales_efficiency_telephony.ir_cron_pbx_missed")._trigger()
        self._wake_for_next()

    @api.model
    def _get_overdue_domain(self):
        return Domain("missed_state", "=", "open") & Domain(
            "missed_escalate_at", "<=", fields.Datetime.now()
        )

    @api.model
    def _lock_overdue(self):
        calls = self.search(
            self._get_overdue_domain(), order="missed_escalate_at, id", limit=CHUNK
        )
        return calls.try_lock_for_update()

    @api.model
    def _wake_for_next(self):
        """Have it run again when the next one is overdue."""
        self.search(
            Domain("missed_state", "=", "open")
            & Domain("missed_escalate_at", ">", fields.Datetime.now()),
            order="missed_escalate_at",
            limit=1,
        )._wake_escalation()

    def _escalate_missed(self):
        """Tell the leader of the team, then the head of sales, once each."""
        now = fields.Datetime.now()
        asked = []
        for company, calls in self.grouped("company_id").items():
            told = {call: call._get_next_told() for call in calls}
            users = self.env["res.users"].union(*(user for _, user in told.values()))
            schedules = calls._read_schedules(users, company)
            for call, (level, user) in told.items():
                vals = {"missed_level": level, "missed_escalate_at": False}
                minutes = call.provider_id.missed_escalate_minutes
                if user:
                    asked.append((call, user, now, call._say_escalated(user)))
                if user and level == LEADER and minutes:
                    vals["missed_escalate_at"] = add_minutes(
                        schedules[user.id], now, minutes
                    )
                call.write(vals)
        self._create_calls(asked)

    def _get_next_told(self):
        """Return the level of the escalation and who is told: empty, if nobody is left."""
        told = self.user_id | self.missed_activity_ids.user_id
        company = self.company_id
        team = self.team_id or self.user_id.sale_team_id
        if self.missed_level < LEADER:
            for user in team.user_id | team.sales_co_leader_ids:
                if user._works_in(company) and user not in told:
                    return LEADER, user
        head = company._get_sales_head()
        if head and head._works_in(company) and head not in told:
            return HEAD, head
        return HEAD, self.env["res.users"]

    def _say_escalated(self, user):
        who = self.partner_id.display_name or self.number
        texts = self.with_context(lang=user.lang).env
        if not self.user_id:
            return texts._("Missed call of nobody in particular: %(who)s", who=who)
        return texts._(
            "Not called back by %(person)s: %(who)s", person=self.user_id.name, who=who
        )
