"""How apt's sources, of either form, become those of another suite."""

import odoo_source
import pytest

DEB822 = """\
Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
"""


@pytest.fixture
def etc(tmp_path):
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def read(etc, tmp_path, suite):
    parts = tmp_path / "parts"
    parts.mkdir(exist_ok=True)
    lines = odoo_source.read_sources(suite, parts, etc)
    return lines.split("\n")[:-1], {
        path.name: path.read_text() for path in parts.iterdir()
    }


def test_one_line_form(etc, tmp_path):
    (etc / "sources.list").write_text(
        "# a comment\n"
        "deb-src http://mirror.example/debian bookworm main\n"
        "deb cdrom:[Debian]/ bookworm main\n"
        "deb [arch=amd64 trusted=yes] http://mirror.example/debian bookworm main contrib\n"
        "deb http://mirror.example/debian bookworm-updates main\n"
        "deb http://mirror.example/debian-security bookworm-security main\n"
    )
    assert read(etc, tmp_path, "sid") == (
        ["deb [arch=amd64 trusted=yes] http://mirror.example/debian sid main contrib"],
        {},
    )
    assert read(etc, tmp_path, None)[0] == [
        "deb [arch=amd64 trusted=yes] http://mirror.example/debian bookworm main contrib"
    ]


def test_stanzas(etc, tmp_path):
    (etc / "sources.list.d" / "debian.sources").write_text(DEB822)
    lines, parts = read(etc, tmp_path, "sid")
    assert lines == []
    assert parts == {
        "debian.sources": "Types: deb\n"
        "URIs: http://mirror.example/debian\n"
        "Suites: sid\n"
        "Components: main\n"
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
    }


def test_sources_of_others_stay_out(etc, tmp_path):
    (etc / "sources.list.d" / "cloud.sources").write_text(
        "Types: deb\nURIs: https://cloud.example\nSuites: sdk-12\nComponents: main\n"
    )
    (etc / "sources.list.d" / "docker.list").write_text(
        "deb https://docker.example/linux/debian bookworm stable\n"
    )
    (etc / "sources.list.d" / "off.sources").write_text("Enabled: no\n" + DEB822)
    (etc / "sources.list").write_text("deb http://mirror.example/debian bookworm main")
    assert read(etc, tmp_path, "sid") == (
        ["deb http://mirror.example/debian sid main"],
        {},
    )


def test_nothing_to_read(etc, tmp_path):
    assert read(etc, tmp_path, "sid") == ([], {})
