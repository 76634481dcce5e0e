from datetime import timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.sql_db import db_connect
from odoo.tests import tagged

from .common import NOON, ReviewCommon


@tagged("post_install", "-at_install")
class TestListeningPast(ReviewCommon):
    """What waits too long, or for somebody who does not come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).pbx_listening_count = 0
        cls.company.pbx_listening_count = 2
        cls.company.sales_head_id = cls.max

    def _drawn(self, moment=NOON, **kwargs):
        self._create_calls(2, **kwargs)
        return self._draw(moment)

    def _waiting(self, user):
        with freeze_time(NOON):
            counts = self.env["pbx.listening"]._get_counts(user, NOON.date())
        count = counts.get(user.id, {})
        return count.get("open", 0) + count.get("overdue", 0)

    # ------------------------------------------------------------
    # HANDED OVER
    # ------------------------------------------------------------

    def test_who_is_on_leave_is_passed_over(self):
        self._create_leave(self.lena)
        self.assertEqual(self._drawn().head_id, self.max)

    def test_a_co_leader_comes_before_the_head_of_sales(self):
        self._create_leave(self.lena)
        self.north.sales_co_leader_ids = [Command.set(self.ada.ids)]
        self.assertEqual(self._drawn().head_id, self.ada)

    def test_all_are_away(self):
        """Somebody has to have it on the list."""
        for user in (self.lena, self.max):
            self._create_leave(user)
        rows = self._drawn()
        self.assertEqual(rows.head_id, self.lena)
        self._draw(NOON + timedelta(hours=1))
        self.assertEqual(rows.head_id, self.lena)

    def test_what_waits_is_handed_over(self):
        """When the leader goes on leave, is archived, or leads another team."""
        changes = (
            lambda: self._create_leave(self.lena),
            lambda: self.lena.write({"active": False}),
            lambda: self.north.write({"user_id": self.ada.id}),
        )
        for change, heir in zip(changes, (self.max, self.max, self.ada), strict=True):
            with self.subTest(heir=heir.name), self.env.cr.savepoint() as savepoint:
                rows = self._drawn(NOON - timedelta(days=1), days_ago=2)
                self.assertEqual(rows.head_id, self.lena)
                self._mark(rows[0].call_id, self.lena, 4)
                self.assertEqual(self._waiting(self.lena), 1)
                change()
                self._draw()
                self.assertEqual(rows[0].head_id, self.lena, "What is done is done")
                self.assertEqual((rows[1].head_id, rows[1].state), (heir, "overdue"))
                self.assertEqual(self._waiting(self.lena), 0)
                self.assertEqual(self._waiting(heir), 1)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_a_day_off_hands_nothing_over(self):
        rows = self._drawn(NOON - timedelta(days=1), days_ago=2)
        self._draw(NOON + timedelta(days=4))
        self.assertEqual(rows.head_id, self.lena, "It is a Saturday")

    # ------------------------------------------------------------
    # SKIPPED
    # ------------------------------------------------------------

    def _skip(self, rows, user, reason="In Greek"):
        action = rows.with_user(user).action_skip()
        wizard = self.env[action["res_model"]].with_user(user)
        wizard = wizard.with_context(**action["context"]).create({"reason": reason})
        return wizard.action_skip()

    def test_skipped_with_a_reason(self):
        rows = self._drawn()
        self._skip(rows[0], self.lena)
        self.assertEqual((rows[0].state, rows[0].skip_reason), ("skipped", "In Greek"))
        self.assertEqual(self._waiting(self.lena), 1)
        self._draw(NOON + timedelta(days=1))
        self.assertEqual(rows.mapped("state"), ["skipped", "overdue"])
        with self._assert_refused("that wait"):
            self._skip(rows[0], self.lena)
        with self._assert_refused("Reason"):
            self._skip(rows[1], self.lena, "  ")
        self._mark(rows[0].call_id, self.max, 4)
        self.assertEqual(rows[0].state, "done", "Somebody listened nevertheless")

    def test_who_may_skip(self):
        rows = self._drawn()
        for user in (self.anna, self.boris):
            with self.assertRaises(AccessError):
                rows.with_user(user)._skip("Mine")
        rows.user_id = self.max
        with self.assertRaisesRegex(AccessError, "does not decide"):
            self._skip(rows, self.max)
        self.assertEqual(set(rows.mapped("state")), {"open"})

    def test_what_is_too_old_is_skipped(self):
        """Calls are drawn within seven days; as long they wait."""
        rows = self._drawn()
        self._draw(NOON + timedelta(days=7))
        self.assertEqual(set(rows.mapped("state")), {"overdue"})
        self._draw(NOON + timedelta(days=8))
        self.assertEqual(set(rows.mapped("state")), {"skipped"})
        self.assertEqual(
            set(rows.mapped("skip_reason")), {"Nobody listened to it within 7 days."}
        )
        self.assertEqual(self._waiting(self.lena), 0)

    # ------------------------------------------------------------
    # OPENED AGAIN
    # ------------------------------------------------------------

    def test_a_review_opened_again_waits_again(self):
        rows = self._drawn()
        with freeze_time(NOON):
            review = self._mark(rows[0].call_id, self.lena, 4)
            self.assertEqual(rows[0].state, "done")
            review.reopen()
        self.assertEqual(rows[0].state, "open")
        self.assertFalse(rows[0].review_id or rows[0].done_at or rows[0].done_by_id)
        with freeze_time(NOON + timedelta(days=1)):
            review.finish()
            self.assertEqual(rows[0].state, "done")
            review.reopen()
        self.assertEqual(rows[0].state, "overdue")

    def test_another_review_still_counts(self):
        rows = self._drawn()
        first = self._mark(rows[0].call_id, self.lena, 4)
        self._mark(rows[0].call_id, self.anna, 4)
        second = self._mark(rows[0].call_id, self.max, 4)
        self.assertEqual(rows[0].review_id, first)
        first.reopen()
        self.assertEqual((rows[0].state, rows[0].review_id), ("done", second))
        self.assertEqual(rows[0].done_by_id, self.max)
        second.reopen()
        self.assertIn(rows[0].state, ("open", "overdue"))

    # ------------------------------------------------------------
    # TWO AT ONCE
    # ------------------------------------------------------------

    def test_two_workers_take_turns(self):
        """Another connection is at it: this one draws nothing, and does once it is free."""
        self._create_calls(3)
        listening = self.env["pbx.listening"].with_company(self.company)
        with freeze_time(NOON), db_connect(self.cr.dbname).cursor() as other:
            elsewhere = listening.with_env(self.env(cr=other))
            self.assertTrue(elsewhere._take_turn())
            self.assertFalse(list(listening._draw_all(self.company)))
            self.assertFalse(listening.search([("user_id", "=", self.anna.id)]))
            other.rollback()
            self.assertTrue(list(listening._draw_all(self.company)))
            self.assertEqual(
                listening.search_count([("user_id", "=", self.anna.id)]), 2
            )
            self.assertFalse(elsewhere._take_turn())
            other.rollback()
