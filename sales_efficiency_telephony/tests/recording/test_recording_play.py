from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .common import RecordingCommon, make_wav

DATA = make_wav()
SIZE = len(DATA)


@tagged("post_install", "-at_install")
class TestRecordingPlay(RecordingCommon, HttpCase):
    """The recording as the browser asks for it: whole, in parts, not at all."""

    def setUp(self):
        super().setUp()
        self.recording = self._create_heard(data=DATA)
        self.path = f"/pbx/recording/{self.recording.id}"
        self._log_in(self.anna)

    def _log_in(self, user):
        self.authenticate(user.login, user.login)

    def _ask(self, part=None, **options):
        headers = {"Range": part} if part else {}
        return self.url_open(self.path, headers=headers, **options)

    def _get_log(self):
        self.env.invalidate_all()
        return self.env["pbx.recording.access"].search([])

    def test_whole(self):
        answer = self._ask()
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.content, DATA)
        expected = {
            "Content-Type": "audio/wav",
            "Content-Length": str(SIZE),
            "Accept-Ranges": "bytes",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in expected.items():
            self.assertEqual(answer.headers[name], value, name)
        self.assertTrue(answer.headers["Content-Disposition"].startswith("inline"))

    def test_parts(self):
        for part, start, end in (
            ("bytes=0-99", 0, 99),
            ("bytes=100-199", 100, 199),
            ("bytes=0-0", 0, 0),
            (f"bytes={SIZE - 10}-", SIZE - 10, SIZE - 1),
            ("bytes=-10", SIZE - 10, SIZE - 1),
            (f"bytes=5000-{SIZE * 2}", 5000, SIZE - 1),
            ("bytes=0-", 0, SIZE - 1),
        ):
            with self.subTest(part):
                answer = self._ask(part)
                self.assertEqual(answer.status_code, 206)
                self.assertEqual(answer.content, DATA[start : end + 1])
                self.assertEqual(
                    answer.headers["Content-Range"], f"bytes {start}-{end}/{SIZE}"
                )
                self.assertEqual(answer.headers["Content-Length"], str(end + 1 - start))
                self.assertEqual(answer.headers["Cache-Control"], "private, no-store")

    def test_parts_that_are_none(self):
        for part in (f"bytes={SIZE}-", "bytes=99999999-", "bytes=0-1,5-6"):
            with self.subTest(part), mute_logger("odoo.http"):
                answer = self._ask(part)
                self.assertEqual(answer.status_code, 416)
                self.assertNotIn(DATA[:4], answer.content)

    def test_head(self):
        answer = self.url_open(self.path, method="HEAD")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Length"], str(SIZE))
        self.assertEqual(answer.content, b"")
        self.assertFalse(self._get_log())

    def test_no_other_methods(self):
        with mute_logger("odoo.http"):
            answer = self.url_open(self.path, data={"a": 1})
        self.assertIn(answer.status_code, (404, 405))
        self.assertNotIn(DATA[:44], answer.content)

    def test_kept_in_the_database(self):
        self.env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        self.recording = self._create_heard("2", data=DATA)
        self.path = f"/pbx/recording/{self.recording.id}"
        self.assertEqual(self._ask().content, DATA)
        self.assertEqual(self._ask("bytes=100-199").content, DATA[100:200])

    def test_a_listening_is_noted_once(self):
        with freeze_time("2026-03-02 13:00:00"):
            for part in ("bytes=0-", "bytes=8000-", "bytes=100-199", None):
                self._ask(part)
        log = self._get_log()
        self.assertEqual(len(log), 1)
        self.assertEqual(log.user_id, self.anna)
        self.assertEqual(log.recording_id, self.recording)
        self.assertEqual(log.action, "listen")
        self.assertEqual(log.address, "127.0.0.1")
        self.assertEqual(log.call, "1")
        self.assertEqual(log.company_id, self.company)
        with freeze_time("2026-03-02 13:29:59"):
            self._ask("bytes=0-")
        self.assertEqual(len(self._get_log()), 1)
        with freeze_time("2026-03-02 15:00:00"):
            self._ask("bytes=0-")
        self.assertEqual(len(self._get_log()), 2)
        self._log_in(self.lena)
        self._ask()
        self.assertEqual(self._get_log().mapped("user_id"), self.lena | self.anna)

    def test_the_middle_alone_is_noted_too(self):
        self._ask("bytes=1-")
        self.assertEqual(len(self._get_log()), 1)

    def test_gone(self):
        with mute_logger("odoo.http"):
            waiting = self._tell_recorded("2", files=("b.wav",))
            for recording in (waiting, self.recording):
                if recording == self.recording:
                    recording._erase("On request")
                answer = self.url_open(f"/pbx/recording/{recording.id}")
                self.assertEqual(answer.status_code, 404)
        self.assertFalse(self._get_log().filtered(lambda row: row.action == "listen"))
