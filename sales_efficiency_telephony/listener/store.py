"""The database as a listener sees it: each call is one transaction, made in a thread."""

import logging
import random
import socket
import threading
import time
from functools import partial

import psycopg2
import psycopg2.pool
from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.sql_db import connection_info_for

from .pump import DatabaseAway
from .turn import Turn

_logger = logging.getLogger(__name__)

#: Another transaction is about the same call: this one begins again.
CONCURRENCY = (UniqueViolation, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
#: How often a transaction that met another one begins again.
TRIES = 6


class Store:
    """A database.

    :param str database: its name
    """

    def __init__(self, database):
        self.database = database

    def make_turn(self, provider_id):
        """Return the turn at a phone system."""
        return Turn(connection_info_for(self.database)[1], provider_id)

    def get_providers(self, provider_ids):
        """Return which phone systems are to be heard.

        :param provider_ids: those wanted, all where empty
        :return: ``{id: settings}``
        """
        return self._transact(
            lambda env: env["pbx.provider"]._get_listened(provider_ids)
        )

    def tell(self, provider_id, state, error, seen_at):
        """Say how the listener does, see :meth:`PbxProvider._note_listener`."""

        def note(env):
            provider = env["pbx.provider"].browse(provider_id).exists()
            provider._note_listener(state, error, seen_at, socket.gethostname())

        self._transact(note)

    def get_gone(self, provider_id, legs, calls, known_at):
        """Return facts that end what is gone, see :meth:`PbxEvent._get_gone`."""

        def find(env):
            provider = env["pbx.provider"].browse(provider_id)
            return env["pbx.event"]._get_gone(provider, legs, calls, known_at)

        return self._transact(find)

    def receive(self, provider_id, told):
        """Take facts and make calls of them.

        Where no calls can be made of them now, they are kept: the sweep tries again. A
        fact that cannot be kept does not hold back the others.

        :raise DatabaseAway: where all of them have to wait
        """
        try:
            self._transact(partial(self._receive, provider_id=provider_id, told=told))
        except DatabaseAway:
            raise
        except Exception:
            _logger.warning("Calls of phone system %s wait", provider_id, exc_info=True)
            self._keep_or_part(provider_id, told)

    def _keep_or_part(self, provider_id, told):
        """Keep facts for later; where one of them cannot be kept, find out which."""
        try:
            self._transact(partial(self._keep, provider_id=provider_id, told=told))
        except DatabaseAway:
            raise
        except Exception:
            if len(told) == 1:
                _logger.exception("Event %s was refused", told[0][0].uid)
                return
            half = len(told) // 2
            self.receive(provider_id, told[:half])
            self.receive(provider_id, told[half:])

    @staticmethod
    def _receive(env, provider_id, told):
        provider = env["pbx.provider"].browse(provider_id).exists()
        # Of a phone system that was deleted nothing is kept.
        if provider:
            env["pbx.event"]._receive(provider, told)

    @staticmethod
    def _keep(env, provider_id, told):
        provider = env["pbx.provider"].browse(provider_id).exists()
        if provider:
            env["pbx.event"]._take(provider, told)
            env["pbx.event"]._wake_sweep_soon()

    def _transact(self, work):
        """Return what ``work`` returns, given an environment that is committed then.

        :raise DatabaseAway: if the database does not answer
        """
        threading.current_thread().dbname = self.database
        for tries_left in reversed(range(TRIES)):
            try:
                registry = Registry(self.database).check_signaling()
                with registry.cursor() as cursor:
                    return work(api.Environment(cursor, SUPERUSER_ID, {}))
            except CONCURRENCY:
                if not tries_left:
                    raise
                time.sleep(random.uniform(0, 0.05 * 2 ** (TRIES - tries_left)))
            except psycopg2.Error as error:
                if _is_away(error):
                    raise DatabaseAway(str(error).strip()) from error
                raise
        raise AssertionError("unreachable")


def _is_away(error):
    """Tell whether it is the server that failed, and not what was asked of it."""
    away = psycopg2.OperationalError, psycopg2.InterfaceError, psycopg2.pool.PoolError
    return isinstance(error, away)
