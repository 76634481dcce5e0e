"""From the phone system to the database: facts in batches, by way of the disk while the
database is away.
"""

import asyncio
import json
import logging
import time
from dataclasses import asdict

from ..tools.call_event import CallEvent

_logger = logging.getLogger(__name__)

#: A batch is this many facts, or what came within this many seconds.
BATCH = 1000
GATHER_SECONDS = 0.1
#: Where more wait than this, the disk takes them: memory is not for keeping.
CROWD = 20_000
#: How long to wait before the database is tried again.
PAUSE_SECONDS = 1


class DatabaseAway(Exception):
    """The database does not answer: what it was to be told has to wait."""


class Pump:
    """Delivers facts in the order in which they were put.

    :param deliver: called in a thread with a list of ``(CallEvent, payload)``; raises
        :class:`DatabaseAway` where they have to wait
    :param spool: where they wait, a :class:`spool.Spool`
    """

    def __init__(self, deliver, spool):
        self._deliver = deliver
        self._spool = spool
        self._queue = asyncio.Queue()
        self._tried_at = 0.0
        self._is_stopping = False
        self._put_count = self._passed_count = 0

    def put(self, event, payload):
        """Add a fact."""
        self._put_count += 1
        self._queue.put_nowait((event, payload))

    async def flush(self, seconds):
        """Wait until what was put so far is in the database.

        :param seconds: how long at most
        :return: whether it is
        """
        mark, end = self._put_count, time.monotonic() + seconds
        while self._passed_count < mark or self._spool:
            if time.monotonic() > end:
                return False
            await asyncio.sleep(GATHER_SECONDS / 2)
        return True

    async def run(self):
        """Deliver until :meth:`stop`; what is left then is delivered or put on disk."""
        while not self._is_stopping:
            await self._step()
        while batch := self._take_waiting(BATCH):
            await self._pass(batch)
        if self._spool:
            await self._drain()

    def stop(self):
        """Let :meth:`run` come to its end."""
        self._is_stopping = True
        self._queue.put_nowait(None)

    async def _step(self):
        batch = await self._gather()
        if batch:
            await self._pass(batch)
        if self._spool and time.monotonic() - self._tried_at >= PAUSE_SECONDS:
            await self._drain()

    async def _gather(self):
        """Return what came; wait for it no longer than the disk's turn may wait."""
        try:
            first = await asyncio.wait_for(
                self._queue.get(), PAUSE_SECONDS if self._spool else None
            )
        except asyncio.TimeoutError:
            return []
        if self._queue.qsize() < BATCH:
            await asyncio.sleep(GATHER_SECONDS)
        return [*filter(None, [first]), *self._take_waiting(BATCH - 1)]

    def _take_waiting(self, limit):
        size = min(limit, self._queue.qsize())
        return [*filter(None, (self._queue.get_nowait() for _n in range(size)))]

    async def _pass(self, batch):
        """Deliver a batch, or put it behind what waits on disk already."""
        try:
            await self._deliver_or_keep(batch)
        finally:
            self._passed_count += len(batch)

    async def _deliver_or_keep(self, batch):
        if not self._spool and self._queue.qsize() < CROWD:
            try:
                await asyncio.to_thread(self._deliver, batch)
                return
            except DatabaseAway as error:
                _logger.warning(
                    "The database is away, events go to the disk: %s", error
                )
                self._tried_at = time.monotonic()
        self._spool.put([write(*told) for told in batch])

    async def _drain(self):
        """Deliver what waits on disk, as far as the database takes it."""
        self._tried_at = time.monotonic()
        while self._spool:
            told = [told for line in self._spool.peek() if (told := read(line))]
            try:
                for start in range(0, len(told), BATCH):
                    await asyncio.to_thread(self._deliver, told[start : start + BATCH])
            except DatabaseAway:
                return
            self._spool.drop()
            if self._queue.qsize() >= BATCH:
                return
        _logger.info("The database is back and has what was on disk.")


def write(event, payload):
    """Return a fact as a line."""
    facts = {name: value for name, value in asdict(event).items() if value}
    return json.dumps([facts, payload], separators=(",", ":"))


def read(line):
    """Return a fact of a line, ``None`` where the line was torn."""
    try:
        facts, payload = json.loads(line)
        return CallEvent(**facts), payload
    except (TypeError, ValueError):
        _logger.warning("A torn line on disk was left out.")
        return None
