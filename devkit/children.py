"""Programs ./dev starts: they end with it, and when interrupted may tidy up first."""

import ctypes
import os
import signal
import subprocess
from contextlib import suppress

from console import Problem, say

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
        _see_off(child)
        raise
    finally:
        if child.poll() is None:
            with suppress(PermissionError):
                child.kill()
            child.wait()


def _see_off(child):
    """Give an interrupted child its time; say so when it takes any."""
    try:
        child.communicate(timeout=1)
    except subprocess.TimeoutExpired:
        say("· Waiting for what goes on to end in good order ...")
        with suppress(subprocess.TimeoutExpired):
            child.communicate(timeout=FAREWELL_SECONDS)


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
