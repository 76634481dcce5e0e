"""A queue of lines on disk for what cannot be delivered now; it outlives the process.

Lines are kept in files of a limited size, numbered in their order, and reach the disk
before :meth:`Spool.put` returns. A file is removed when all of it was delivered, so that
after a crash some lines are delivered twice but none is lost.
"""

import os
from pathlib import Path

#: Bytes of one file, and of all of them: about 100,000 events.
FILE_BYTES = 256 * 1024
TOTAL_BYTES = 128 * 1024 * 1024


class Spool:
    """Lines that wait in a folder.

    :ivar lost: how many lines were given up because the folder was full
    """

    def __init__(self, folder, file_bytes=FILE_BYTES, total_bytes=TOTAL_BYTES):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.lost = 0
        self._file_bytes = file_bytes
        self._total_bytes = total_bytes
        # The last file may end in half a line if the machine stopped: it is closed.
        self._files = sorted(self.folder.glob("*.jsonl"))
        self._current = None

    def __bool__(self):
        return bool(self._files)

    def put(self, lines):
        """Add lines at the end."""
        if not self._current or self._current.stat().st_size >= self._file_bytes:
            self._begin()
        with open(self._current, "a", encoding="utf-8") as output:
            output.writelines(f"{line}\n" for line in lines)
            output.flush()
            os.fsync(output.fileno())
        self._bound()

    def peek(self):
        """Return the lines of the oldest file; they stay until :meth:`drop`."""
        if not self._files:
            return []
        if self._files[0] == self._current:
            self._current = None
        return self._files[0].read_text(encoding="utf-8", errors="replace").splitlines()

    def drop(self):
        """Forget the lines that :meth:`peek` returned."""
        self._files.pop(0).unlink(missing_ok=True)

    def _begin(self):
        last = int(self._files[-1].stem) if self._files else 0
        self._current = self.folder / f"{last + 1:012d}.jsonl"
        self._current.touch(mode=0o600)
        self._files.append(self._current)
        # The name of a new file is on disk only when its folder is.
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _bound(self):
        """Give up the oldest lines where all together are too many."""
        while (
            len(self._files) > 1
            and sum(path.stat().st_size for path in self._files) > self._total_bytes
        ):
            self.lost += len(self.peek())
            self.drop()
