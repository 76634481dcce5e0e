import email
import email.policy
import socketserver
import threading
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import config

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from .common import MorningNoteCommon


class Conversation(socketserver.StreamRequestHandler):
    """The server's side of SMTP, as much of it as delivering a mail needs."""

    def handle(self):
        self._say("220 sink")
        recipients = []
        for line in self.rfile:
            command = line[:4].strip().upper()
            if command == b"QUIT":
                self._say("221 bye")
                return
            if command == b"DATA":
                self._say("354 go on")
                self.server.letters.append((recipients, self._read_letter()))
                recipients = []
            elif command == b"RCPT":
                recipients.append(line.split(b":", 1)[1].strip(b"<> \r\n").decode())
            self._say("250 ok")

    def _say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def _read_letter(self):
        lines = []
        while (line := self.rfile.readline()).rstrip(b"\r\n") != b".":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)


class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters = []


@tagged("post_install", "-at_install")
@patch.dict(config.options, {"smtp_server": ""})
class TestMorningNoteMail(MorningNoteCommon):
    """The note as it arrives at a mail server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sink = Sink()
        threading.Thread(target=cls.sink.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.sink.server_close)
        cls.addClassCleanup(cls.sink.shutdown)
        cls.env["ir.mail_server"].search([]).active = False
        host, port = cls.sink.server_address
        cls.env["ir.mail_server"].create(
            {"name": "Sink", "smtp_host": host, "smtp_port": port, "from_filter": False}
        )
        cls.company.email = "office@example.com"

    def _deliver(self):
        with (
            freeze_time("2017-08-15 06:30:00"),
            patch.object(IrMail_Server, "_disable_send", lambda server: False),
        ):
            self._send()
            self._get_mails().send(raise_exception=True)
        return self.sink.letters

    def setUp(self):
        super().setUp()
        self.sink.letters.clear()

    def test_arrives(self):
        self._add_absence(self.boris, "2017-08-14 22:00:00", "2017-08-18 22:00:00")
        ((recipients, letter),) = self._deliver()
        self.assertEqual(recipients, [self.lena.email])
        self.assertEqual(letter["Subject"], "Tuesday 15 August: 1 of 2 behind the plan")
        self.assertIn("office@example.com", letter["From"])
        self.assertIn("One-Click", letter["List-Unsubscribe-Post"])
        for kind in ("html", "plain"):
            with self.subTest(kind):
                body = letter.get_body((kind,)).get_content().replace("\xa0", " ")
                for text in (
                    "Anna",
                    "Far behind",
                    "50 %",
                    "13,846 €",
                    "Boris",
                    "Monday 14 August 2017",
                ):
                    self.assertIn(text, body)
                self.assertNotIn("object.", body)
                self.assertNotIn("Carl", body)

    def test_in_the_language_of_the_leader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("sales_efficiency.mail_template_sales_morning_note")
        template.with_context(lang="fr_FR").body_html = template.body_html.replace(
            "Open the board", "Ouvrir le tableau"
        )
        self.lena.lang = "fr_FR"
        ((_recipients, letter),) = self._deliver()
        body = letter.get_body(("html",)).get_content()
        self.assertIn("lundi 14 août 2017", body)
        self.assertIn("Ouvrir le tableau", body)
