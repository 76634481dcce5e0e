import ssl
import tempfile
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ..certificates import Certificate
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
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        paths = Certificate(name, hosts=[name]).write_to(Path(folder.name))
        return map(str, paths)

    def setUp(self):
        super().setUp()
        self.pbx.seen.clear()
        self.other.seen.clear()
