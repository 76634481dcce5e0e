import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from odoo.addons.sales_efficiency.tools.retry import pause_minutes

from .pbx_event_receive import CONCURRENCY

_logger = logging.getLogger(__name__)

#: Calls made anew, and rows cleared, between two commits.
CALLS = 100
ROWS = 5000
#: What was received just now is at work where it was received.
PATIENCE = timedelta(minutes=1)


class PbxEvent(models.Model):
    """What is seen to later: what failed or was left over, and what is kept no longer."""

    _inherit = "pbx.event"

    def _note_failure(self, rows, error):
        """Keep what went wrong and when to try again.

        :param rows: as read by :meth:`_get_facts`
        """
        events = self.browse(row["id"] for row in rows if row["state"] != "applied")
        attempts = 1 + max(row["attempts"] for row in rows)
        minutes = pause_minutes(attempts)
        retry_at = minutes and fields.Datetime.now() + timedelta(minutes=minutes)
        (events or self.browse(rows[-1]["id"])).write(
            {
                "state": "error",
                "error": str(error) or type(error).__name__,
                "attempts": attempts,
                "retry_at": retry_at,
            }
        )
        if retry_at:
            self._wake_sweep(at=retry_at)

    def _wake_sweep(self, at=None):
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_sweep", False)
        if cron:
            cron.sudo()._trigger(at=at)

    def _wake_sweep_soon(self):
        """Have calls made of what was kept just now."""
        self._wake_sweep(at=fields.Datetime.now() + PATIENCE)

    # ------------------------------------------------------------
    # CRON
    # ------------------------------------------------------------

    @api.model
    def _cron_sweep(self):
        """Make calls of what failed, or was left by a worker that was stopped."""
        due = self._get_due()
        remaining = sum(map(len, due.values()))
        cron = self.env["ir.cron"]
        left = cron._commit_progress(remaining=remaining)
        for provider, call_uids in due.items():
            for chunk in split_every(CALLS, call_uids, list):
                if not left:
                    return
                self._sweep(provider, chunk)
                remaining -= len(chunk)
                left = cron._commit_progress(len(chunk), remaining=remaining)

    def _get_due(self):
        """Return ``{provider: numbers of the calls that something waits for}``."""
        now = fields.Datetime.now()
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT provider_id, call_uid
                  FROM pbx_event
                 WHERE state IN ('new', 'error')
                   AND (state = 'new' AND received_at <= %s OR retry_at <= %s)
                 GROUP BY provider_id, call_uid
                 ORDER BY min(id)
                """,
                now - PATIENCE,
                now,
            )
        )
        due = {}
        for provider_id, call_uid in self.env.cr.fetchall():
            due.setdefault(provider_id, []).append(call_uid)
        providers = self.env["pbx.provider"]
        return {providers.browse(key): call_uids for key, call_uids in due.items()}

    def _sweep(self, provider, call_uids):
        """Make these calls anew, but for those that another worker is at."""
        domain = [("provider_id", "=", provider.id), ("call_uid", "in", call_uids)]
        try:
            mine = self.search(domain).try_lock_for_update()
            self._apply(provider, set(mine.mapped("call_uid")))
            self.env.cr.flush()
        except CONCURRENCY:
            # Somebody else has just told more of one of them: the next sweep sees it.
            _logger.info("Calls of %s are being told of: later", provider.id)
            self.env.cr.rollback()
            self.env.transaction.reset()

    @api.model
    def _cron_clear(self):
        """Forget what was received, and what it was made of, as each provider says."""
        cron = self.env["ir.cron"]
        left = cron._commit_progress(remaining=1)
        providers = self.env["pbx.provider"].with_context(active_test=False).search([])
        for provider in providers:
            for clear in (self._clear_payloads, self._clear_events):
                count = ROWS
                while left and count == ROWS:
                    count = clear(provider)
                    left = cron._commit_progress(count, remaining=int(count == ROWS))
        if left:
            cron._commit_progress(remaining=0)

    def _clear_payloads(self, provider):
        """Forget some of what was received as it came; return how many."""
        limit = provider._get_payloads_limit()
        if not limit:
            return 0
        self.env.cr.execute(
            SQL(
                """
                UPDATE pbx_event SET payload = NULL
                 WHERE id IN (
                     SELECT id FROM pbx_event
                      WHERE provider_id = %s AND received_at < %s
                        AND payload IS NOT NULL
                      LIMIT %s
                        FOR UPDATE SKIP LOCKED
                 )
                """,
                provider.id,
                limit,
                ROWS,
            )
        )
        self.invalidate_model(["payload"])
        return self.env.cr.rowcount

    def _clear_events(self, provider):
        """Forget some facts of calls that have long been made; return how many.

        All that was told of a call goes at once, and never while something waits.
        """
        limit = provider._get_events_limit()
        if not limit:
            return 0
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM pbx_event
                 WHERE provider_id = %(provider)s AND call_uid IN (
                     SELECT call_uid FROM pbx_event
                      WHERE provider_id = %(provider)s AND received_at < %(limit)s
                        AND call_uid NOT IN (
                            SELECT call_uid FROM pbx_event
                             WHERE provider_id = %(provider)s
                               AND (received_at >= %(limit)s
                                    OR state IN ('new', 'error'))
                        )
                      LIMIT %(rows)s
                 )
                """,
                provider=provider.id,
                limit=limit,
                rows=ROWS,
            )
        )
        self.invalidate_model()
        return min(self.env.cr.rowcount, ROWS)
