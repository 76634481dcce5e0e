import logging

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: Leads looked at before what was decided is committed.
CHUNK = 1000


class CrmLead(models.Model):
    """What is left over, and what nobody has answered, by a scheduled action."""

    _inherit = "crm.lead"

    @api.model
    def _cron_distribute(self):
        """Give away leads that are nobody's, and move on those without an answer.

        In chunks that are committed one by one: it may be ended at any moment, and run
        by several workers at once, who pass by what another one holds.
        """
        self.env["sales.lead.turn"]._sum_up()
        self.env["ir.cron"]._commit_progress(0)
        for condition, work in (
            (self._get_left_over_sql(), lambda leads: leads._give_left_over()),
            (self._get_late_sql(), lambda leads: leads._move_late()),
        ):
            last_id = 0
            while ids := self._lock_chunk(condition, last_id):
                last_id = ids[-1]
                work(self.browse(ids))
                if not self.env["ir.cron"]._commit_progress(len(ids)):
                    return

    @api.model
    def _get_left_over_sql(self):
        """Return the condition of leads that came in for anybody and are nobody's."""
        return SQL(
            "lead.user_id IS NULL AND lead.active AND lead.won_status = 'pending'"
        )

    @api.model
    def _get_late_sql(self):
        """Return the condition of leads whose first response is overdue."""
        return SQL(
            """
            lead.sales_response_due_at <= %s AND lead.sales_first_contact_at IS NULL
            AND lead.active AND lead.won_status = 'pending' AND lead.user_id IS NOT NULL
            """,
            fields.Datetime.now(),
        )

    @api.model
    def _lock_chunk(self, condition, last_id):
        """Return the next ids of leads nobody else holds, locked until the commit."""
        self.flush_model()
        query = SQL(
            """
            SELECT lead.id FROM crm_lead lead WHERE %s AND lead.id > %s
          ORDER BY lead.id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
            """,
            condition,
            last_id,
            CHUNK,
        )
        try:
            return [lead_id for (lead_id,) in self.env.execute_query(query)]
        except SerializationFailure:
            # Somebody changed one of them a moment ago: they are looked at afresh.
            self.env.cr.rollback()
            return [lead_id for (lead_id,) in self.env.execute_query(query)]

    def _give_left_over(self):
        """Give these leads away; who still cannot be served is not noted again."""
        desk = self.env["sales.lead.desk"]
        for company, leads in self._group_by_sales_company().items():
            decisions = desk._decide(leads, company)
            if decisions is None:
                continue
            pairs = [
                (lead, decision)
                for lead, decision in zip(leads, decisions, strict=True)
                if decision.user_id or decision.way != lead._get_last_assignment().way
            ]
            if not pairs:
                continue
            given, decisions = zip(*pairs, strict=True)
            given = self.browse().concat(*given)
            given._apply(decisions)
            desk._record(given, decisions, company, "sweep")

    def _move_late(self):
        """Move these leads on to the next candidate, after some of them to the leader."""
        desk = self.env["sales.lead.desk"]
        fresh = self.filtered(lambda lead: lead._may_move_on())
        for company, leads in fresh._group_by_sales_company().items():
            tried = {lead.id: lead._get_receivers() for lead in leads}
            decisions = desk._decide(leads, company, tried)
            pairs = [
                (lead, decision)
                for lead, decision in zip(
                    leads, decisions or (), strict=bool(decisions)
                )
                if decision.way in ("rule", "owner")
            ]
            if not pairs:
                continue
            moved, decisions = zip(*pairs, strict=True)
            moved = self.browse().concat(*moved)
            previous = {lead.id: lead.user_id.id for lead in moved}
            moved._apply(decisions)
            desk._record(moved, decisions, company, "late", previous)
            self -= moved
        self._hand_to_leaders()

    def _may_move_on(self):
        """Tell whether the rule that gave the lead away lets it go to another one."""
        history = self.sales_assignment_ids
        moves = history.filtered(lambda one: one.reason == "late")
        return len(moves) < history.filtered("rule_id")._get_last().rule_id.late_moves

    def _get_receivers(self):
        """Return the ids of everybody who had the lead."""
        history = self.sales_assignment_ids
        return {*history.user_id.ids, *history.previous_user_id.ids, self.user_id.id}

    def _hand_to_leaders(self):
        """Give leads that nobody answered to the leaders of their teams, for good."""
        rows = []
        for team, leads in self.grouped("team_id").items():
            leader = team.user_id if team.user_id.active else team.user_id.browse()
            rows += [
                {
                    "lead_id": lead.id,
                    "user_id": leader.id or lead.user_id.id,
                    "previous_user_id": lead.user_id.id,
                    "team_id": team.id,
                    "company_id": lead._get_sales_company().id,
                    "reason": "escalated",
                    "way": "leader" if leader else "nobody",
                    "probability": lead.probability,
                    "expected_revenue": lead.expected_revenue,
                    "candidates": [],
                }
                for lead in leads
            ]
            vals = {"sales_response_due_at": False, "sales_response_late": True}
            if leader:
                vals |= {"user_id": leader.id, "sales_given_at": fields.Datetime.now()}
            leads.with_context(sales_move_logged=True).write(vals)
        self.env["sales.lead.assignment"].sudo().create(rows)

    def _get_sales_company(self):
        """Return the company whose rules a lead goes by."""
        return self.company_id or self.team_id.company_id or self.env.company

    def _group_by_sales_company(self):
        return self.grouped(lambda lead: lead._get_sales_company())
