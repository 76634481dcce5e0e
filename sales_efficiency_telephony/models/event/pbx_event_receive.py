import logging

from psycopg2.errors import UniqueViolation
from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ...tools.call_fold import fold
from ...tools.event_row import clean_payload, from_row, to_row

_logger = logging.getLogger(__name__)

#: What another transaction is the cause of: it is over when tried again.
CONCURRENCY = (UniqueViolation, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
COLUMNS = ("event_uid", "call_uid", "kind", "occurred_at", "facts")


class PbxEvent(models.Model):
    """How what was told gets into the inbox, and out of it into calls."""

    _inherit = "pbx.event"

    @api.model
    def _receive(self, provider, told):
        """Keep what was told and make calls of it, in one transaction.

        Where another transaction is about the same call, the caller begins again.

        :param told: as for :meth:`_take`
        :return: the numbers of the calls something new was told of
        """
        call_uids = self._take(provider, told)
        if call_uids:
            self._apply(provider, call_uids)
        return call_uids

    # ------------------------------------------------------------
    # TAKE
    # ------------------------------------------------------------

    @api.model
    def _take(self, provider, told):
        """Keep what was told; what is here already is not written again.

        :param told: a list of ``(CallEvent, what was received or None)``; what was
            received at once is given with the first of its facts only
        :return: the numbers of the calls something new was told of
        :raise ValueError: where something told cannot be a fact of a call
        """
        if not told:
            return set()
        received_at = fields.Datetime.now()
        rows = [
            (to_row(event), payload and Json(clean_payload(payload)))
            for event, payload in told
        ]
        values = [
            SQL(
                "(%s, %s, %s, %s, %s, %s, %s, %s, 'new', 0)",
                provider.id,
                row["event_uid"],
                row["call_uid"],
                row["kind"],
                row["occurred_at"],
                Json(row["facts"]),
                payload or None,
                received_at,
            )
            for row, payload in rows
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO pbx_event (
                    provider_id, event_uid, call_uid, kind, occurred_at, facts, payload,
                    received_at, state, attempts
                )
                VALUES %s
                ON CONFLICT DO NOTHING
                RETURNING call_uid
                """,
                SQL(", ").join(values),
            ),
            # Told twice at the same moment: whoever comes second begins again.
            log_exceptions=False,
        )
        return {call_uid for (call_uid,) in self.env.cr.fetchall()}

    # ------------------------------------------------------------
    # APPLY
    # ------------------------------------------------------------

    @api.model
    def _apply(self, provider, call_uids):
        """Make these calls what all facts told of them say.

        A call that fails is noted and does not keep the others; only what another
        transaction is the cause of is raised, to be tried again at once.

        :return: the calls, as records
        """
        provider = provider.sudo()
        facts = self._get_facts(provider, call_uids)
        stale = self._get_stale(provider, facts)
        numbering = provider._get_numbering()
        states, ignored, failed = [], [], {}
        for call_uid, rows in facts.items():
            if call_uid in stale:
                ignored.append(call_uid)
                continue
            try:
                state = fold([from_row(row) for row in rows], numbering)
            except Exception as error:  # noqa: BLE001 it is kept, to be tried again
                _logger.warning("Call %s is not understood", call_uid, exc_info=True)
                failed[call_uid] = error
                continue
            if state:
                states.append(state)
            else:
                ignored.append(call_uid)
        calls, refused = self._record_calls(provider, states)
        failed |= refused
        provider._note_phones({leg.device for state in states for leg in state.legs})
        done = [state.uid for state in states if state.uid not in failed]
        self._note_state("applied", done, facts)
        self._note_state("ignored", ignored, facts)
        for call_uid, error in failed.items():
            self._note_failure(facts[call_uid], error)
        provider._note_heard()
        return calls

    def _get_facts(self, provider, call_uids):
        """Return ``{number of a call: rows of all that was told of it}``."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT id, call_uid, event_uid, kind, occurred_at, facts, state,
                       received_at, attempts
                  FROM pbx_event
                 WHERE provider_id = %s AND call_uid = ANY(%s)
                 ORDER BY id
                """,
                provider.id,
                sorted(call_uids),
            )
        )
        facts = {}
        for row in self.env.cr.dictfetchall():
            facts.setdefault(row["call_uid"], []).append(row)
        return facts

    def _get_stale(self, provider, facts):
        """Return the calls that what is told now comes too late for.

        Facts are kept for a time. A call whose first ones are gone would become another
        one, were it made anew of the last.
        """
        limit = provider._get_events_limit()
        unknown = [
            call_uid
            for call_uid, rows in facts.items()
            if all(row["state"] != "applied" for row in rows)
        ]
        if not (limit and unknown):
            return set()
        domain = [
            ("provider_id", "=", provider.id),
            ("call_uid", "in", unknown),
            ("ended_at", "<", limit),
        ]
        return set(self.env["pbx.call"].sudo().search(domain).mapped("call_uid"))

    def _record_calls(self, provider, states):
        """Write calls down: all at once, or one by one where that fails.

        :return: the calls, and ``{number of a call: what went wrong}``
        """
        model = self.env["pbx.call"].sudo().with_company(provider.company_id)
        if not states:
            return model, {}
        if len(states) > 1:
            try:
                with self.env.cr.savepoint():
                    return model._record(provider, states), {}
            except CONCURRENCY:
                raise
            except Exception:  # noqa: BLE001 each one is tried by itself below
                self.env.invalidate_all()
        calls, failed = model, {}
        for state in states:
            try:
                with self.env.cr.savepoint():
                    calls |= model._record(provider, [state])
            except CONCURRENCY:
                raise
            except Exception as error:  # noqa: BLE001 it is kept, to be tried again
                _logger.warning("Call %s is not recorded", state.uid, exc_info=True)
                self.env.invalidate_all()
                failed[state.uid] = error
        return calls, failed

    def _note_state(self, state, call_uids, facts):
        """Note what became of what was told of some calls."""
        ids = [
            row["id"]
            for call_uid in call_uids
            for row in facts[call_uid]
            if row["state"] != state
        ]
        if ids:
            self.browse(ids).write({"state": state, "error": False, "retry_at": False})
