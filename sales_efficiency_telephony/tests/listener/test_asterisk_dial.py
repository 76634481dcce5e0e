from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..certificates import Certificate
from ..event.common import HubCommon
from .manager import SECRET, serve


@tagged("post_install", "-at_install")
class TestAsteriskDial(HubCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asterisk = cls._create_provider(
            name="Asterisk",
            code="asterisk",
            account="odoo",
            secret=SECRET,
            ami_host="127.0.0.1",
        )
        cls.phone = cls.asterisk.extension_ids[0]
        cls.bea = cls._create_user("bea", "group_sales_efficiency_admin")

    def _dial(self, number, ref="odoo-1", phone=None):
        return self.asterisk._dial(phone or self.phone, number, ref)

    def test_what_is_asked(self):
        with serve() as manager:
            self.asterisk.ami_port = manager.port
            self.assertTrue(self._dial("+32 (470) 11-22.33"))
        actions = [one["Action"] for one in manager.asked]
        self.assertEqual(actions, ["Challenge", "Login", "Originate", "Logoff"])
        asked = manager.asked[2]
        self.assertEqual(asked["Channel"], "PJSIP/101")
        self.assertEqual(asked["Context"], "from-internal")
        self.assertEqual(asked["Exten"], "+32470112233")
        self.assertEqual(asked["ChannelId"], "odoo-1")
        self.assertEqual(asked["ActionID"], "odoo-1")
        self.assertEqual(asked["Timeout"], "30000")
        self.assertEqual(asked["Async"], "true")
        self.assertNotIn(SECRET, str(manager.asked))

    def test_templates(self):
        self.asterisk.write(
            {
                "dial_channel": "SIP/office-{extension}",
                "dial_context": "outgoing",
                "dial_number": "9{digits}",
                "dial_seconds": 12,
            }
        )
        asked = self.asterisk._prepare_originate(self.phone, "+32470112233", "x1")
        self.assertEqual(asked["Channel"], "SIP/office-101")
        self.assertEqual(asked["Context"], "outgoing")
        self.assertEqual(asked["Exten"], "932470112233")
        self.assertEqual(asked["Timeout"], 12000)
        self.assertEqual(asked["ChannelId"], "odoo-x1")

    def test_templates_that_are_refused(self):
        for name, value in (
            ("dial_channel", "PJSIP/{extension}\r\nAction: Command"),
            ("dial_channel", "PJSIP/{name}"),
            ("dial_channel", "{extension.__class__}"),
            ("dial_number", "9 {digits}"),
            ("dial_context", "a,b"),
        ):
            with self.subTest(value), self.assertRaises(ValidationError):
                self.asterisk[name] = value

    def test_numbers_that_are_refused(self):
        for number in (
            "",
            "anonymous",
            "112\r\nAction: Command",
            "101&102",
            "101,1,System(rm)",
            "${GLOBAL(x)}",
            "1" * 40,
            "++32",
        ):
            with self.subTest(number), self.assertRaisesRegex(UserError, "dialled"):
                self._dial(number)

    def test_phones_that_are_refused(self):
        for name in ("10 1", "101&102", "101/n", "a\nb"):
            phone = self.env["pbx.extension"].create(
                {"provider_id": self.asterisk.id, "number": name}
            )
            with self.subTest(name), self.assertRaisesRegex(UserError, "rung"):
                self._dial("+32470112233", phone=phone)

    def test_refusals_are_told(self):
        with serve(
            Originate={"Response": "Error", "Message": "No such extension"}
        ) as pbx:
            self.asterisk.ami_port = pbx.port
            with self.assertRaisesRegex(UserError, "No such extension"):
                self._dial("+32470112233")
        with self.assertRaisesRegex(UserError, "cannot be reached"):
            self._dial("+32470112233")
        with serve() as pbx:
            self.asterisk.write({"ami_port": pbx.port, "secret": "wrong"})
            with self.assertRaisesRegex(UserError, "Authentication failed"):
                self._dial("+32470112233")
        self.asterisk.secret = False
        with self.assertRaisesRegex(UserError, "Enter the manager"):
            self._dial("+32470112233")

    def test_connection_is_tested(self):
        with serve(CoreSettings={"AsteriskVersion": "22.10.1"}) as pbx:
            self.asterisk.ami_port = pbx.port
            told = self.asterisk.with_user(self.ada).action_test_connection()
        self.assertIn("22.10.1", told["params"]["message"])
        for user in (self.anna, self.lena, self.max):
            with self.assertRaises(AccessError):
                self.asterisk.with_user(user).action_test_connection()

    def test_encryption_is_not_given_up(self):
        """Where the phone system speaks no TLS, it is not asked without."""
        with serve() as pbx:
            self.asterisk.write({"ami_port": pbx.port, "ami_tls": True})
            with self.assertRaisesRegex(UserError, "no TLS.*Encrypted"):
                self.asterisk.with_user(self.ada).action_test_connection()
        self.assertFalse(pbx.asked)

    def test_certificates_that_are_refused(self):
        made = Certificate("pbx.example.com")
        for text in (
            "x",
            "é",
            made.text[:-40],
            made.key_text,
            made.key_text + made.text,
        ):
            with self.subTest(text), self.assertRaisesRegex(ValidationError, "alone"):
                self.asterisk.ami_certificate = text
        self.asterisk.ami_certificate = f"Büro\n{made.text}"
        self.asterisk.ami_certificate = False

    def test_who_sees_the_manager(self):
        names = ["ami_host", "ami_port", "ami_certificate", "dial_channel"]
        names += ["listener_error", "listener_host"]
        for user in (self.anna, self.lena, self.max):
            for name in names:
                with self.assertRaises(AccessError):
                    self.asterisk.with_user(user).read([name])
        self.asterisk.with_user(self.ada).read(names)

    def test_files_of_the_server_are_for_who_looks_after_it(self):
        asterisk = self.asterisk.with_user(self.ada)
        for name in ("cel_path", "cdr_path"):
            with self.assertRaises(AccessError):
                asterisk.read([name])
            with self.assertRaises(AccessError):
                asterisk[name] = "/etc/passwd"
        self.ada.group_ids += self.env.ref("base.group_system")
        for user, is_shown in ((self.ada, True), (self.bea, False)):
            arch = self.asterisk.with_user(user).get_view(view_type="form")["arch"]
            self.assertEqual("After a gap" in arch, is_shown, user.name)
        asterisk.cel_path = "/var/log/asterisk/cel-custom/Master.csv"
        [settings] = asterisk._get_listened(asterisk.ids).values()
        self.assertEqual(settings["cel_path"], asterisk.cel_path)

    def test_other_kinds_do_not_dial_by_it(self):
        self.assertFalse(self.provider._dial(self.phone, "+32470112233", "odoo-1"))
