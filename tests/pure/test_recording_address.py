"""Nothing is fetched from where the server must not knock, however it is spelled."""

import ipaddress
import socket

import pytest
from conftest import CHECKOUT, load_tools
from hypothesis import given
from hypothesis import strategies as st

TOOLS = load_tools(CHECKOUT / "sales_efficiency_telephony")
READ, REACH = TOOLS["recording_address"], TOOLS["inner_address"]

HOSTS = READ.read_hosts("rec.example.com\n*.example.org\nbig.example.net:8443")
LOCAL = READ.read_hosts("http://10.0.0.5:8088\npbx.lan\n[fd12:3456::1]:8089")

#: Spellings of hosts inside, of hosts not listed, and of what fools a reader.
REFUSED = """
http://rec.example.com/1.wav
ftp://rec.example.com/1.wav
file:///etc/passwd
gopher://rec.example.com:70/_
dict://rec.example.com:11211/stat
ldap://rec.example.com/
data:audio/wav;base64,UklGRg==
javascript:alert(1)
//rec.example.com/1.wav
/1.wav
1.wav
rec.example.com/1.wav
https:rec.example.com
https:///1.wav
https://
https:// rec.example.com/
https://rec.example.com /
https://rec.example.com:/1.wav
https://rec.example.com:0/1.wav
https://rec.example.com:22/1.wav
https://rec.example.com:80/1.wav
https://rec.example.com:8443/1.wav
https://rec.example.com:65536/1.wav
https://rec.example.com:-443/1.wav
https://rec.example.com:443:443/1.wav
https://rec.example.com:x/1.wav
https://rec.example.com@10.0.0.1/1.wav
https://rec.example.com:443@10.0.0.1/1.wav
https://user@rec.example.com/1.wav
https://user:secret@rec.example.com/1.wav
https://@rec.example.com/1.wav
https://rec.example.com%40evil.test/1.wav
https://rec.example.com%2Fevil.test/1.wav
https://rec.example.com%00.evil.test/1.wav
https://rec.example.com\\@evil.test/1.wav
https:\\\\rec.example.com/1.wav
https://rec.example.com\\.evil.test/
https://evil.test/#rec.example.com
https://evil.test?rec.example.com
https://evil.test/rec.example.com
https://evil.test/?u=https://rec.example.com
https://rec.example.com.evil.test/1.wav
https://evilrec.example.com/1.wav
https://rec-example.com/1.wav
https://example.com/1.wav
https://example.org/1.wav
https://evilexample.org/1.wav
https://example.org.evil.test/1.wav
https://.example.org/1.wav
https://..example.org/1.wav
https://a..example.org/1.wav
https://-a.example.org/1.wav
https://a-.example.org/1.wav
https://*.example.org/1.wav
https://big.example.net/1.wav
https://127.0.0.1/
https://127.0.0.1:8069/web/database/manager
https://127.1/
https://127.0.1/
https://2130706433/
https://017700000001/
https://0177.0.0.1/
https://0x7f000001/
https://0x7f.0.0.1/
https://0x7f.1/
https://0x7f.0x0.0x0.0x1/
https://127.0.0.1./
https://127.0.0.0x1/
https://00000127.0.0.1/
https://127.0.0.01/
https://256.0.0.1/
https://1.2.3.4.5/
https://1.2.3/
https://0/
https://0.0.0.0/
https://localhost/
https://LOCALHOST/
https://localhost./
https://localhost.localdomain/
https://ip6-localhost/
https://[::1]/
https://[::]/
https://[0:0:0:0:0:0:0:1]/
https://[::ffff:127.0.0.1]/
https://[::ffff:7f00:1]/
https://[::127.0.0.1]/
https://[64:ff9b::7f00:1]/
https://[2002:7f00:1::]/
https://[fe80::1]/
https://[fe80::1%25eth0]/
https://[fd00:ec2::254]/
https://[fd12:3456::1]/
https://[fd12:3456::1]:8090/
https://[::1
https://::1/
https://[127.0.0.1]/
https://[rec.example.com]/
https://10.0.0.1/
https://10.0.0.5/
https://10.0.0.5:8088/
http://10.0.0.5/
http://10.0.0.5:8089/
http://10.0.0.05:8088/
http://167772165:8088/
http://0xa000005:8088/
http://0x0a.0.0.5:8088/
http://012.0.0.5:8088/
http://10.5:8088/
http://[::ffff:10.0.0.5]:8088/
https://172.16.0.1/
https://192.168.1.1/
https://169.254.169.254/latest/meta-data/
http://169.254.169.254/latest/meta-data/
http://2852039166/latest/meta-data/
http://0xa9fea9fe/
http://metadata.google.internal/computeMetadata/v1/
http://100.100.100.200/latest/meta-data/
http://168.63.129.16/metadata
http://127.0.0.1.nip.io/
https://127.0.0.1.nip.io/
https://pbx.lan.evil.test/
https://pbx.lan:8069/
http://pbx.lan:443/
http://pbx.lan:8088/
https://pbx.lan@127.0.0.1/
http://xpbx.lan/
https://ⓡec.evil.test/
https://rec。evil.test/
https://①②⑦.⓪.⓪.①/
""".strip().split("\n")
REFUSED += [
    "https://rec.example.com:443\tx/",
    "https://rec.example.com/\r\nHost: evil.test",
    "https://rec.example.com\n.evil.test/",
    "https://rec.example.com\x00.evil.test/",
    "\thttps://rec.example.com/",
]

#: Addresses of the network nobody outside is at.
INNER = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1
127.255.255.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1
192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255 169.254.0.1 169.254.169.254 100.100.100.200
168.63.129.16 :: ::1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::10.0.0.1
64:ff9b::a00:1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:a00:1::
2002:7f00:1:: fc00::1 fd00::1 fd12:3456::1 fd00:ec2::254 fd20:ce::254 fe80::1 febf::1
fec0::1 ff02::1 3fff::1 5f00::1
""".split()
ALWAYS = """
0.0.0.0 169.254.169.254 100.100.100.200 168.63.129.16 :: ::ffff:169.254.169.254 fe80::1
fd00:ec2::254 fd20:ce::254 ff02::1 224.0.0.1 255.255.255.255 192.0.0.192 2002:a9fe:a9fe::
64:ff9b::a9fe:a9fe
""".split()


def admit(url):
    return READ.admit(READ.read_address(url), HOSTS, LOCAL)


def test_there_are_many():
    assert len(set(REFUSED)) + len(set(INNER)) > 150


@pytest.mark.parametrize("url", REFUSED)
def test_refused(url):
    with pytest.raises(READ.AddressRefused):
        admit(url)


@pytest.mark.parametrize(
    ("url", "is_local", "target"),
    [
        ("https://rec.example.com/1.wav", False, "/1.wav"),
        ("HTTPS://REC.example.com.:443/1.wav#x", False, "/1.wav"),
        ("https://rec.example.com", False, "/"),
        ("https://rec.example.com/a?b=c&d=/e", False, "/a?b=c&d=/e"),
        ("https://rec.example.com/звонок.wav", False, None),
        ("https://eu.rec.example.org/1", False, "/1"),
        ("https://big.example.net:8443/1", False, "/1"),
        ("http://10.0.0.5:8088/1", True, "/1"),
        ("http://pbx.lan/1", True, "/1"),
        ("https://pbx.lan/1", True, "/1"),
        ("https://[fd12:3456:0:0::1]:8089/1", True, "/1"),
    ],
)
def test_admitted(url, is_local, target):
    assert admit(url) is is_local
    got = READ.read_address(url).target
    assert got.isascii()
    assert target is None or got == target


@pytest.mark.parametrize("ip", INNER)
def test_inner(ip):
    assert not REACH.may_reach(ip)


@pytest.mark.parametrize("ip", ALWAYS)
def test_never_even_local(ip):
    assert not REACH.may_reach(ip, is_local=True)


@pytest.mark.parametrize(
    "ip", ["10.0.0.5", "127.0.0.1", "::1", "192.168.1.9", "8.8.8.8"]
)
def test_local(ip):
    assert REACH.may_reach(ip, is_local=True)


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.216.34", "2606:4700::1111"])
def test_public(ip):
    assert REACH.may_reach(ip)


@given(st.integers(0, 2**32 - 1))
def test_public_is_what_python_calls_so(number):
    ip = ipaddress.IPv4Address(number)
    if REACH.may_reach(str(ip)):
        assert ip.is_global and not ip.is_multicast and not ip.is_private
        assert not REACH.may_reach(f"64:ff9b::{ip}")


@given(st.integers(0, 2**32 - 1))
def test_a_number_is_read_as_the_system_reads_it_or_not_at_all(number):
    """No spelling is taken for one address here and for another by the system."""
    ip = str(ipaddress.IPv4Address(number))
    for text in (str(number), hex(number), f"0{number:o}", ip):
        try:
            host = READ.read_host(text)
        except READ.AddressRefused:
            continue
        assert socket.inet_ntoa(socket.inet_aton(text)) == host


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    for url in (text, f"https://{text}", f"https://rec.example.com{text}"):
        try:
            address = READ.read_address(url)
        except READ.AddressRefused:
            continue
        assert address.target.startswith("/") and address.target.isascii()
        assert not set(address.target) & set(" \r\n\t")


@pytest.mark.parametrize(
    "line",
    ["https://rec.example.com/path", "a b", "*.", "*.com", "x@y", "http://", "*"],
)
def test_lines_that_are_no_host(line):
    with pytest.raises(ValueError, match="."):
        READ.read_hosts(line)
