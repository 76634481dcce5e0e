"""Makes calls of what was told once the phone system has its answer.

One thread of a process at a time does so for a phone system: what comes within a moment is
made together, which costs a fraction of one by one, and what comes meanwhile is taken along
in its next round. The thread that answered is free for the next report. What is lost with
the process is found by the sweep.
"""

import logging
import random
import threading
import time
from collections import Counter
from functools import partial

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .pbx_event_receive import CONCURRENCY

_logger = logging.getLogger(__name__)

#: How often a transaction that others stand in the way of is tried.
TRIES = 8

#: How long a round waits for more to come. A card is on the screen within a second.
GATHER_SECONDS = 0.1

_lock = threading.Lock()
#: ``{(database, id of a phone system): numbers of calls}`` that somebody is at.
_waiting = {}
#: ``{database: answers given whose calls are to be made}``
_promised = Counter()


def promise(database, provider_id, call_uids):
    """Return what is to be called once the phone system has its answer."""
    with _lock:
        _promised[database] += 1
    return partial(_keep_promise, database, provider_id, call_uids)


def _keep_promise(database, provider_id, call_uids):
    try:
        apply_later(database, provider_id, call_uids)
    finally:
        with _lock:
            _promised[database] -= 1


def apply_later(database, provider_id, call_uids):
    """Make these calls in a thread of their own, or let the one that is at it do so."""
    key = (database, provider_id)
    with _lock:
        if key in _waiting:
            _waiting[key] |= call_uids
            return
        _waiting[key] = set(call_uids)
    threading.Thread(
        target=_apply_rounds, args=(key,), name=f"pbx.provider {provider_id}"
    ).start()


def _apply_rounds(key):
    """Make calls until none waits."""
    database, provider_id = key
    try:
        time.sleep(GATHER_SECONDS)
        while call_uids := _next_round(key):
            transact(
                database,
                lambda env, call_uids=call_uids: env["pbx.event"]._apply(
                    env["pbx.provider"].browse(provider_id), call_uids
                ),
            )
    except Exception:  # noqa: BLE001 the answer is given; the sweep tries again
        _logger.warning("Calls of phone system %s wait", provider_id, exc_info=True)
        with _lock:
            _waiting.pop(key, None)


def _next_round(key):
    """Return what waits; nothing, and this thread is at it no longer."""
    with _lock:
        call_uids = _waiting[key]
        if call_uids:
            _waiting[key] = set()
        else:
            del _waiting[key]
        return call_uids


def is_idle(database):
    """Tell whether this process has made calls of all that was told to it."""
    with _lock:
        return not _promised[database] and not any(
            key[0] == database for key in _waiting
        )


def transact(database, work):
    """Do something as the superuser in a transaction of its own; return its result.

    Where another transaction stands in the way, it is done again: on a fresh view of the
    database, which shows what the other one did.
    """
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        for attempt in range(1, TRIES + 1):
            try:
                result = work(env)
                cr.commit()  # pylint: disable=invalid-commit  # an own cursor
            except CONCURRENCY:
                cr.rollback()
                env.transaction.reset()
                env.registry.reset_changes()
                if attempt == TRIES:
                    raise
                time.sleep(random.uniform(0, 0.02 * 2**attempt))
            else:
                return result
