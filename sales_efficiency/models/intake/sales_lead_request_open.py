import json
import logging
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, split_every

from ...tools.lead_form import FieldRefused
from ...tools.retry import pause_minutes

_logger = logging.getLogger(__name__)

#: Requests the scheduled action makes leads of between two commits.
CHUNK = 50
#: What another transaction is the cause of: it is over when tried again.
CONCURRENCY = (UniqueViolation, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
CREATED, ACCEPTED = 201, 202


class SalesLeadRequest(models.Model):
    """How requests become leads, each one once."""

    _inherit = "sales.lead.request"

    def _open_leads(self):
        """Make leads of those requests that wait for it.

        Whoever works on one of them is waited for. Leads and the note that they were made
        are of one transaction, so that nothing is made twice. What fails is noted on the
        request and tried again later; only what another transaction is the cause of is
        raised, to be tried again at once.
        """
        if not self:
            return
        self.env.cr.execute(
            SQL(
                "SELECT id FROM sales_lead_request WHERE id IN %s ORDER BY id FOR UPDATE",
                tuple(self.ids),
            ),
            # Who waited for another worker begins again, and sees what that one did.
            log_exceptions=False,
        )
        self.invalidate_recordset()
        requests = self.filtered(
            lambda request: request.state in ("received", "failed")
        )
        for door, of_door in requests.grouped("door_id").items():
            of_door._open_leads_of(door._in_own_rights())

    def _open_leads_of(self, door):
        """Make the leads of one door: all at once, or one by one where that fails."""
        if len(self) > 1:
            try:
                with self.env.cr.savepoint():
                    self._create_leads(door)
                return
            except CONCURRENCY:
                raise
            except Exception:  # noqa: BLE001 each one is tried by itself below
                self.invalidate_recordset()
        for request in self:
            try:
                with self.env.cr.savepoint():
                    request._create_leads(door)
            except CONCURRENCY:
                raise
            except Exception as error:  # noqa: BLE001 it is kept, to be tried again
                _logger.warning(
                    "No lead of request %s", request.reference, exc_info=True
                )
                request._note_failure(error)

    def _create_leads(self, door):
        """Make the leads and note it."""
        vals_list = []
        for request in self:
            form = door._read_form(json.loads(request.payload))
            vals_list.append(
                {
                    **door._prepare_lead_values(form),
                    **door._prepare_utm_values(form),
                    "sales_request_id": request.id,
                }
            )
        leads = door._open_deals(vals_list)
        for request, lead in zip(self, leads, strict=True):
            request.write(
                {
                    "state": "done",
                    "lead_id": lead.id,
                    "error": False,
                    "next_attempt_at": False,
                    "attempts": request.attempts + 1,
                }
            )

    def _note_failure(self, error):
        """Keep what went wrong and when to try again."""
        now = fields.Datetime.now()
        for request in self:
            attempts = request.attempts + 1
            minutes = pause_minutes(attempts)
            request.write(
                {
                    "state": "failed",
                    "error": request._explain(error),
                    "attempts": attempts,
                    "next_attempt_at": minutes and now + timedelta(minutes=minutes),
                }
            )
        moments = [moment for moment in self.mapped("next_attempt_at") if moment]
        cron = self.env.ref("sales_efficiency.ir_cron_sales_lead_request", False)
        if moments and cron:
            cron._trigger(at=moments)

    def _explain(self, error):
        """Return what went wrong as a sentence, where there is one."""
        if isinstance(error, FieldRefused):
            return self.door_id._explain_refusal(error)["message"]
        return str(error) or type(error).__name__

    def _note_answer(self):
        """Note what the sender is answered with; an answer once given stays the same."""
        for request in self.filtered(lambda request: not request.http_status):
            done = request.state in ("done", "trap")
            request.http_status = CREATED if done else ACCEPTED

    @api.model
    def _cron_retry(self):
        """Make leads of what failed or was left by a worker that was stopped."""
        cron = self.env["ir.cron"]
        due = self.search(
            [("next_attempt_at", "<=", fields.Datetime.now())], order="next_attempt_at"
        )
        remaining = len(due)
        left = cron._commit_progress(remaining=remaining)
        for chunk in split_every(CHUNK, due.ids, self.browse):
            if not left:
                return
            chunk._retry()
            remaining -= len(chunk)
            left = cron._commit_progress(len(chunk), remaining=remaining)

    def _retry(self):
        """Make leads of these, but for those that others are at."""
        try:
            self.try_lock_for_update()._open_leads()
            self.env.cr.flush()
        except CONCURRENCY as error:
            self.env.cr.rollback()
            self.env.transaction.reset()
            self.try_lock_for_update()._note_failure(error)
