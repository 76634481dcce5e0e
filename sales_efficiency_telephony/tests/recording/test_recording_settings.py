from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import RecordingCommon


@tagged("post_install", "-at_install")
class TestRecordingSettings(RecordingCommon):
    """Who may say where the server goes."""

    def test_hosts_are_an_administrators(self):
        provider = self.provider.with_user(self.ada)
        provider.recording_hosts = "rec.example.com"
        for user in (self.anna, self.lena, self.max):
            with self.assertRaises(AccessError):
                self.provider.with_user(user).read(["recording_hosts"])
            with self.assertRaises(AccessError):
                self.provider.with_user(user).read(["recording_login"])

    def test_a_password_is_not_shown_again(self):
        provider = self.provider.with_user(self.ada)
        provider.new_recording_password = "secret"
        self.assertEqual(self.provider.recording_password, "secret")
        with self.assertRaises(AccessError):
            provider.read(["recording_password"])
        self.env.invalidate_all()
        self.assertFalse(
            provider.read(["new_recording_password"])[0]["new_recording_password"]
        )
        provider.new_recording_password = ""
        self.assertEqual(self.provider.recording_password, "secret")

    def test_hosts_inside_are_the_operators(self):
        with self.assertRaises(AccessError):
            self.provider.with_user(self.ada).recording_local_hosts = "http://10.0.0.5"
        operator = new_test_user(
            self.env,
            "recording_operator",
            groups="base.group_system,sales_efficiency.group_sales_efficiency_admin",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.provider.with_user(operator).recording_local_hosts = "http://10.0.0.5"
        self.assertEqual(self.provider.recording_local_hosts, "http://10.0.0.5")

    def test_what_is_no_host(self):
        for line in ("https://rec.example.com/path", "a b", "user@host"):
            with self.assertRaisesRegex(ValidationError, "no host"):
                self.provider.recording_hosts = f"rec.example.com\n{line}"

    def test_an_address_of_a_recording(self):
        self.provider.recording_hosts = "rec.example.com"
        self.provider.recording_url = "https://rec.example.com/{ref}"
        for url in (
            "https://rec.example.com/",
            "https://other.example.com/{ref}",
            "http://rec.example.com/{ref}",
            "https://{ref}/rec.example.com",
            "{ref}",
        ):
            with self.assertRaises(ValidationError):
                self.provider.recording_url = url

    def test_figures(self):
        for name, value in (("recording_days", -1), ("recording_max_mb", 0)):
            with (
                self.subTest(name),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self.provider[name] = value
                self.provider.flush_recordset()

    def test_twilio_is_told_its_own_token_only(self):
        self.provider.write({"code": "twilio", "secret": "token"})
        account = "AC" + "0" * 32
        path = f"/2010-04-01/Accounts/{account}/Recordings/RE1"
        for host, is_told in (
            ("https://api.twilio.com", True),
            ("http://api.twilio.com", False),
            ("https://api.twilio.com.evil.test", False),
            ("https://evil.test", False),
        ):
            recording = self.recordings.new({"ref": host + path})
            request = self.provider._get_recording_request(recording)
            self.assertEqual(bool(request.headers), is_told, host)
