from odoo import api, models, tools
from odoo.tools import SQL

from ...tools.overdue import shifted


class MailingChain(models.Model):
    """Chains that stand still for a while."""

    _inherit = "mailing.chain"

    @api.model
    @tools.ormcache()
    def _get_running_ids(self):
        """Return the ids of the chains that somebody may be on the way through."""
        return tuple(self.sudo().search([("state", "!=", "draft")]).ids)

    def _take_up(self, paused_at, now):
        """Apply the rule for what became overdue while this chain stood still.

        Who came in meanwhile begins after the pause.
        """
        if self.overdue == "shift":
            self._shift_participants(paused_at, now)
        else:
            self._catch_up(paused_at, now)

    def _shift_participants(self, paused_at, now):
        """Move everything of who was on the way later by the pause."""
        delta = shifted(paused_at, paused_at, now) - paused_at
        self._update_paused(
            SQL(
                """
                step_at = step_at + %(delta)s, wake_at = wake_at + %(delta)s,
                limit_at = limit_at + %(delta)s
                """,
                delta=delta,
            ),
            paused_at,
        )

    def _catch_up(self, paused_at, now):
        """Have who was on the way and overdue catch up until now."""
        self._update_paused(
            SQL("catch_up_until = %(now)s", now=now),
            paused_at,
            SQL("AND wake_at <= %(now)s", now=now),
        )

    def _update_paused(self, assignment, paused_at, condition=None):
        participants = self.env["mailing.chain.participant"]
        participants.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE mailing_chain_participant SET %s
                 WHERE chain_id = %s AND state IN ('running', 'held')
                   AND entered_at < %s %s
                """,
                assignment,
                self.id,
                paused_at,
                condition or SQL(),
            )
        )
        participants.invalidate_model()
