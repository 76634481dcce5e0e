"""The end of a csv file to which a phone system adds rows, from a moment on.

Only the end is read, in blocks backwards, however long the file is; where it was rotated
(``Master.csv.1``), the end of the former one comes first.
"""

import csv
import io
import os
import stat
from pathlib import Path

BLOCK_BYTES = 64 * 1024
#: What is read of one file at most.
LIMIT_BYTES = 64 * 1024 * 1024


def read_since(path, since, get_moment, block=BLOCK_BYTES):
    """Return the rows from a moment on, in their order.

    :param str path: of the file
    :param float since: seconds since 1970
    :param get_moment: returns a row's moment, or ``None`` if it has none
    :return: list of rows, each a list of texts
    """
    rows, is_whole = _read_end(Path(path), since, get_moment, block)
    if is_whole:
        former, _is_whole = _read_end(Path(f"{path}.1"), since, get_moment, block)
        rows = former + rows
    return [row for row in rows if (get_moment(row) or 0) >= since]


def _read_end(path, since, get_moment, block):
    """Return the last rows of a file, and whether all of it is younger than ``since``."""
    try:
        with _open(path) as content:
            start = content.seek(0, io.SEEK_END)
            data, rows = b"", []
            while start and len(data) < LIMIT_BYTES:
                size = min(block, start)
                start = content.seek(start - size)
                data = content.read(size) + data
                rows = _split(data, is_cut=bool(start))
                moments = filter(None, map(get_moment, rows[:1]))
                if any(moment < since for moment in moments):
                    return rows, False
            return rows, not start
    except OSError:
        return [], True


def _open(path):
    """Open a file without ever waiting for a pipe or device that was put in its place.

    :raise OSError: where it is no file
    """
    content = open(path, "rb", opener=_open_at_once)
    if not stat.S_ISREG(os.fstat(content.fileno()).st_mode):
        content.close()
        raise OSError(f"{path} is no file.")
    return content


def _open_at_once(path, flags):
    return os.open(path, flags | os.O_NONBLOCK)


def _split(data, is_cut):
    """Return rows of csv; the first line is left out where it may be half a one."""
    if is_cut:
        data = data.partition(b"\n")[2]
    # A row that is being written just now will be read the next time.
    data = data[: data.rfind(b"\n") + 1]
    text = data.decode("utf-8", "replace").replace("\0", "")
    return [row for row in csv.reader(io.StringIO(text)) if row]
