"""Reads a file from a folder of the phone system that this machine sees."""

import os
import stat
import time

from .failure import FetchFailed

#: Seconds a file has not grown for before it is taken as finished.
SETTLED = 5
BLOCK = 1 << 20


def is_within(path, folders):
    """Tell whether a path is in one of the folders, links followed.

    >>> is_within("/usr/share/../lib", ["/usr/share"])
    False
    """
    real = os.path.realpath(path)
    return any(
        os.path.commonpath([real, root]) == root
        for root in map(os.path.realpath, folders)
    )


def read_file(folder, ref, limit, settled=SETTLED):
    """Return the bytes of a file named by a phone system.

    :param folder: where its recordings are
    :param ref: the file's name there; a full path has to lie in that folder
    :raise FetchFailed:
    """
    if "\x00" in ref:
        raise FetchFailed("folder")
    path = os.path.join(folder, ref)
    if not is_within(path, [folder]):
        raise FetchFailed("folder")
    try:
        # Never waiting for the device or pipe that somebody has put there.
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        raise FetchFailed("absent") from None
    try:
        # What was opened counts, not what the path led to a moment ago.
        if not is_within(f"/proc/self/fd/{file}", [folder]):
            raise FetchFailed("folder")
        size = _check(os.fstat(file), limit, settled)
        return b"".join(iter(lambda: os.read(file, BLOCK), b""))[:size]
    finally:
        os.close(file)


def _check(status, limit, settled):
    """Return the size of a file that may be read."""
    if not stat.S_ISREG(status.st_mode):
        raise FetchFailed("folder")
    if status.st_size > limit:
        raise FetchFailed("large")
    if time.time() - status.st_mtime < settled:
        raise FetchFailed("growing")
    return status.st_size
