import socket
import time
from unittest.mock import patch

from odoo.tests import tagged

from ...fetch import pinned_http
from ...fetch.failure import FetchFailed
from ...tools.recording_address import admit, read_hosts
from .server import LIMIT, WAV, ServerCase


@tagged("post_install", "-at_install")
class TestPinnedHttp(ServerCase):
    """The connection itself, against a server."""

    def _fetch(self, path, hosts="", local=None, limit=LIMIT, **options):
        lists = read_hosts(hosts), read_hosts(self.pbx.url if local is None else local)
        url = path if "://" in path else f"{self.pbx.url}/{path}"
        return pinned_http.fetch(
            url, lambda address: admit(address, *lists), limit, **options
        )

    def _assert_failed(self, code, path, detail=None, **options):
        with self.assertRaises(FetchFailed) as caught:
            self._fetch(path, **options)
        self.assertEqual(caught.exception.code, code)
        if detail:
            self.assertEqual(caught.exception.detail, detail)

    def test_good(self):
        for path in ("good", "good?a=1", "chunked", "here"):
            self.assertEqual(self._fetch(path), WAV, path)
        headers = self.pbx.seen[0][1]
        self.assertEqual(headers["Host"], self.pbx.url.partition("//")[2])
        self.assertEqual(headers["Accept-Encoding"], "identity")

    def test_bad(self):
        for path, code in {
            "absent": "status",
            "broken": "status",
            "large": "large",
            "endless": "large",
            "cut": "cut",
            "packed": "coding",
            "round": "redirect",
        }.items():
            with self.subTest(path):
                self._assert_failed(code, path)

    def test_a_limit_is_kept_to_the_byte(self):
        self.assertEqual(self._fetch("good", limit=len(WAV)), WAV)
        for path in ("good", "chunked"):
            self._assert_failed("large", path, limit=len(WAV) - 1)

    def test_who_dribbles_is_not_waited_for(self):
        begun = time.monotonic()
        self._assert_failed("late", "slow", seconds=1)
        self.assertLess(time.monotonic() - begun, 4)

    def test_nobody_there(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
        self._assert_failed("connect", f"{url}/x", local=url)
        self._assert_failed(
            "host", "https://no.such.host.invalid/", hosts="no.such.host.invalid"
        )

    def test_redirects_are_addresses_like_others(self):
        self._assert_failed("refused", "elsewhere", "not_listed")
        self._assert_failed("refused", "inside", "not_listed")
        self._assert_failed("refused", "file", "scheme")
        self.assertFalse(self.other.seen)

    def test_who_we_are_is_told_to_the_first_only(self):
        local = f"{self.pbx.url}\n{self.other.url}"
        secret = {"Authorization": "Basic c2VjcmV0"}
        self.assertEqual(self._fetch("elsewhere", local=local, headers=secret), WAV)
        self.assertIn("Authorization", self.pbx.seen[0][1])
        self.assertNotIn("Authorization", self.other.seen[0][1])
        self._fetch("here", headers=secret)
        self.assertIn("Authorization", self.pbx.seen[-1][1])

    def test_a_listed_name_that_leads_inside(self):
        """The name is the public one's, its address the server's own."""

        def lead(*ips):
            return patch.object(
                pinned_http.socket,
                "getaddrinfo",
                lambda *args, **kwargs: [
                    (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ips
                ],
            )

        with patch.object(pinned_http.socket, "create_connection") as connect:
            for ips in (
                ["127.0.0.1"],
                ["10.0.0.1"],
                ["169.254.169.254"],
                ["::1"],
                ["::ffff:127.0.0.1"],
                ["fe80::1%eth0"],
                ["93.184.216.34", "127.0.0.1"],
            ):
                with lead(*ips):
                    self._assert_failed(
                        "refused",
                        "https://rec.example.com/1.wav",
                        "inner",
                        hosts="rec.example.com",
                    )
            with lead("169.254.169.254"):
                self._assert_failed(
                    "refused", "http://pbx.lan/", "inner", local="http://pbx.lan"
                )
            connect.assert_not_called()

    def test_the_address_that_was_checked_is_the_one_connected_to(self):
        """A name that leads elsewhere the second time is asked for once."""
        answers = iter(["93.184.216.34", "127.0.0.1"])

        def resolve(*args, **kwargs):
            ip = next(answers)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443))]

        with (
            patch.object(pinned_http.socket, "getaddrinfo", resolve),
            patch.object(
                pinned_http.socket, "create_connection", side_effect=OSError
            ) as connect,
        ):
            self._assert_failed(
                "connect", "https://rec.example.com/1.wav", hosts="rec.example.com"
            )
        self.assertEqual(connect.call_args.args[0], ("93.184.216.34", 443))
        self.assertEqual(next(answers), "127.0.0.1")

    def test_the_name_is_checked_where_it_is_secure(self):
        """The certificate is the name's, though the connection goes to an address."""
        server = self._serve("pbx.lan")

        def resolve(*args, **kwargs):
            ip = ("127.0.0.1", server.server_port)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ip)]

        with patch.object(pinned_http.socket, "getaddrinfo", resolve):
            for name, is_trusted, is_good in (
                ("pbx.lan", True, True),
                ("pbx.lan", False, False),
                ("other.lan", True, False),
            ):
                url = f"https://{name}:{server.server_port}"
                trusted = {"SSL_CERT_FILE": server.certificate if is_trusted else ""}
                with self.subTest(name), patch.dict("os.environ", trusted):
                    if is_good:
                        self.assertEqual(self._fetch(f"{url}/good", local=url), WAV)
                    else:
                        self._assert_failed("connect", f"{url}/good", local=url)

    def test_proxies_of_the_environment_are_not_used(self):
        with patch.dict("os.environ", {"http_proxy": self.other.url}):
            self.assertEqual(self._fetch("good"), WAV)
        self.assertFalse(self.other.seen)
