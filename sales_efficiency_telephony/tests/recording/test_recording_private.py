import json
from contextlib import suppress

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.misc import limited_field_access_token

from .common import RecordingCommon, make_wav

DATA = make_wav()


@tagged("post_install", "-at_install")
class TestRecordingPrivate(RecordingCommon, HttpCase):
    """Nobody hears a call past its own door, by no route, number or token."""

    def setUp(self):
        super().setUp()
        self.recording = self._create_heard("1", self._talk("101"), data=DATA)
        self.file = self.recording.sudo().attachment_id
        self.portal = new_test_user(
            self.env, "recording_portal", groups="base.group_portal"
        )
        self.admin = new_test_user(
            self.env,
            "recording_admin",
            groups="base.group_system,sales_efficiency_telephony.group_recording_delete",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )

    def _get_strangers(self):
        """Nobody of these may hear it by whatever route."""
        return (self.boris, self.carl, self.portal)

    def _log_in(self, user):
        self.authenticate(user and user.login, user and user.login)

    def _assert_silent(self, path, user):
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            answer = self.url_open(path)
        who = user.login if user else "public"
        self.assertNotIn(DATA[:44], answer.content, f"{path} as {who}")
        self.assertNotIn(DATA[1000:1100], answer.content, f"{path} as {who}")
        return answer

    def _get_paths(self):
        number, record = self.file.id, self.recording.id
        token = limited_field_access_token(self.file, "raw", scope="binary")
        self.file.write({"access_token": "guessed"})
        for name in ("content", "image"):
            yield f"/web/{name}/{number}"
            yield f"/web/{name}/{number}/a.wav"
            yield f"/web/{name}/{number}?access_token=guessed"
            yield f"/web/{name}/{number}?access_token={token}"
            yield f"/web/{name}/{number}-{self.file.checksum[:8]}?download=1"
            yield f"/web/{name}/ir.attachment/{number}/raw"
            yield f"/web/{name}/ir.attachment/{number}/datas?access_token={token}"
            yield f"/web/{name}/ir.attachment/{number}/db_datas"
            yield f"/web/{name}/pbx.recording/{record}/attachment_id"
            yield f"/web/{name}?model=ir.attachment&id={number}&field=raw"
            yield f"/web/{name}?model=pbx.recording&id={record}&field=attachment_id"
        yield f"/mail/attachment/zip?attachment_ids={number}"
        yield f"/mail/attachment/pdf_first_page/{number}?access_token={token}"
        yield f"/web/filestore/{self.env.cr.dbname}/{self.file.store_fname}"

    def test_routes_of_attachments(self):
        """Not even who may hear it: that would go past the log."""
        paths = list(self._get_paths())
        for user in (*self._get_strangers(), None, self.anna, self.ada, self.admin):
            self._log_in(user)
            for path in paths:
                answer = self._assert_silent(path, user)
                self.assertNotEqual(answer.status_code, 500, path)

    def test_marked_as_public(self):
        self.file.public = True
        for user in (*self._get_strangers(), None, self.admin):
            self._log_in(user)
            for path in (f"/web/content/{self.file.id}", f"/web/image/{self.file.id}"):
                self._assert_silent(path, user)

    def test_own_route(self):
        path = f"/pbx/recording/{self.recording.id}"
        for user in self._get_strangers():
            self._log_in(user)
            for query in ("", "?access_token=guessed", "?token=x", "?user_id=1"):
                answer = self._assert_silent(path + query, user)
                self.assertEqual(answer.status_code, 404)
            # There is none, or none for you: nobody learns which.
            nothing = self._assert_silent("/pbx/recording/999999999", user)
            self.assertEqual(nothing.status_code, 404)
            self.assertEqual(nothing.content, answer.content)
        self._log_in(None)
        answer = self._assert_silent(path, None)
        self.assertIn("/web/login", answer.url)
        for user in (self.anna, self.lena, self.max, self.ada):
            self._log_in(user)
            self.assertEqual(self.url_open(path).content, DATA, user.name)

    def test_numbers_all_around(self):
        self._log_in(self.boris)
        for number in range(self.recording.id - 3, self.recording.id + 4):
            self._assert_silent(f"/pbx/recording/{number}", self.boris)

    def test_calls_of_models(self):
        """The same by the remote procedure calls of a browser."""
        number, record = [self.file.id], [self.recording.id]
        calls = (
            ("ir.attachment", "read", [number, ["raw", "datas"]]),
            ("ir.attachment", "web_read", [number, {"raw": {}}]),
            ("ir.attachment", "export_data", [number, ["datas"]]),
            ("ir.attachment", "copy", [number]),
            ("ir.attachment", "write", [number, {"public": True}]),
            ("ir.attachment", "write", [number, {"res_model": False, "res_id": 0}]),
            ("ir.attachment", "unlink", [number]),
            ("ir.attachment", "generate_access_token", [number]),
            ("pbx.recording", "read", [record, ["attachment_id"]]),
            ("pbx.recording", "get_recording_players", [record]),
            ("pbx.recording", "action_erase", [record]),
            ("pbx.recording", "action_try_again", [record]),
            ("pbx.recording", "write", [record, {"user_id": self.boris.id}]),
            ("pbx.recording", "copy", [record]),
        )
        for user in self._get_strangers():
            self._log_in(user)
            for model, method, args in calls:
                error = self._call(model, method, args).get("error")
                self.assertTrue(error, f"{model}.{method} as {user.login}")
        self._log_in(self.anna)
        for model, method, args in calls[:8]:
            error = self._call(model, method, args).get("error")
            self.assertTrue(error, f"{model}.{method} as anna")
        self.assertTrue(self.file.exists())

    def _call(self, model, method, args):
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            answer = self.url_open(
                f"/web/dataset/call_kw/{model}/{method}",
                data=json.dumps(
                    {
                        "params": {
                            "model": model,
                            "method": method,
                            "args": args,
                            "kwargs": {},
                        }
                    }
                ),
                headers={"Content-Type": "application/json"},
            )
        self.assertNotIn(b"UklGR", answer.content)
        return answer.json()

    def test_searching_attachments(self):
        domains = (
            [],
            [("id", "=", self.file.id)],
            [("res_model", "=", "pbx.recording")],
            [("res_model", "=", "pbx.recording"), ("res_id", "=", self.recording.id)],
            [("name", "ilike", "recording")],
            [("store_fname", "=", self.file.store_fname)],
            [("checksum", "=", self.file.checksum)],
            [("mimetype", "=", "audio/wav")],
            ["|", ("res_field", "=", False), ("res_field", "!=", False)],
            ["|", ("public", "=", True), ("res_model", "in", ["pbx.recording", "x"])],
        )
        for user in (self.boris, self.carl, self.anna, self.max, self.ada, self.admin):
            files = self.env["ir.attachment"].with_user(user)
            for domain in domains:
                self.assertNotIn(self.file, files.search(domain), (user.login, domain))
                found = files.search(domain, limit=1000)
                self.assertNotIn(self.file, found, (user.login, domain))
            groups = files._read_group([], ["res_model"], ["__count"])
            self.assertNotIn("pbx.recording", dict(groups))
        files = self.env["ir.attachment"].with_user(self.portal)
        for domain in domains:
            # Some searches are refused to guests as a whole.
            with suppress(AccessError):
                self.assertNotIn(self.file, files.search(domain), domain)

    def test_put_on_something_else(self):
        """What one may write takes the file nowhere."""
        for user in (self.boris, self.anna):
            deal = self._create_deal(user=user)
            with self.assertRaises(AccessError):
                self.env["ir.attachment"].with_user(user).create(
                    {
                        "name": "a.wav",
                        "raw": b"x",
                        "res_model": "pbx.recording",
                        "res_id": self.recording.id,
                    }
                )
            with self.assertRaises(AccessError):
                deal.with_user(user).message_post(
                    body=self.env._("Listen"), attachment_ids=self.file.ids
                )
            with self.assertRaises(AccessError):
                composer = (
                    self.env["mail.compose.message"]
                    .with_user(user)
                    .create(
                        {
                            "model": "crm.lead",
                            "res_ids": deal.ids,
                            "partner_ids": [Command.link(self.client.id)],
                            "body": "Listen",
                            "attachment_ids": [Command.link(self.file.id)],
                        }
                    )
                )
                composer.action_send_mail()
            own = (
                self.env["ir.attachment"]
                .with_user(user)
                .create(
                    {
                        "name": "own",
                        "raw": b"x",
                        "store_fname": self.file.store_fname,
                        "checksum": self.file.checksum,
                    }
                )
            )
            own.write({"store_fname": self.file.store_fname})
            self.assertEqual(own.raw, b"x")

    def test_sent_to_somebody(self):
        """A message is sent by the server, which reads all files."""
        note = {
            "model": "pbx.recording",
            "res_id": self.recording.id,
            "attachment_ids": self.file.ids,
        }
        text = "Listen"
        notify = {**note, "body": text, "partner_ids": self.boris.partner_id.ids}
        for user in (self.boris, self.anna, self.ada):
            with self.assertRaises(AccessError):
                self.env["mail.thread"].with_user(user).message_notify(**notify)
            with self.assertRaises(AccessError):
                self.env["mail.message"].with_user(user).create(
                    {**note, "attachment_ids": [Command.link(self.file.id)]}
                )
            deal = self._create_deal(user=user)
            message = deal.with_user(user).message_post(body=text)
            with self.assertRaises(AccessError):
                message.write({"attachment_ids": [Command.link(self.file.id)]})
        with self.assertRaises(AccessError):
            self.env["mail.mail"].create({"attachment_ids": self.file.ids})
        with self.assertRaises(AccessError):
            message = self.env["mail.message"].with_context(
                default_attachment_ids=self.file.ids
            )
            message.create({"body": "Listen"})

    def test_attachments_of_others_are_as_they_were(self):
        own = (
            self.env["ir.attachment"]
            .with_user(self.boris)
            .create({"name": "own.txt", "raw": b"own words", "mimetype": "text/plain"})
        )
        self._log_in(self.boris)
        self.assertEqual(self.url_open(f"/web/content/{own.id}").content, b"own words")
        self.assertEqual(own.search([("name", "=", "own.txt")]), own)
        public = self.env["ir.attachment"].create(
            {"name": "all.txt", "raw": b"all", "public": True, "mimetype": "text/plain"}
        )
        self._log_in(None)
        self.assertEqual(self.url_open(f"/web/content/{public.id}").content, b"all")
