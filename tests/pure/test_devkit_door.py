"""The door itself, on machines without python3."""

import shutil
import subprocess

import places
import pytest

INSTALL = "apt-get update && apt-get install -y --no-install-recommends python3"
#: A python3 with and without its standard library.
WHOLE, MINIMAL = 'echo "python3 $*"', '[ "$1" != -c ]'


def enter(folder, **programs):
    """Run ./dev where nothing else than these programs is on the path."""
    for name in ("dirname", "mktemp", "rm", "tail", "sh", "cat"):
        (folder / name).symlink_to(shutil.which(name))
    for name, script in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    done = subprocess.run(
        [places.CHECKOUT / "dev", "stop"],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr.splitlines()


def test_hands_over_to_python(tmp_path):
    code, printed, _said = enter(tmp_path, python3=WHOLE)
    assert (code, printed) == (0, f"python3 -B {places.CHECKOUT}/devkit stop\n")


@pytest.mark.parametrize("python", [{}, {"python3": MINIMAL}])
def test_names_the_line_to_who_may_not_install(python, tmp_path):
    code, _printed, said = enter(tmp_path, id="echo 1000", **python)
    assert code == 3
    assert said == [f"python3 is missing. Type: sudo sh -c '{INSTALL}'"]


@pytest.mark.parametrize(
    ("user", "sudo"),
    [("0", "exit 1"), ("1000", 'while [ "${1#-}" != "$1" ]; do shift; done; "$@"')],
)
def test_installs_for_root_and_through_sudo(user, sudo, tmp_path):
    bring = f"printf '#!/bin/sh\\n%s\\n' '{WHOLE}' > {tmp_path}/python3"
    code, printed, said = enter(
        tmp_path,
        id=f"echo {user}",
        sudo=sudo,
        true="",
        chmod=f'{shutil.which("chmod")} "$@"',
        dpkg="",
        apt_get=f'[ "$1" = update ] || {{ {bring}; chmod +x {tmp_path}/python3; }}',
    )
    assert said == ["Installing python3 ..."]
    assert (code, printed) == (0, f"python3 -B {places.CHECKOUT}/devkit stop\n")


def test_a_failed_installation_is_one_sentence_with_its_reason(tmp_path):
    code, _printed, said = enter(
        tmp_path, id="echo 0", dpkg="", apt_get="echo no network; exit 100"
    )
    assert code == 1
    assert said == [
        "Installing python3 ...",
        "no network",
        "python3 could not be installed: check the network and apt's sources, then run: "
        + INSTALL,
    ]
