import base64
import json
import re
import xmlrpc.client
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...models.provider import pbx_provider_freeswitch_dial as dialled
from .dial_server import NUMBER, DialCase
from .test_vendors import sample

PASSWORD = "works in the tests"


def say(text):
    """Return how mod_xml_rpc says something."""
    return 200, xmlrpc.client.dumps((text,), methodresponse=True).encode()


@tagged("post_install", "-at_install")
class TestDialFreeSwitch(DialCase):
    code = "freeswitch"
    path = "/RPC2"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor.write({"dial_login": "freeswitch", "new_dial_password": PASSWORD})
        cls.vendor.extension_ids.filtered(lambda one: one.number == "anna").unlink()
        cls.phone = cls.vendor.extension_ids.filtered(
            lambda one: one.user_id == cls.anna
        )

    def good(self, asked):
        (command, _told), _method = xmlrpc.client.loads(asked.body)
        return say("+OK Job-UUID: 7f4de4bc\n" if command == "bgapi" else "true")

    def _prepare(self, item):
        password = base64.b64encode(f"acc:{self.vendor.sudo().secret}".encode())
        return json.dumps(item), {
            "Content-Type": "application/json",
            "Authorization": f"Basic {password.decode()}",
        }

    def _get_commands(self):
        """Return what was asked, as FreeSWITCH reads it."""
        commands = []
        for asked in self.asked:
            self.assertEqual(asked.path, "/RPC2")
            told, method = xmlrpc.client.loads(asked.body)
            self.assertEqual(method, "freeswitch.api")
            commands.append(told)
        return commands

    def _get_originate(self):
        """Return the variables, and the words that follow them."""
        command, told = self._get_commands()[0]
        self.assertEqual(command, "bgapi")
        found = re.fullmatch(r"originate \{([^{}]*)\}([^{}]*)", told)
        variables = dict(pair.split("=") for pair in found[1].split(","))
        return variables, found[2].split(" ")

    def _tell_dialled(self, ref, items=None):
        for item in items or sample("freeswitch/dialled"):
            self._send(item | {"variables": item["variables"] | {"odoo_ref": ref}})

    # ------------------------------------------------------------
    # WHAT IS ASKED
    # ------------------------------------------------------------

    def test_what_is_asked(self):
        call = self._click("+7 (916) 123-45-67")
        login = base64.b64encode(f"freeswitch:{PASSWORD}".encode()).decode()
        for asked in self.asked:
            self.assertEqual(asked.headers["Authorization"], f"Basic {login}")
            self.assertEqual(asked.headers["Content-Type"], "text/xml")
        variables, words = self._get_originate()
        self.assertEqual(words, ["user/101", NUMBER, "XML", "default"])
        leg = variables.pop("origination_uuid")
        self.assertEqual(
            variables,
            {
                "odoo_ref": call.client_ref,
                "export_vars": "odoo_ref",
                "originate_timeout": "30",
                "ignore_early_media": "true",
                "origination_caller_id_name": NUMBER,
                "origination_caller_id_number": NUMBER,
            },
        )
        self.assertEqual(self._get_commands()[1:], [("uuid_exists", leg)])

    def test_as_the_form_says(self):
        self.vendor.write(
            {
                "dial_channel": "sofia/internal/{extension}@office.example.com",
                "dial_context": "outgoing",
                "dial_number": "9{digits}",
                "dial_line": "+1 (202) 555-0100",
                "dial_seconds": 12,
            }
        )
        self._click()
        variables, words = self._get_originate()
        self.assertEqual(
            words,
            [
                "sofia/internal/101@office.example.com",
                "979161234567",
                "XML",
                "outgoing",
            ],
        )
        self.assertEqual(variables["effective_caller_id_number"], "+12025550100")
        self.assertEqual(variables["originate_timeout"], "12")

    def test_what_would_be_more_than_a_number_is_not_asked(self):
        for number in (
            "+32,origination_uuid=x",
            "+32}user/102",
            "+32 &system(rm)",
            "${system(rm)}",
            "32\n\napi shutdown",
            "",
        ):
            with self.assertRaisesRegex(UserError, "cannot be dialled"):
                self.vendor._dial(self.phone, number, "odoo-1")
        for name in ("101,user/102", "101}x", "101 &park", "user/101", "${x}", "1|2"):
            self.phone.number = name
            with self.assertRaisesRegex(UserError, "cannot be rung"):
                self.vendor._dial(self.phone, NUMBER, "odoo-1")
        for name, value in (
            ("dial_channel", "user/{extension} &park()"),
            ("dial_channel", "{x=1}user/{extension}"),
            ("dial_channel", "[x=1]user/{extension}"),
            ("dial_channel", "user/{extension},user/102"),
            ("dial_channel", "user/{extension}\nx"),
            ("dial_number", "&system(rm)"),
            ("dial_number", "{number} inline"),
            ("dial_context", "default x"),
            ("dial_line", "1,x=2"),
        ):
            with self.subTest(value), self.assertRaises(ValidationError):
                self.vendor[name] = value
        self.assertFalse(self.asked)

    # ------------------------------------------------------------
    # WHAT IS TOLD
    # ------------------------------------------------------------

    def test_it_is_that_very_call(self):
        """Of the legs either may be told of first, and both twice."""
        for items in (sample("freeswitch/dialled"), sample("freeswitch/dialled")[::-1]):
            call = self._click()
            self._tell_dialled(call.client_ref, items * 2)
            self._assert_talked(call, 42.0)
            self.env.cr.execute(
                "DELETE FROM pbx_event WHERE provider_id = %s", [self.vendor.id]
            )
            call.unlink()

    def test_second_leg_comes_without_the_reference(self):
        """Where the dialplan does not export it: the first one has it."""
        call = self._click()
        second, first = sample("freeswitch/dialled")
        del second["variables"]["odoo_ref"]
        self._send(second)
        self.assertEqual(len(self._get_calls(self.vendor)), 2)
        self._tell_dialled(call.client_ref, [first])
        [only] = self._get_calls(self.vendor)
        self.assertFalse(call.exists())
        self._assert_talked(only, 42.0)
        self.assertTrue(only.client_ref)

    def test_who_clicked_does_not_take_the_phone(self):
        call = self._click()
        first = sample("freeswitch/dialled")[1]
        first["variables"] |= {
            "answer_uepoch": "0",
            "bridge_uepoch": "0",
            "destination_number": "101",
            "hangup_cause": "NO_ANSWER",
            "hangup_cause_q850": "19",
        }
        self._tell_dialled(call.client_ref, [first])
        self.assertEqual(self._get_calls(self.vendor), call)
        self.assertEqual((call.state, call.phone_sanitized), ("failed", NUMBER))

    def test_client_is_busy(self):
        call = self._click()
        items = sample("freeswitch/dialled")
        items[0]["variables"] |= {
            "answer_uepoch": "0",
            "bridge_uepoch": "0",
            "hangup_cause": "USER_BUSY",
            "hangup_cause_q850": "17",
        }
        items[1]["variables"]["bridge_uepoch"] = "0"
        self._tell_dialled(call.client_ref, items)
        self.assertEqual(self._get_calls(self.vendor), call)
        self.assertEqual((call.state, call.talk_seconds), ("busy", 0.0))

    def test_a_long_talk_is_not_given_up(self):
        """Nothing is told before it is over."""
        call = self._click()
        began = call.started_at
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_end_silent")
        for hours, state in ((3, "ringing"), (5, "failed")):
            with freeze_time(began.replace(microsecond=0)) as clock:
                clock.tick(hours * 3600)
                cron.method_direct_trigger()
            self.assertEqual(call.state, state)

    # ------------------------------------------------------------
    # WHAT IT REFUSES
    # ------------------------------------------------------------

    def test_refusals_are_told(self):
        self._assert_refused("check Login and Password", (401, b"Unauthorized"))
        self._assert_refused("HTTP 404", (404, b""))
        self._assert_refused("HTTP 200", (200, b"<html></html>"))
        self._assert_refused(
            "-ERR bgapi Command not found!", say("-ERR bgapi Command not found!\n")
        )
        fault = xmlrpc.client.Fault(-506, "Method 'freeswitch.api' not defined")
        self._assert_refused("not defined", (200, xmlrpc.client.dumps(fault).encode()))

    def test_phone_is_off(self):
        with patch.object(dialled, "PAUSE", 0.01):
            self._assert_refused(
                "does not ring 101",
                lambda asked: say("+OK" if b"bgapi" in asked.body else "false"),
            )
        self.assertEqual(len(self.asked), 1 + dialled.LOOKS)

    def test_silence_is_told(self):
        self._assert_silence_is_told()

    def test_nobody_is_there(self):
        self.vendor.recording_local_hosts = "http://127.0.0.1:9"
        self.vendor.write({"dial_url": "http://127.0.0.1:9/RPC2"})
        self._assert_refused("cannot be reached")

    def test_address_is_missing(self):
        self.vendor.dial_url = False
        self.assertFalse(self.calls.with_user(self.anna)._get_own_extension())
        with self.assertRaisesRegex(UserError, "“Address for Click to Dial”"):
            self._click()
        self.assertFalse(self.asked)

    # ------------------------------------------------------------
    # WHO MAY WHAT
    # ------------------------------------------------------------

    def test_inside_the_network_only_where_the_server_is_looked_after(self):
        for url in (
            "http://127.0.0.1:8080/RPC2",
            "http://10.0.0.5:8080/RPC2",
            "http://pbx.example.com/RPC2",
            "https://user:word@pbx.example.com/RPC2",
            "ftp://pbx.example.com/",
            "pbx.example.com",
        ):
            with (
                self.subTest(url),
                self.assertRaisesRegex(ValidationError, "Hosts inside the Network"),
            ):
                self.vendor.with_user(self.ada).dial_url = url
        # A public name may lead inside: it is looked at when it is dialled.
        self.vendor.dial_url = "https://localhost/RPC2"
        self._assert_refused("Hosts inside the Network")
        self.assertFalse(self.asked)

    def test_the_password_is_nobodys_to_read_and_stays_with_its_address(self):
        system = self.vendor.with_user(self.ada)
        self.assertFalse(system.new_dial_password)
        with self.assertRaises(AccessError):
            system.read(["dial_password"])
        for user in (self.anna, self.lena, self.max):
            for name in ("dial_url", "dial_login", "dial_line", "dial_channel"):
                with self.assertRaises(AccessError):
                    self.vendor.with_user(user).read([name])
        system.dial_url = self.vendor.dial_url
        self.assertEqual(self.vendor.sudo().dial_password, PASSWORD)
        system.dial_url = "https://pbx.example.com/RPC2"
        self.assertFalse(self.vendor.sudo().dial_password)

    def test_only_with_the_own_phone(self):
        self.assertEqual(
            self.calls.with_user(self.boris)._get_own_extension().number, "102"
        )
        self._click(user=self.boris)
        self.assertEqual(self._get_originate()[1][0], "user/102")
        with self.assertRaisesRegex(UserError, "No phone is yours"):
            self._click(user=self.lena)
