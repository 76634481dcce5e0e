"""Programs ./dev starts: they end with it, and when interrupted may tidy up first."""

import ctypes
import signal
import subprocess
from contextlib import suppress

#: Of Linux's ``prctl``: the signal to get when the parent is no more.
PR_SET_PDEATHSIG = 1
#: What an interrupted child gets to tidy up: apt to leave no package half installed, a
#: test run to close browser and server.
FAREWELL_SECONDS = 60
_libc = ctypes.CDLL(None)


class Terminated(KeyboardInterrupt):
    """An interrupt that came to this process alone, not to what it started."""


def tied(number=signal.SIGTERM):
    """Return the words for :class:`subprocess.Popen` that tie a child to this process.

    :param number: the signal the child gets when this process is killed
    """
    return {"preexec_fn": lambda: _libc.prctl(PR_SET_PDEATHSIG, int(number))}


def finish(child):
    """Wait for a child and return what it printed; when interrupted, let it tidy up."""
    try:
        return child.communicate()[0]
    except KeyboardInterrupt as interrupt:
        # What sudo runs is not ours to signal: it is waited for.
        with suppress(PermissionError):
            if isinstance(interrupt, Terminated):
                child.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            child.communicate(timeout=FAREWELL_SECONDS)
        raise
    finally:
        if child.poll() is None:
            with suppress(PermissionError):
                child.kill()
            child.wait()
