"""What becomes of the programs ./dev starts when it is interrupted or killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import locks
import places
import pytest

#: Starts a program as ./dev does; the program says when it is there, which is when its
#: parent has come to wait for it.
PARENT = """
import signal, subprocess, sys
sys.path.insert(0, {devkit!r})
from children import Terminated, finish, tied
def interrupt(number, frame):
    raise Terminated
signal.signal(signal.SIGTERM, interrupt)
finish(subprocess.Popen(["sh", "-c", {script!r}], **tied()))
"""
TIDY = """
trap 'sleep 0.2; echo tidied > tidied; exit 1' INT
sleep 0.5
echo $$ > pid
while true; do sleep 0.05; done
"""


@pytest.fixture
def parent(tmp_path):
    """A ./dev whose child is at work in a folder."""
    code = PARENT.format(devkit=str(places.CHECKOUT / "devkit"), script=TIDY)
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    wait_until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    yield process
    process.kill()
    process.wait()


def wait_until(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_interrupted_child_tidies_up_before_anything_else_goes(parent, tmp_path):
    parent.send_signal(signal.SIGTERM)
    parent.wait(20)
    assert (tmp_path / "tidied").exists()


def test_killed_parent_takes_its_child_along(parent, tmp_path):
    child = Path("/proc", (tmp_path / "pid").read_text().strip())
    parent.kill()
    parent.wait()
    # An ended process nobody waits for has no command line.
    wait_until(lambda: not child.exists() or not (child / "cmdline").read_bytes())


def test_one_process_at_a_time_claims_a_port(monkeypatch, tmp_path):
    monkeypatch.setattr(locks, "STATE", tmp_path)
    monkeypatch.setattr(locks, "_held", {})
    assert locks.holder("run-8069") is None
    assert locks.claim("run-8069")
    assert locks.holder("run-8069") == os.getpid()
    assert not locks.claim("run-8069")
    locks._held.pop("run-8069").close()
    assert locks.holder("run-8069") is None
    assert locks.claim("run-8069")
    locks._held.pop("run-8069").close()
