from odoo import Command
from odoo.exceptions import AccessError

from .common import IntakeCommon

SECRETS = ("key_hash", "key_hint", "sites", "trap_field", "rate_limit", "snippet_form")


class TestLeadDoorAccess(IntakeCommon):
    """Everybody who sells may know the doors, administrators alone what opens them."""

    def test_salespeople_know_the_name(self):
        lead = self._open(name="Ann")
        lead.user_id = self.anna
        lead = lead.with_user(self.anna)
        self.assertEqual(lead.sales_door_id.name, "Spring Page")
        groups = lead._read_group(
            [("id", "=", lead.id)], ["sales_door_id"], ["__count"]
        )
        self.assertEqual(groups, [(self.door, 1)])
        with self.assertRaises(AccessError):
            lead.read(["sales_request_id"])

    def test_nobody_below_sees_or_changes_what_opens_it(self):
        for user in (self.anna, self.lena, self.max):
            door = self.door.with_user(user)
            for name in SECRETS:
                with self.assertRaises(AccessError, msg=(user.name, name)):
                    door.read([name])
            for action in (
                door.action_make_key,
                door.action_revoke_key,
                door.action_send_test,
            ):
                with self.assertRaises(AccessError, msg=user.name):
                    action()
            with self.assertRaises(AccessError):
                door.name = "Mine"
            with self.assertRaises(AccessError):
                door.copy()
            with self.assertRaises(AccessError):
                door.unlink()
        self.assertEqual(self.door.key_state, "valid")

    def test_nobody_reads_the_fingerprint(self):
        with self.assertRaises(AccessError):
            self.door.with_user(self.ada).read(["key_hash"])
        with self.assertRaises(AccessError):
            self.door.with_user(self.ada).search([("key_hash", "!=", False)])

    def test_nobody_is_shown_examples_with_a_key(self):
        show = self.env["sales.lead.door.key"].with_context(
            default_key="x", default_door_id=self.door.id
        )
        with self.assertRaises(AccessError):
            show.with_user(self.max).default_get(["snippet_form"])

    def test_requests_are_the_administrators(self):
        request = self._take({"name": "Ann"})
        for user in (self.anna, self.lena, self.max):
            with self.assertRaises(AccessError):
                request.with_user(user).read(["payload"])
            with self.assertRaises(AccessError):
                request.with_user(user).action_retry()
        ada = request.with_user(self.ada)
        self.assertIn("Ann", ada.payload)
        with self.assertRaises(AccessError):
            ada.state = "failed"
        with self.assertRaises(AccessError):
            self.requests.with_user(self.ada).create({"door_id": self.door.id})

    def test_other_companies_do_not_meet(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.ada.company_ids = [Command.link(other.id)]
        request = self._take({"name": "Ann"})
        there = {"allowed_company_ids": other.ids}
        doors = self.env["sales.lead.door"].with_user(self.ada).with_context(**there)
        found = doors.search([])
        self.assertNotIn(self.door, found)
        self.assertIn(self.env.ref("sales_efficiency.sales_lead_door_mail"), found)
        self.assertFalse(request.with_user(self.ada).with_context(**there).search([]))
        with self.assertRaises(AccessError):
            doors.browse(self.door.id).action_make_key()
        with self.assertRaises(AccessError):
            doors.browse(self.door.id).action_send_test()

    def test_a_copy_has_no_key(self):
        copy = self.door.with_user(self.ada).copy()
        self.assertEqual(copy.key_state, "none")
        self.assertNotEqual(copy.code, self.door.code)
        self.assertEqual(self.door.key_state, "valid")
