from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.sales_efficiency.models.public.sales_wrong_key import SLOTS, WRONG_KEYS

from ..common import SalesEfficiencyCommon

NOW = datetime(2025, 10, 15, 12, 0, 20)


@tagged("post_install", "-at_install")
class TestWrongKey(SalesEfficiencyCommon):
    """Wrong keys are counted by address, and the count is all that is kept."""

    def setUp(self):
        super().setUp()
        self.keys = self.env["sales.wrong.key"]
        self.clock = self.enterContext(freeze_time(NOW))

    def _try(self, address, times=1):
        answers = [self.keys._note(address) for _number in range(times)]
        self.keys.invalidate_model()
        return answers

    def test_limit(self):
        """So many a minute, then a wait until the minute is over."""
        self.assertEqual(self._try("192.0.2.1", WRONG_KEYS), [0] * WRONG_KEYS)
        self.assertEqual(self._try("192.0.2.1", 2), [40, 40])
        with freeze_time(NOW + timedelta(seconds=40)):
            self.assertEqual(self._try("192.0.2.1"), [0])

    def test_others_are_not_turned_away(self):
        self._try("192.0.2.1", WRONG_KEYS + 1)
        self.assertEqual(self._try("192.0.2.2"), [0])

    def test_one_owner_has_many_addresses(self):
        """Whoever changes the address within the own network stays the same."""
        for number in range(WRONG_KEYS):
            self._try(f"2001:db8::{number:x}")
        self.assertEqual(self._try("2001:db8::ffff"), [40])
        self.assertEqual(self._try("2001:db8:1::1"), [0])

    def test_rows_do_not_grow(self):
        """A row is counted up, not another one added; there are so many and no more."""
        self._try("192.0.2.1", WRONG_KEYS + 10)
        [row] = self.keys.search([])
        self.assertEqual(row.count, WRONG_KEYS)
        slots = {self.keys._get_slot(f"198.51.100.{number}") for number in range(256)}
        self.assertTrue(all(0 <= slot < SLOTS for slot in slots))
        self.assertGreater(len(slots), 200)

    def test_addresses_are_not_kept(self):
        """Nor can it be told from outside who shares a row with whom."""
        self._try("192.0.2.1")
        row = self.keys.search([]).read()[0]
        self.assertEqual(row.keys(), {"id", "slot", "minute", "count", "display_name"})
        before = self.keys._get_slot("192.0.2.1")
        self.env["ir.config_parameter"].set_param("database.secret", "another")
        self.assertNotEqual(self.keys._get_slot("192.0.2.1"), before)

    def test_without_address(self):
        """No address, or an odd one, is counted as well."""
        for address in (None, "", "unknown", "\0"):
            self.assertEqual(self._try(address, WRONG_KEYS + 1)[-1] > 0, True)
            self.keys.search([]).unlink()

    def test_old_rows_go(self):
        self._try("192.0.2.1")
        self.keys._gc_old_minutes()
        self.assertTrue(self.keys.search([]))
        with freeze_time(NOW + timedelta(hours=1)):
            self._try("192.0.2.2")
            self.keys._gc_old_minutes()
            self.assertEqual(len(self.keys.search([])), 1)
            minute = int(fields.Datetime.now().timestamp()) // 60
            self.assertEqual(self.keys.search([]).minute, minute)

    def test_access(self):
        """Nobody changes counts; who administers may look."""
        self._try("192.0.2.1")
        row = self.keys.search([])
        for user in (self.anna, self.lena, self.max):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["count"])
        self.assertEqual(row.with_user(self.ada).count, 1)
        for user in (self.anna, self.max, self.ada):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"count": 0})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.keys.with_user(user).create({"slot": 1, "minute": 1, "count": 1})
