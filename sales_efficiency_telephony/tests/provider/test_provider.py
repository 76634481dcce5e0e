import re
import subprocess
from urllib.parse import urlsplit

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import file_open, mute_logger

from ..event.common import SECRET, HubCommon
from ..event.web import WebhookCase


@tagged("post_install", "-at_install")
class TestProvider(HubCommon):
    def test_address_and_its_token(self):
        provider = self.provider.with_user(self.ada)
        path = urlsplit(provider.address).path
        self.assertEqual(path, f"/pbx/{provider.id}/{self.provider.token}")
        before = provider.address
        provider.action_new_address()
        self.assertNotEqual(provider.address, before)
        self.assertFalse(self._create_provider(name="Files", code="file").address)

    def test_secret_is_shown_once(self):
        provider = self.provider.with_user(self.ada)
        action = provider.action_make_secret()
        secret = action["context"]["default_secret"]
        self.assertEqual(self.provider.secret, secret)
        self.assertNotEqual(secret, SECRET)
        shown = Form(
            self.env["pbx.provider.secret"]
            .with_user(self.ada)
            .with_context(**action["context"])
        )
        self.assertIn(secret, shown.snippet)
        self.assertIn(provider.address, shown.snippet)
        self.assertEqual(shown.code, "webhook", "what it is for is said by the kind")

    def test_typed_secret_is_not_shown(self):
        provider = self._create_provider(name="Twilio", code="twilio", secret=False)
        with Form(provider.with_user(self.ada)) as form:
            form.account = "AC1"
            form.new_secret = " typed in "
        self.assertEqual(provider.secret, "typed in")
        self.assertFalse(provider.new_secret)
        self.assertTrue(provider.secret_set_at)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_secret_is_never_shown_again(self):
        """Nor to those who made it, by no way of reading."""
        self.ada.group_ids += self.env.ref("base.group_allow_export")
        provider = self.provider.with_user(self.ada)
        self.assertTrue(provider.has_secret)
        self.assertFalse(provider.fields_get(["secret"]))
        self.assertNotIn("secret", provider.read()[0])
        for read in (
            lambda: provider.read(["secret"]),
            lambda: provider.export_data(["secret"]),
            lambda: provider.search([("secret", "=like", "a%")]),
            lambda: provider.write({"secret": "mine"}),
        ):
            with self.assertRaises(AccessError):
                read()

    def test_secrets_are_the_administrators(self):
        for user in (self.anna, self.lena, self.max):
            provider = self.provider.with_user(user)
            for name in ("secret", "token", "account", "address", "new_secret"):
                with self.assertRaises(AccessError, msg=(user.name, name)):
                    provider.read([name])
            for action in ("action_make_secret", "action_new_address"):
                with self.assertRaises(AccessError, msg=(user.name, action)):
                    getattr(provider, action)()
            self.assertNotIn("secret", provider.read()[0])
        with self.assertRaises(AccessError):
            self.env["pbx.provider.secret"].with_user(self.max).with_context(
                default_provider_id=self.provider.id, default_secret="x"
            ).default_get(["snippet"])

    def test_copies_share_no_secret(self):
        copy = self.provider.copy()
        self.assertFalse(copy.secret)
        self.assertNotEqual(copy.token, self.provider.token)

    def test_neutralised(self):
        self.env.flush_all()
        token = self.provider.token
        with file_open("sales_efficiency_telephony/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        self.assertFalse(self.provider.secret)
        self.assertFalse(self.provider.active)
        self.assertNotEqual(self.provider.token, token)


@tagged("post_install", "-at_install")
class TestSnippet(WebhookCase):
    def test_the_command_shown_reports_a_call(self):
        """What is to be copied is run, by the shell, as it stands."""
        snippet = self.provider._get_snippet(SECRET)
        command = re.sub(r"\ncurl (?:.|\n)*", "", snippet)
        printed = subprocess.run(
            ["sh", "-c", command + '\nprintf "%s\\n%s\\n%s" $NOW $SIGNATURE "$BODY"'],
            capture_output=True,
            check=True,
            timeout=30,
            text=True,
        ).stdout
        stamp, signature, body = printed.split("\n", 2)
        headers = {
            "Content-Type": "application/json",
            "X-Timestamp": stamp,
            "X-Signature": signature,
        }
        answer = self._post(body, headers)
        self.assertEqual(answer.status_code, 200, answer.text)
        call = self._get_calls()
        self.assertEqual((call.state, call.talk_seconds), ("answered", 60.0))
        self.assertEqual(call.user_id, self.anna)
