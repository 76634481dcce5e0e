"""What ./dev says and returns, where neither network nor database is needed."""

import os
import subprocess
import sys

import cli
import odoo_source
import places
import pytest
import system
import testing
from children import run
from console import NEEDS_PACKAGES, Problem

DEV = places.CHECKOUT / "dev"


def dev(*words, **env):
    """Run ./dev as a person would; return the exit code and what was printed."""
    done = subprocess.run(
        [str(DEV), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | env,
    )
    return done.returncode, done.stdout


def test_help_names_every_command():
    code, text = dev("--help")
    assert code == 0
    for command in ("run", "stop", "test", "lint", "bench", "shell", "odoo", "load"):
        assert f"\n    {command} " in text


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["run", "--port", "70000"], "'70000' is no port"),
        (["run", "--port", "-1"], "'-1' is no port"),
        (["run", "--port", "http"], "'http' is no port"),
        (["run", "--db", "a'b"], "cannot name a database"),
        (["run", "--db", "../x"], "cannot name a database"),
        (["run", "--db", ""], "cannot name a database"),
        (["run", "--db", "x" * 64], "cannot name a database"),
        (["shell", "--db", "postgres"], "belongs to PostgreSQL"),
        (["load", ".", "--db", "-d"], "expected one argument"),
        (["dance"], "invalid choice"),
        ([], "required: COMMAND"),
    ],
)
def test_words_not_understood(words, reason, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    assert reason in capsys.readouterr().err


def test_words_of_other_programs_are_handed_on():
    assert cli._parse(["test", "-x", "--db", "a"]) == {
        "command": "test",
        "arguments": ["-x", "--db", "a"],
    }
    assert cli._parse(["odoo", "--version"])["words"] == ["--version"]


def test_paths_among_the_arguments_of_pytest(monkeypatch):
    monkeypatch.chdir(places.CHECKOUT)
    assert testing.find_paths(["-k", "dev", "-x"]) == []
    words = ["tests/pure/test_devkit.py::test_help", "-q", "nothing/there"]
    assert testing.find_paths(words) == words[:1]
    assert testing._is_pure("tests/pure/test_devkit.py::test_help")
    assert not testing._is_pure("tests/purely")


def test_exit_code_is_that_of_pytest(monkeypatch, tmp_path):
    """Five means that no test was found: no success either."""
    (tmp_path / "python").write_text("#!/bin/sh\nexit 5\n")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(testing, "PYTHON", tmp_path / "python")
    assert testing.test(["tests/pure", "-k", "no_such_test"]) == 5


def test_missing_packages_are_named_to_who_may_not_install(monkeypatch):
    monkeypatch.setitem(system.PRESENCE, "chromium", lambda: False)
    monkeypatch.setitem(system.PRESENCE, "npm", lambda: False)
    monkeypatch.setitem(system.PRESENCE, "git", lambda: True)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system, "_can_sudo", lambda: False)
    with pytest.raises(Problem) as problem:
        system.ensure(("git", "chromium", "npm"))
    assert problem.value.code == NEEDS_PACKAGES
    assert (
        "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends "
        "chromium npm'" in str(problem.value)
    )


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "holds no odoo/release.py"),
        (
            {"odoo/release.py": "version_info = (18, 0, 0, FINAL, 0, '')"},
            "is not Odoo 19",
        ),
        ({"odoo/release.py": "version_info = (19, 0, 0, FINAL, 0, '')"}, None),
        ({"odoo/release.py": "version_info = ('saas~19', 1, 0, FINAL, 0)"}, None),
    ],
)
def test_odoo_of_the_user(files, reason, tmp_path, monkeypatch):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    if reason is None:
        assert odoo_source.ensure() == tmp_path
        return
    with pytest.raises(Problem, match=reason):
        odoo_source.ensure()


def test_addons_beside_a_source_checkout(tmp_path):
    assert odoo_source.addons_paths(tmp_path) == [tmp_path / "odoo" / "addons"]
    (tmp_path / "addons").mkdir()
    assert odoo_source.addons_paths(tmp_path)[1:] == [tmp_path / "addons"]


def test_digest_sees_content_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "CHECKOUT", tmp_path)
    (tmp_path / "addon").mkdir()
    (tmp_path / "addon" / "a.py").write_text("1")
    first = places.digest(tmp_path / "addon", "word")
    assert first == places.digest(tmp_path / "addon", "word")
    (tmp_path / "addon" / "__pycache__").mkdir()
    (tmp_path / "addon" / "__pycache__" / "a.pyc").write_text("1")
    assert first == places.digest(tmp_path / "addon", "word")
    (tmp_path / "addon" / "a.py").write_text("2")
    assert first != places.digest(tmp_path / "addon", "word")
    assert len(first) == 12


def test_a_failed_command_is_one_sentence(capsys, tmp_path):
    log = tmp_path / "logs" / "it.log"
    with pytest.raises(Problem, match="It failed: mend it. The whole output is in"):
        run([sys.executable, "-c", "print('why'); 1/0"], "It failed: mend it.", log)
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert "why" in log.read_text()
    with pytest.raises(Problem, match="no-such-program is not installed"):
        run(["no-such-program"], "It failed.")
    with pytest.raises(Problem, match="disk is full"):
        run(["sh", "-c", "echo No space left on device; exit 1"], "It failed.")


def test_problems_and_interrupts_have_their_exit_codes(monkeypatch, capsys):
    monkeypatch.setattr(cli.signal, "signal", lambda *handler: None)
    outcomes = {
        Problem("Sit down.", NEEDS_PACKAGES): (NEEDS_PACKAGES, "dev: Sit down."),
        KeyboardInterrupt(): (130, "dev: interrupted"),
        OSError(28, "No space left on device", "/x"): (
            1,
            "No space left on device: /x.",
        ),
    }
    for error, (code, text) in outcomes.items():

        def fail(command, options, error=error):
            raise error

        monkeypatch.setattr(cli, "_run", fail)
        assert cli.main(["stop"]) == code
        assert text in capsys.readouterr().err


def test_a_full_disk_is_named_before_anything_is_fetched(tmp_path, monkeypatch):
    monkeypatch.delenv("ODOO_HOME", raising=False)
    monkeypatch.setattr(odoo_source, "STATE", tmp_path)
    monkeypatch.setattr(odoo_source, "ODOO_TREE", tmp_path / "odoo")
    monkeypatch.setattr(odoo_source, "SPACE_MB", 10**9)
    with pytest.raises(Problem, match="free some space, or set SALES_EFFICIENCY_HOME"):
        odoo_source.ensure()
    assert not list(tmp_path.glob("odoo*"))
