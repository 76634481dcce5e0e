"""Several ./dev at once: one sets up while others wait, the last one ends what is shared."""

import fcntl
import functools
import os
from pathlib import Path

from console import say
from places import STATE

_held = {}


def alone(function):
    """Let only one ./dev of this state run ``function``; calls may be nested."""

    @functools.wraps(function)
    def guarded(*args, **kwargs):
        if "setup" in _held:
            return function(*args, **kwargs)
        _held["setup"] = lock = _open("setup")
        try:
            if not _try(lock, fcntl.LOCK_EX):
                say("· Waiting for another ./dev that is setting up ...")
                fcntl.flock(lock, fcntl.LOCK_EX)
            return function(*args, **kwargs)
        finally:
            _held.pop("setup").close()

    return guarded


def claim(name):
    """Take something for this process alone until its end; tell whether it was free."""
    lock = _open(name)
    if not _try(lock, fcntl.LOCK_EX):
        lock.close()
        return False
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    _held[name] = lock
    return True


def holder(name):
    """Return the process that has claimed something, ``None`` if it is free."""
    with _open(name) as lock:
        if _try(lock, fcntl.LOCK_SH):
            return None
        return int(Path(lock.name).read_text() or 0)


def share(name):
    """Take part in the use of something until :func:`leave` or the end of the process."""
    if name not in _held:
        lock = _open(name)
        fcntl.flock(lock, fcntl.LOCK_SH)
        _held[name] = lock


def leave(name, last):
    """End the use of something; whoever is the last one calls ``last``."""
    if lock := _held.pop(name, None):
        with lock:
            if _try(lock, fcntl.LOCK_EX):
                last()


def _open(name):
    STATE.mkdir(parents=True, exist_ok=True)
    return open(STATE / f"{name}.lock", "a")


def _try(lock, kind):
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
