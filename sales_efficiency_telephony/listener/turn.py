"""Whose turn it is: of all listeners of one phone system, on any host, one is active.

The database keeps the turn as an advisory lock of a connection that is used for nothing
else: it goes to the next one the moment its holder ends, however that happens.
"""

import contextlib

import psycopg2

#: Names our locks among those others may take in the same database.
LOCKS = 0x70627853
#: A host that lost its power is found out after so many seconds of silence.
KEEPALIVE = {"tcp_keepalives_idle": 5, "tcp_keepalives_interval": 3}


class Turn:
    """The turn at one phone system.

    :param dict connection: words for :func:`psycopg2.connect`
    :param int number: of the phone system
    """

    def __init__(self, connection, number):
        self._words = connection
        self._number = number
        self._connection = None
        self._is_held = False

    def take(self):
        """Take the turn, or see that it is still held; tell whether it is ours.

        :raise psycopg2.Error: if the database does not answer
        """
        try:
            if not self._connection:
                self._connection = self._connect()
            with self._connection.cursor() as cursor:
                if self._is_held:
                    cursor.execute("SELECT 1")
                else:
                    cursor.execute(
                        "SELECT pg_try_advisory_lock(%s, %s)", (LOCKS, self._number)
                    )
                    self._is_held = cursor.fetchone()[0]
        except psycopg2.Error:
            self.leave()
            raise
        return self._is_held

    def leave(self):
        """Let the next one have it."""
        self._is_held = False
        if self._connection:
            with contextlib.suppress(psycopg2.Error):
                self._connection.close()
            self._connection = None

    def _connect(self):
        connection = psycopg2.connect(connect_timeout=5, **self._words)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for name, value in KEEPALIVE.items():
                cursor.execute("SELECT set_config(%s, %s, false)", (name, str(value)))
        return connection
