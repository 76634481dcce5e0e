"""What ./dev starts ends with it, even when it is killed and cannot tidy up."""

import ctypes
import signal

#: Of Linux's ``prctl``: the signal to get when the parent is no more.
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def tied(number=signal.SIGTERM):
    """Return the words for :class:`subprocess.Popen` that tie a child to this process.

    :param number: the signal the child gets when this process has died
    """
    return {"preexec_fn": lambda: _libc.prctl(PR_SET_PDEATHSIG, int(number))}
