import socket
import ssl
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...fetch import pinned_http
from ...fetch.failure import FetchFailed
from ...models.recording.pbx_recording_fetch import DELAYS
from ...tools.recording_address import admit, read_hosts
from .common import RecordingCommon, make_wav

WAV = make_wav()
LIMIT = 1 << 20


class Server(BaseHTTPRequestHandler):
    """A phone system that serves files, and misbehaves where its address says so."""

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        getattr(self, f"say_{self.path.partition('?')[0].strip('/')}")()

    def log_message(self, *args):
        """Keep quiet."""

    def answer(self, data=WAV, status=200, **headers):
        self.send_response(status)
        headers = {"Content-Length": str(len(data))} | headers
        for name, value in headers.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def say_good(self):
        self.answer()

    def say_absent(self):
        self.answer(b"No such file", 404)

    def say_broken(self):
        self.answer(b"", 500)

    def say_page(self):
        self.answer(
            b"<html><body>Please log in</body></html>", Content_Type="audio/wav"
        )

    def say_empty(self):
        self.answer(WAV[:40] + bytes(4))

    def say_large(self):
        self.answer(b"", **{"Content-Length": str(LIMIT * 60)})

    def say_endless(self):
        self.answer(b"", **{"Content-Length": None})
        with suppress(OSError):
            for _block in range(64):
                self.wfile.write(bytes(LIMIT // 32))

    def say_cut(self):
        self.answer(WAV[:1000], **{"Content-Length": str(len(WAV))})

    def say_chunked(self):
        self.answer(b"", **{"Content-Length": None, "Transfer-Encoding": "chunked"})
        for start in range(0, len(WAV), 5000):
            part = WAV[start : start + 5000]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def say_packed(self):
        self.answer(Content_Encoding="gzip")

    def say_slow(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(WAV)))
        self.end_headers()
        with suppress(OSError):
            for byte in WAV[:100]:
                self.wfile.write(bytes([byte]))
                time.sleep(0.1)

    def say_elsewhere(self):
        self.answer(b"", 302, Location=self.server.elsewhere)

    def say_inside(self):
        self.answer(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def say_file(self):
        self.answer(b"", 302, Location="file:///etc/passwd")

    def say_here(self):
        self.answer(b"", 302, Location="/good")

    def say_round(self):
        self.answer(b"", 302, Location="/round")


class ServerCase(RecordingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pbx, cls.other = cls._serve(), cls._serve()
        cls.pbx.elsewhere = f"{cls.other.url}/good"
        cls.provider.recording_local_hosts = cls.pbx.url

    @classmethod
    def _serve(cls, name=None):
        """Serve files, over https as a host of that name if there is one."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
        if name:
            server.certificate, key = cls._write_certificate(name)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(server.certificate, key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            server.handle_error = lambda *args: None
        server.seen = []
        server.daemon_threads = True
        server.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        cls.addClassCleanup(thread.join)
        cls.addClassCleanup(server.server_close)
        cls.addClassCleanup(server.shutdown)
        return server

    @classmethod
    def _write_certificate(cls, name):
        """Return the files of a certificate that vouches for itself, and of its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        paths = Path(folder.name, "certificate.pem"), Path(folder.name, "key.pem")
        pem = serialization.Encoding.PEM
        paths[0].write_bytes(certificate.public_bytes(pem))
        paths[1].write_bytes(
            key.private_bytes(
                pem,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return map(str, paths)

    def setUp(self):
        super().setUp()
        self.pbx.seen.clear()
        self.other.seen.clear()


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


@tagged("post_install", "-at_install")
class TestRecordingFetch(ServerCase):
    """The job: what is due is fetched, tried again, given up on with a reason."""

    def _tell_due(self, *paths):
        recordings = self._tell_recorded(
            files=tuple(f"{self.pbx.url}/{path}" for path in paths)
        )
        self._make_due(recordings)
        return recordings

    def test_fetched(self):
        recording = self._tell_due("good")
        self._run_fetch()
        self.assertEqual(recording.state, "fetched", recording.reason)
        self.assertEqual(recording._read_file(), WAV)
        self.assertEqual(recording.size, len(WAV))
        self.assertEqual(recording.seconds, 1)
        self.assertEqual(recording.mimetype, "audio/wav")
        self.assertFalse(recording.try_at)

    def test_many(self):
        recordings = self._tell_due(
            "good", "good?2", "empty", "page", "good?3", "absent"
        )
        self._run_fetch()
        self.assertEqual(
            recordings.mapped("state"),
            ["fetched", "fetched", "missing", "refused", "fetched", "waiting"],
        )
        self.assertEqual(len(self.pbx.seen), 6)

    def test_no_sound(self):
        recording = self._tell_due("empty")
        self._run_fetch()
        self.assertEqual(recording.reason, "The file holds no sound.")
        self.assertFalse(recording.attachment_id)

    def test_tried_again_later_and_given_up_on(self):
        recording = self._tell_due("absent")
        for minutes in DELAYS:
            before = fields.Datetime.now()
            self._run_fetch()
            self.assertEqual(recording.state, "waiting")
            self.assertEqual(recording.reason, "The host answered 404.")
            waited = (recording.try_at - before).total_seconds()
            self.assertAlmostEqual(waited, minutes * 60, delta=20)
            seen = len(self.pbx.seen)
            self._run_fetch()
            self.assertEqual(len(self.pbx.seen), seen, "It was not due")
            self._make_due(recording)
        self._run_fetch()
        self.assertEqual(recording.state, "missing")
        self.assertFalse(recording.try_at)

    def test_by_hand(self):
        recording = self._tell_due("absent")
        recording._give_up("missing", "Gone")
        recording.with_user(self.anna).action_try_again()
        self.assertEqual(recording.state, "waiting")
        self._run_fetch()
        self.assertEqual(recording.reason, "The host answered 404.")

    def test_not_listed(self):
        self.provider.recording_local_hosts = False
        recording = self._tell_due("good")
        self._run_fetch()
        self.assertEqual(recording.state, "refused")
        self.assertIn("not among the hosts", recording.reason)
        self.assertFalse(self.pbx.seen)

    def test_a_name_only(self):
        recording = self._tell_recorded(files=("2026/a b.wav",))
        self._make_due(recording)
        self._run_fetch()
        self.assertEqual(recording.state, "refused")
        self.provider.recording_url = f"{self.pbx.url}/good?f={{ref}}&n={{name}}"
        self.provider.recording_login = "odoo"
        self.provider.recording_password = "secret"
        recording.action_try_again()
        self._run_fetch()
        self.assertEqual(recording.state, "fetched")
        path, headers = self.pbx.seen[0]
        self.assertEqual(path, "/good?f=2026/a%20b.wav&n=a%20b.wav")
        self.assertEqual(headers["Authorization"], "Basic b2RvbzpzZWNyZXQ=")

    def test_a_name_that_climbs(self):
        self.provider.recording_url = f"{self.pbx.url}/good?f={{ref}}"
        for name in ("../../etc/passwd", "a/../../b", "..", "/", "./a"):
            recording = self._tell_recorded(files=(name,))
            self._make_due(recording)
            self._run_fetch()
            self.assertEqual(set(recording.mapped("state")), {"refused"}, name)
        self.assertFalse(self.pbx.seen)

    def test_larger_than_the_limit(self):
        self.provider.recording_max_mb = 1
        recording = self._tell_due("large", "endless")
        self._run_fetch()
        self.assertEqual(recording.mapped("state"), ["refused", "refused"])
        self.assertIn("limit", recording[0].reason)

    def test_what_is_claimed_is_nobody_elses(self):
        recording = self._tell_due("good")
        claimed, request = self.recordings._claim()
        self.assertEqual(claimed, recording)
        self.assertFalse(self.recordings._claim()[0])
        self._run_fetch()
        self.assertFalse(self.pbx.seen)
        claimed._settle(*claimed._fetch(request))
        self.assertEqual(recording.state, "fetched")

    def test_a_claim_runs_out(self):
        recording = self._tell_due("good")
        self.recordings._claim()
        self.assertGreater(recording.try_at, fields.Datetime.now())
        self.assertEqual(recording.tries, 1)
        self._make_due(recording)
        self._run_fetch()
        self.assertEqual(recording.state, "fetched")

    def test_what_kills_the_server_is_given_up_on(self):
        recording, other = self._tell_due("good", "good?2")
        recording.write({"tries": len(DELAYS) + 1})
        self._run_fetch()
        self.assertEqual(recording.state, "missing")
        self.assertIn("again and again", recording.reason)
        self.assertEqual(other.state, "fetched")

    @mute_logger("odoo.addons.sales_efficiency_telephony")
    def test_one_that_nobody_thought_of_keeps_the_others_from_nothing(self):
        recordings = self._tell_due("good", "good?2", "good?3")
        keep = type(self.recordings)._keep_file

        def fail(recording, data):
            if recording == recordings[1]:
                raise ValueError("Nobody thought of that")
            return keep(recording, data)

        self.patch(type(self.recordings), "_keep_file", fail)
        self._run_fetch()
        self.assertEqual(recordings.mapped("state"), ["fetched", "waiting", "fetched"])

    def test_erased_while_it_is_fetched(self):
        recording = self._tell_due("good")
        claimed, request = self.recordings._claim()
        data, failed = claimed._fetch(request)
        recording._erase("On request")
        claimed._settle(data, failed)
        self.assertEqual(recording.state, "erased")
        self.assertFalse(
            self.env["ir.attachment"].search([("res_model", "=", "pbx.recording")])
        )

    @mute_logger("odoo.addons.sales_efficiency_telephony")
    def test_the_next_run_is_ordered(self):
        recording = self._tell_due("absent")
        self._run_fetch()
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_recording_fetch")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(recording.try_at, triggers.mapped("call_at"))
