"""Whom the listener of phone systems trusts: a certificate it knows, and nobody else."""

import asyncio
import ssl

import pytest
from addon_file import load

ami = load("sales_efficiency_telephony/listener/ami.py")
Certificate = load("sales_efficiency_telephony/tests/certificates.py").Certificate

OWN = Certificate("pbx.example.com")
AUTHORITY = Certificate("Office")
ISSUED = Certificate("pbx.example.com", issuer=AUTHORITY)
ENDED = Certificate("pbx.example.com", days=-1)


def _connect(folder, shown, tls, host="127.0.0.1"):
    """Connect to a manager interface that shows a certificate, or speaks no TLS."""
    context = None
    if shown:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*shown.write_to(folder))

    async def serve(_reader, writer):
        writer.write(b"Asterisk Call Manager/11.0.0\r\n")

    async def run():
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        async with server:
            port = server.sockets[0].getsockname()[1]
            opened = await ami.Ami.open(host, port, tls)
            await opened.close()
            return opened.banner

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("shown", "known"),
    [(OWN, OWN), (ISSUED, AUTHORITY), (ISSUED, ISSUED)],
    ids=["its own", "who vouches for it", "itself, though another vouches for it"],
)
def test_certificate_that_is_known(tmp_path, shown, known):
    assert "Call Manager" in _connect(tmp_path, shown, ami.make_tls(known.text))


@pytest.mark.parametrize(
    ("shown", "known", "reason"),
    [
        (OWN, "", "self-signed"),
        (OWN, Certificate("pbx.example.com").text, "self-signed"),
        (ISSUED, OWN.text, "issuer"),
        (ENDED, ENDED.text, "expired"),
    ],
    ids=["nobody's", "another of that name", "another's", "ended"],
)
def test_certificate_that_is_not(tmp_path, shown, known, reason):
    with pytest.raises(ami.Untrusted, match=f"not trusted .*{reason}.*Certificate"):
        _connect(tmp_path, shown, ami.make_tls(known))


def test_name_counts_where_the_machine_trusts(tmp_path):
    """Anybody has a certificate that the machine trusts: it has to be of that host."""
    tls = ami.make_tls("")
    tls.load_verify_locations(cadata=OWN.text)
    with pytest.raises(ami.Untrusted, match="not valid for '127.0.0.1'"):
        _connect(tmp_path, OWN, tls)


def test_encrypted_and_plain_mixed_up(tmp_path, monkeypatch):
    with pytest.raises(ami.Away, match="no TLS.*Encrypted"):
        _connect(tmp_path, None, ami.make_tls(OWN.text))
    monkeypatch.setattr(ami, "PATIENCE", 0.3)
    with pytest.raises(ami.Away, match="not as a manager.*Encrypted"):
        _connect(tmp_path, OWN, None)
