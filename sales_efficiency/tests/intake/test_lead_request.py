from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tools import mute_logger

from ...models.intake.crm_lead import CrmLead
from ...tools.lead_form import FieldRefused
from .common import IntakeCommon

LOGGER = "odoo.addons.sales_efficiency.models.intake.sales_lead_request_open"
OPEN = "odoo.addons.sales_efficiency.models.intake.crm_lead.CrmLead.create"


def broken(message="The sky fell"):
    """Return a patch under which no lead can be made."""
    return patch(OPEN, side_effect=UserError(message))


class TestLeadRequest(IntakeCommon):
    """What was accepted is kept until a lead was made of it, and made one of once."""

    def _take_broken(self, *items):
        with broken(), mute_logger(LOGGER):
            return self._take(*items)

    def test_a_failure_is_kept_and_tried_again(self):
        request = self._take_broken({"name": "Ann", "message": "Hello"})
        self.assertEqual(request.state, "failed")
        self.assertEqual(request.error, "The sky fell")
        self.assertIn("Hello", request.payload)
        self.assertFalse(request.lead_id)
        request.with_user(self.ada).action_retry()
        self.assertEqual(request.state, "done")
        self.assertEqual(request.lead_id.contact_name, "Ann")
        self.assertFalse(request.error)

    def test_one_that_fails_does_not_stop_the_others(self):
        create = CrmLead.create

        def fail_for_bob(records, vals_list):
            if any(vals.get("contact_name") == "Bob" for vals in vals_list):
                raise ZeroDivisionError("Not Bob")
            return create(records, vals_list)

        with patch(OPEN, fail_for_bob), mute_logger(LOGGER):
            requests = self._take({"name": "Ann"}, {"name": "Bob"}, {"name": "Cid"})
        self.assertEqual(requests.mapped("state"), ["done", "failed", "done"])
        self.assertEqual(requests.lead_id.mapped("contact_name"), ["Ann", "Cid"])

    def test_a_door_with_failures_stays(self):
        request = self._take_broken({"name": "Ann"})
        with self._assert_refused("no lead was made of yet"):
            self.door.with_user(self.ada).unlink()
        request.with_user(self.ada).unlink()
        self.door.with_user(self.ada).unlink()

    def test_pauses_grow_and_end(self):
        request = self._take_broken({"name": "Ann"})
        pauses = []
        now = Datetime.now()
        while request.next_attempt_at:
            pauses.append((request.next_attempt_at - now).total_seconds() // 60)
            now = request.next_attempt_at
            with broken(), mute_logger(LOGGER):
                self._run_cron(now)
        self.assertEqual(pauses, [5, 15, 60, 240, 720, 1440, 2880])
        self.assertEqual(request.attempts, 8)
        request.action_retry()
        self.assertEqual(request.state, "done", "by hand at any time")

    def _run_cron(self, moment):
        cron = self.env.ref("sales_efficiency.ir_cron_sales_lead_request")
        with freeze_time(moment), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_what_a_stopped_worker_left_is_taken_up(self):
        door = self.door._in_own_rights()
        request = door._receive(door._read_requests([{"name": "Ann"}]))
        self._run_cron(Datetime.now() + timedelta(minutes=1))
        self.assertEqual(request.state, "received", "somebody may be at it")
        self._run_cron(Datetime.now() + timedelta(minutes=6))
        self.assertEqual(request.state, "done")
        self.assertTrue(request.lead_id)
        self._run_cron(Datetime.now() + timedelta(minutes=12))
        self.assertEqual(
            len(self.env["crm.lead"].search([("sales_request_id", "=", request.id)])), 1
        )

    def test_a_failure_wakes_the_scheduled_action(self):
        cron = self.env.ref("sales_efficiency.ir_cron_sales_lead_request")
        request = self._take_broken({"name": "Ann"})
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertIn(request.next_attempt_at, triggers.mapped("call_at"))

    def test_done_is_done(self):
        request = self._take({"name": "Ann"})
        lead = request.lead_id
        request._open_leads()
        self.assertEqual(request.lead_id, lead)
        with self._assert_refused("nothing to be done"):
            request.action_retry()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            lead.copy().sales_request_id = request
            self.env.flush_all()

    def test_a_deleted_lead_is_not_made_again(self):
        request = self._take({"name": "Ann"})
        request.lead_id.unlink()
        self.assertEqual(request.state, "done")
        request._open_leads()
        self.assertFalse(request.lead_id)

    def test_robots(self):
        request = self._take({"email": "not one", "leave_empty": "x"})
        self.assertEqual(request.state, "trap")
        self.assertFalse(request.lead_id)
        request = self._take({"name": "Ann", "Leave-Empty": ""})
        self.assertEqual(request.state, "done")
        self.assertNotIn("mpty", str(request.lead_id.description))
        trapped = self._take({"name": "Ann", "leave_empty": "x"})
        trapped.action_retry()
        self.assertEqual(trapped.state, "done", "somebody looked at it")

    def test_one_lead_for_a_key(self):
        door = self.door._in_own_rights()
        first = door._receive(door._read_requests([{"name": "Ann"}], "k"))
        again = door._receive(door._read_requests([{"name": "Ann"}], "k"))
        self.assertEqual(first, again)
        own = {"name": "Bob", "idempotency_key": "b"}
        twice = door._receive(door._read_requests([own, own, {"name": "Cid"}], "list"))
        self.assertEqual(len(twice), 3)
        self.assertEqual(twice[0], twice[1])
        self.assertEqual(twice.mapped("idempotency_key"), ["b", "b", "list"])
        other = self._create_door("Other")._in_own_rights()
        elsewhere = other._receive(other._read_requests([{"name": "Ann"}], "k"))
        self.assertNotEqual(elsewhere, first)

    def test_a_key_is_for_one_content(self):
        door = self.door._in_own_rights()

        def receive(*items, key="k"):
            return door._receive(door._read_requests(list(items), key))

        ann, bob = {"name": "Ann", "zip": "1"}, {"name": "Bob"}
        first = receive(ann, bob)
        self.assertEqual(receive({"zip": "1", "name": "Ann"}, bob), first)
        for others in ([ann], [bob], [bob, ann], [ann, bob, bob]):
            with self.assertRaises(FieldRefused) as refused:
                receive(*others)
            self.assertEqual(refused.exception.reason, "key_reused")
        own = {"idempotency_key": "own"}
        receive(ann | own, key=None)
        with self.assertRaises(FieldRefused):
            receive(bob | own, key=None)
        with self.assertRaises(FieldRefused):
            receive(ann | {"idempotency_key": "x"}, bob | {"idempotency_key": "x"})
        self.assertEqual(self.requests.search_count([("door_id", "=", door.id)]), 3)

    def test_many_at_once(self):
        """A list is made in one go."""
        items = [{"name": f"Name {number}", "country": "BE"} for number in range(20)]
        self._take(*items)
        self.env.flush_all()
        with self.assertQueryCount(170):
            requests = self._take(*items)
        self.assertEqual(len(requests.lead_id), 20)

    def test_limits_count_requests_not_leads(self):
        self.door.write({"rate_limit": 3, "address_limit": 2})
        door = self.door._in_own_rights()
        for _number in range(2):
            self.assertEqual(door._get_wait("1.1.1.1"), 0)
            door._receive(
                door._read_requests([{"name": "Ann"}, {"name": "Bob"}]),
                address="1.1.1.1",
            )
        self.assertGreater(door._get_wait("1.1.1.1"), 0)
        self.assertLessEqual(door._get_wait("1.1.1.1"), 60)
        self.assertEqual(door._get_wait("2.2.2.2"), 0)
        door._receive(door._read_requests([{"name": "Ann"}]), address="2.2.2.2")
        self.assertGreater(door._get_wait("3.3.3.3"), 0, "the door's limit")
        self.door.write({"rate_limit": 0, "address_limit": 0})
        self.assertEqual(door._get_wait("1.1.1.1"), 0)
        self.door.write({"rate_limit": 3, "address_limit": 2})
        with freeze_time(Datetime.now() + timedelta(seconds=61)):
            self.assertEqual(door._get_wait("1.1.1.1"), 0)

    def test_old_requests_go_failed_ones_stay(self):
        done = self._take({"name": "Ann"})
        lead = done.lead_id
        failed = self._take_broken({"name": "Bob"})
        other = self._take({"name": "Cid"}, door=self._create_door("O", keep_days=0))
        requests = done | failed | other
        with freeze_time(Datetime.now() + timedelta(days=89)):
            self.requests._gc_requests()
        self.assertEqual(requests.exists(), requests)
        with freeze_time(Datetime.now() + timedelta(days=91)):
            self.requests._gc_requests()
        self.assertEqual(requests.exists(), failed | other)
        self.assertTrue(lead.exists())
