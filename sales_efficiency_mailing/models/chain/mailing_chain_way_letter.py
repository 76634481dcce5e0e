from odoo import models
from odoo.tools import SQL


class MailingChainWay(models.Model):
    """Ways that wait for what becomes of a letter."""

    _inherit = "mailing.chain.way"

    def _get_met_opened(self, participants):
        return self._get_traced(participants, SQL("trace.human_open_at IS NOT NULL"))

    def _get_met_clicked(self, participants):
        return self._get_traced(participants, SQL("trace.human_click_at IS NOT NULL"))

    def _get_met_replied(self, participants):
        return self._get_traced(participants, SQL("trace.human_reply_at IS NOT NULL"))

    def _get_met_bounced(self, participants):
        return self._get_traced(participants, SQL("trace.trace_status = 'bounce'"))

    def _get_traced(self, participants, condition):
        """Return the ids of those whose letter has a trace of which something is true.

        :param condition: SQL on ``trace``
        """
        self.env.flush_all()
        of_step = (
            SQL("AND step_id = %s", self.of_step_id.id) if self.of_step_id else SQL()
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT log.participant_id
                  FROM (SELECT DISTINCT ON (participant_id) id, participant_id
                          FROM mailing_chain_participant_step
                         WHERE participant_id = ANY(%s) AND sent_at IS NOT NULL %s
                      ORDER BY participant_id, id DESC) log
                  JOIN mailing_trace trace ON trace.chain_participant_step_id = log.id
                 WHERE %s
                """,
                participants.ids,
                of_step,
                condition,
            )
        )
        return {participant_id for [participant_id] in rows}
