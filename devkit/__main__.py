"""Entry point: ``python3 devkit`` is what ``./dev`` runs."""

import signal
import sys

# Until the commands take over, Ctrl-C ends this without a word.
signal.signal(signal.SIGINT, signal.SIG_DFL)

from cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
