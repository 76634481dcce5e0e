import base64

from odoo.tests import tagged
from odoo.tools import file_open

from ..event.common import HubCommon

SAMPLES = "sales_efficiency_telephony/tests/samples/csv_history"
ROWS = "Start;From;To;Talk\n"


@tagged("post_install", "-at_install")
class TestCallImport(HubCommon):
    def _sample(self, name):
        with file_open(f"{SAMPLES}/{name}", "rb") as file:
            return file.read()

    def _read(self, content, **values):
        """Return the wizard after it has read a file."""
        if isinstance(content, str):
            content = content.encode()
        wizard = (
            self.env["pbx.call.import"]
            .with_user(self.ada)
            .create(
                {
                    "provider_id": self.provider.id,
                    "file": base64.b64encode(content),
                    "file_name": "calls.csv",
                    **values,
                }
            )
        )
        wizard.action_read()
        return wizard

    def _get_calls(self):
        return self.calls.search(
            [("provider_id", "=", self.provider.id)], order="started_at"
        )

    def test_hosted_in_russian(self):
        wizard = self._read(self._sample("hosted_ru.csv"))
        self.assertEqual(
            (wizard.encoding, wizard.delimiter, wizard.date_format, wizard.tz),
            ("cp1251", "semicolon", "dmy_dot", "Europe/Brussels"),
        )
        self.assertEqual(
            wizard.column_ids.mapped("role"),
            ["start", "direction", "caller", "called", "duration", "status"],
        )
        self.assertEqual((wizard.call_count, wizard.refused_count), (3, 0))
        self.assertFalse(self._get_calls(), "nothing before it is wanted")
        wizard.action_import()
        calls = self._get_calls()
        self.assertEqual(calls.mapped("state"), ["answered", "not_reached", "missed"])
        self.assertEqual(calls.mapped("talk_seconds"), [31.0, 0.0, 0.0])
        self.assertEqual(calls.leg_ids.user_id, self.anna | self.boris)
        self.assertEqual(str(calls[0].started_at), "2026-11-23 16:20:02")

    def test_records_of_asterisk(self):
        wizard = self._read(self._sample("asterisk_cdr.csv"))
        self.assertEqual(wizard.date_format, "iso", "one row says yesterday")
        self.assertEqual((wizard.row_count, wizard.call_count), (5, 3))
        self.assertEqual(wizard.refused_ids.mapped("line"), [5, 6])
        self.assertRegex(wizard.refused_ids[0].reason, "moment is not readable")
        self.assertRegex(wizard.refused_ids[1].reason, "length is not readable")
        wizard.action_import()
        calls = self._get_calls()
        self.assertEqual(calls.mapped("state"), ["answered", "not_reached", "missed"])
        self.assertEqual(calls.mapped("direction"), ["in", "out", "in"])
        self.assertEqual(calls[0].call_uid, "pbx-1795450802.0")

    def test_the_same_file_again(self):
        content = self._sample("hosted_ru.csv")
        self._read(content).action_import()
        count = self.events.search_count([])
        action = self._read(content).action_import()
        self.assertEqual(self.events.search_count([]), count)
        self.assertEqual(len(self._get_calls()), 3)
        self.assertEqual(self.calls.search(action["domain"]), self._get_calls()[::-1])
        self.assertRegex(action["name"], "all were there already")

    def test_columns_are_chosen(self):
        wizard = self._read("When;A;B;C\n2026-11-23 10:00;+32470112233;101;60\n")
        self.assertRegex(wizard.problem, "No column is taken for “Begun”")
        with self._assert_refused("No column is taken for “Begun”"):
            wizard.action_import()
        for column, role in zip(
            wizard.column_ids, ("start", "caller", "called", "duration"), strict=True
        ):
            column.role = role
        wizard.date_format = "iso"
        wizard.action_import()
        self.assertEqual(self._get_calls().talk_seconds, 60.0)
        wizard.column_ids[3].role = "start"
        wizard.action_look()
        self.assertRegex(wizard.problem, "Two columns are taken for “Begun”")

    def test_a_long_history_is_made_calls_of_later(self):
        rows = "".join(
            f"2026-11-23 10:{n // 60:02}:{n % 60:02};+32470{n:06};101;{n}\n"
            for n in range(250)
        )
        action = self._read(ROWS + rows).action_import()
        self.assertEqual(action["tag"], "display_notification")
        self.assertFalse(self._get_calls())
        self.assertEqual(
            self.events.search_count([("state", "=", "new")]), 500, "two facts a call"
        )
        self.events._sweep(self.provider, self.events.search([]).mapped("call_uid"))
        self.assertEqual(len(self._get_calls()), 250)

    def test_files_that_are_none(self):
        with self._assert_refused("no row under its header"):
            self._read(ROWS)
        with self._assert_refused("choose whose calls"):
            self._read(ROWS, provider_id=False)
        with self._assert_refused("choose one with a row"):
            self._read("")
        wizard = self._read(ROWS + "soon;;101;5\n")
        wizard.date_format = "iso"
        with self._assert_refused("No row can be read"):
            wizard.action_import()

    def test_another_file(self):
        wizard = self._read(self._sample("hosted_ru.csv"))
        wizard.action_again()
        self.assertFalse(wizard.is_read or wizard.column_ids)
        self.assertTrue(wizard.file, "until another one is chosen")
