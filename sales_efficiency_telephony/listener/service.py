"""One watch for each phone system of a database, until the process is told to end."""

import asyncio
import logging
import signal
from pathlib import Path

from odoo.tools import config

from .pump import DatabaseAway
from .spool import Spool
from .store import Store
from .watch import Watch

_logger = logging.getLogger(__name__)

#: How often to see whether phone systems were added, changed or taken away.
SETTINGS_SECONDS = 10


class Service:
    """The listener of a database.

    :param str database: its name
    :param provider_ids: which phone systems to hear, all of this kind where empty
    :param folder: where events wait while the database is away
    """

    def __init__(self, database, provider_ids=(), folder=None):
        self._store = Store(database)
        self._provider_ids = list(provider_ids)
        self._folder = (
            Path(folder or Path(config["data_dir"]) / "pbx_listener") / database
        )
        self._watches = {}

    async def run(self):
        """Listen until SIGTERM or SIGINT."""
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        _logger.info("Listening for database %s", self._store.database)
        while not stop.is_set():
            await self._renew()
            try:
                await asyncio.wait_for(stop.wait(), SETTINGS_SECONDS)
            except asyncio.TimeoutError:
                continue
        await self._end(list(self._watches))
        _logger.info("Ended")

    async def _renew(self):
        """Begin and end watches as the phone systems' settings ask for."""
        try:
            wanted = await asyncio.to_thread(
                self._store.get_providers, self._provider_ids
            )
        except DatabaseAway as error:
            _logger.warning("The database is away: %s", error)
            return
        await self._end(
            number
            for number, (settings, task) in self._watches.items()
            if task.done() or _differ(settings, wanted.get(number))
        )
        for number, settings in wanted.items():
            if number not in self._watches:
                spool = Spool(self._folder / str(number))
                watch = Watch(settings, self._store, spool)
                self._watches[number] = settings, asyncio.create_task(watch.run())

    async def _end(self, numbers):
        tasks = [self._watches.pop(number)[1] for number in list(numbers)]
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception):
                _logger.error("A listener failed", exc_info=result)


def _differ(settings, others):
    """Tell whether settings changed; when it was last seen is none."""
    return not others or {**settings, "seen_at": 0} != {**others, "seen_at": 0}
