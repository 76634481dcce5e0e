"""What the person at the terminal sees: steps with their time, problems with a remedy."""

import sys
import time
from contextlib import contextmanager

#: Exit code when the user has to install something first.
NEEDS_PACKAGES = 3


class Problem(Exception):
    """Something the user can mend, said in one sentence with the remedy."""

    def __init__(self, sentence, code=1):
        super().__init__(sentence)
        self.code = code


def say(text):
    """Print a line for the user, at once even when the output is a pipe."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(text):
    """Announce a long step and say afterwards how long it took."""
    say(f"· {text} ...")
    start = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - start:.0f} s")
