"""What the person at the terminal sees: steps with their time, problems with a remedy."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from children import finish, tied

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


def run(command, problem, log=None, shown=12, **kwargs):
    """Run a command quietly; when it fails, raise ``problem`` with the end of its
    output.

    :param list command: program and arguments
    :param str problem: one sentence with the remedy
    :param log: path that keeps the whole output
    :param shown: how many of its last lines the user sees when it fails
    :return: what the command printed
    :raise Problem: when it fails or does not exist
    """
    command = [str(part) for part in command]
    try:
        child = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            **tied(),
            **kwargs,
        )
    except FileNotFoundError as error:
        raise Problem(f"{problem} ({command[0]} is not installed.)") from error
    output = finish(child)
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(output)
    if child.returncode:
        tail = [line for line in output.splitlines() if line.strip()]
        for line in tail[-shown:] if shown else []:
            say(f"    {line}")
        reason = (
            " The disk is full: free some space." if "No space left" in output else ""
        )
        raise Problem(
            f"{problem}{reason}" + (f" The whole output is in {log}." if log else "")
        )
    return output


def environment(**extra):
    """Return the user's environment with ``extra`` added, as strings."""
    return os.environ | {key: str(value) for key, value in extra.items()}
