"""Hears one phone system: takes its turn, connects, catches up, passes facts on."""

import asyncio
import contextlib
import logging
import ssl
import time

import psycopg2

from ..tools.parsers import asterisk_ami
from ..tools.parsers.asterisk import leg_of
from .ami import Ami, AmiError, Away, Refused, make_tls
from .catching_up import read_rows
from .pump import DatabaseAway, Pump

_logger = logging.getLogger(__name__)

#: What we ask to be told, as expressions that one of has to be found in an event.
WANTED = (
    "Event: (Newchannel|Newstate|DialBegin|DialEnd|BridgeEnter|BridgeLeave|Hangup)",
    "Event: (QueueCallerJoin|QueueCallerAbandon|BlindTransfer|AttendedTransfer)",
    "Event: (HangupRequest|Pickup|OriginateResponse|Cdr)",
    "EventName: LINKEDID_END",
    "Variable: MIXMONITOR_FILENAME",
    "Application: (MixMonitor|VoiceMail)",
)
#: Seconds between looks at whose turn it is, tries to connect, and looks at the calls that
#: are going on. Who was refused waits long: some lock out who knocks too often.
TURN_SECONDS = 1
PAUSES = (0.5, 1, 2, 5, 10, 20)
REFUSED_SECONDS = 60
LOOK_SECONDS = 60
#: A connection that says nothing for so long is asked whether it is there.
PING_SECONDS = 5
#: What the database gets to take what was read, before calls are ended.
FLUSH_SECONDS = 10
#: How often the form hears that all is well.
NOTE_SECONDS = 10
#: Rows are read from a little before the gap: clocks are not quite the same.
MARGIN_SECONDS = 2


class Watch:
    """The listener of one phone system.

    :param dict settings: of :meth:`PbxProvider._get_listened`
    :param store: the database, a :class:`store.Store`
    :param spool: where facts wait for it, a :class:`spool.Spool`
    """

    def __init__(self, settings, store, spool):
        self.settings = settings
        self.id = settings["id"]
        self._store = store
        self._turn = store.make_turn(self.id)
        self._pump = Pump(lambda told: store.receive(self.id, told), spool)
        self._spool = spool
        self._ami = self._pumping = None
        self._failures = 0
        self._noted_at = 0.0
        self._told = None
        self._is_database_away = False
        #: Calls the phone system spoke of since it was last asked for all.
        self._spoken_of = set()
        #: Until when it is known what was going on, in seconds since 1970.
        self._known_at = settings["seen_at"]

    async def run(self):
        """Listen until cancelled."""
        self._pumping = asyncio.create_task(self._pump.run())
        try:
            while True:
                if await self._is_our_turn():
                    await self._listen()
                else:
                    await asyncio.sleep(TURN_SECONDS)
        finally:
            self._pump.stop()
            await asyncio.wait([self._pumping])
            if await self._is_our_turn():
                await self._note("stopped")
            await asyncio.to_thread(self._turn.leave)

    async def _is_our_turn(self, otherwise=False):
        """Tell whether to listen.

        :param otherwise: the answer while the database is away: who listens goes on
        """
        try:
            is_ours = await asyncio.to_thread(self._turn.take)
        except psycopg2.Error as error:
            if not self._is_database_away:
                _logger.warning("The database is away: %s", str(error).strip())
            self._is_database_away = True
            return otherwise
        self._is_database_away = False
        return is_ours

    async def _listen(self):
        """Connect, listen until the connection or the turn is lost, and wait a little."""
        try:
            await self._ask_since_when()
            self._ami = await self._connect()
            try:
                await self._stay()
            finally:
                self._known_at = max(self._known_at, self._ami.heard_at)
                await self._ami.close()
        except Refused as error:
            await self._note("refused", str(error))
            await self._pause(REFUSED_SECONDS)
        except (AmiError, ssl.SSLError, ValueError) as error:
            await self._note("away", str(error))
            await self._pause(PAUSES[min(self._failures, len(PAUSES) - 1)])
            self._failures += 1

    async def _ask_since_when(self):
        """Learn until when the listener heard before us what was going on."""
        with contextlib.suppress(DatabaseAway):
            found = await asyncio.to_thread(self._store.get_providers, [self.id])
            if settings := found.get(self.id):
                self._known_at = max(self._known_at, settings["seen_at"])

    async def _pause(self, seconds):
        """Wait, and keep the turn meanwhile."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and await self._is_our_turn(True):
            await asyncio.sleep(min(left, TURN_SECONDS))

    async def _connect(self):
        settings = self.settings
        tls = make_tls(settings["certificate"]) if settings["tls"] else None
        ami = await Ami.open(settings["host"], settings["port"], tls, self._hear)
        try:
            await ami.login(settings["user"], settings["secret"])
            await self._ask_for_less(ami)
        except BaseException:
            await ami.close()
            raise
        return ami

    async def _ask_for_less(self, ami):
        """Ask not to be told what is not about calls: more than half of all that is told.

        Where we may not ask, everything is told, and left out here.
        """
        try:
            for text in WANTED:
                await ami.ask("Filter", Operation="Add", Filter=text)
        except Away:
            raise
        except AmiError as error:
            _logger.info("Phone system %s sends everything: %s", self.id, error)

    def _hear(self, payload):
        """Pass an event on."""
        try:
            events = asterisk_ami.parse(payload, time.time())
        except ValueError as error:
            _logger.warning("Left out %s: %s", payload.get("Event"), error)
            return
        for event in events:
            self._spoken_of.add(event.call)
            self._pump.put(event, payload)
            # What was received is kept once, however many facts it holds.
            payload = None

    async def _stay(self):
        """Catch up, then stay while the connection and the turn are ours."""
        await self._look(is_first=True)
        self._failures = 0
        looked_at = time.monotonic()
        closed = asyncio.create_task(self._ami.wait_closed())
        while True:
            await self._note("listening", self._get_warning())
            await asyncio.wait(
                [closed, self._pumping],
                timeout=TURN_SECONDS,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if self._pumping.done():
                # Such as a disk that is full: the service begins anew.
                self._pumping.result()
            if closed.done():
                raise AmiError("The connection was lost.")
            if not await self._is_our_turn(True):
                return
            if time.time() - self._ami.heard_at > PING_SECONDS:
                await self._ami.ask("Ping")
            if time.monotonic() - looked_at > LOOK_SECONDS:
                await self._look()
                looked_at = time.monotonic()

    async def _look(self, is_first=False):
        """Ask what is going on, and end what is not; after a gap, read what was written.

        Calls the phone system spoke of meanwhile are left alone: they began, or end, by
        themselves.
        """
        self._spoken_of.clear()
        looked_at = time.time()
        channels = await self._ami.ask_list("CoreShowChannels")
        spoken_of = self._spoken_of.copy()
        if is_first:
            for channel in channels:
                self._hear(channel)
            await self._read_rows()
        self._spoken_of = spoken_of
        calls = {channel.get("Linkedid") for channel in channels}
        legs = {leg_of(channel.get("Channel", "")) for channel in channels}
        await self._end_gone(legs, calls)
        self._known_at = looked_at

    async def _read_rows(self):
        """Read what the phone system wrote down while nobody listened."""
        if not self._known_at:
            return
        since = self._known_at - MARGIN_SECONDS
        told = await asyncio.to_thread(read_rows, self.settings, since)
        for event, payload in told:
            self._pump.put(event, payload)

    async def _end_gone(self, legs, calls):
        """End the calls and legs the database holds for live and the phone system not."""
        # What was read before has to be there; while the database is away, the next look
        # will do.
        if not await self._pump.flush(FLUSH_SECONDS):
            return
        with contextlib.suppress(DatabaseAway):
            gone = await asyncio.to_thread(
                self._store.get_gone,
                self.id,
                legs,
                calls | self._spoken_of,
                self._known_at,
            )
            for event in gone:
                self._pump.put(event, None)

    def _get_warning(self):
        if self._spool.lost:
            return (
                f"{self._spool.lost} events were given up: the disk's share was full."
            )
        return ""

    async def _note(self, state, error=""):
        """Tell the database how we do, when that changed or is long ago."""
        told = (state, error)
        is_old = time.monotonic() - self._noted_at > NOTE_SECONDS
        if told == self._told and not (state == "listening" and is_old):
            return
        if told != self._told:
            _logger.info("Phone system %s: %s %s", self.id, state, error)
        self._told = told
        self._noted_at = time.monotonic()
        seen_at = self._ami.heard_at if state == "listening" else 0
        with contextlib.suppress(DatabaseAway):
            await asyncio.to_thread(self._store.tell, self.id, state, error, seen_at)
