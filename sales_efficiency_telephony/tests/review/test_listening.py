from collections import Counter
from datetime import date, timedelta
from hashlib import sha256
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import NOON, ReviewCommon


@tagged("post_install", "-at_install")
class TestListening(ReviewCommon):
    """Which calls are drawn, of whom, and that the draw can be gone through again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Companies of other tests and of the database draw nothing.
        cls.env["res.company"].search([]).pbx_listening_count = 0
        cls.company.pbx_listening_count = 2

    # ------------------------------------------------------------
    # HOW MANY, OF WHOM
    # ------------------------------------------------------------

    def test_two_calls_of_each_salesperson(self):
        self._create_calls(5)
        self._create_calls(5, user=self.boris)
        rows = self._draw()
        self.assertEqual(
            Counter(row.user_id.name for row in rows), {"Anna": 2, "Boris": 2}
        )
        self.assertEqual(rows.head_id, self.lena)
        self.assertEqual(rows.team_id, self.north)
        self.assertEqual(set(rows.mapped("state")), {"open"})
        self.assertEqual(set(rows.mapped("day")), {date(2017, 8, 15)})
        self.assertEqual(sorted(rows.mapped("rank")), [1, 1, 2, 2])

    def test_again_draws_nothing(self):
        self._create_calls(5)
        self.assertEqual(len(self._draw()), 2)
        self.assertFalse(self._draw())
        self.assertFalse(self._draw(NOON + timedelta(hours=6)))
        self.assertEqual(len(self._draw(NOON + timedelta(days=1))), 2)

    def test_what_a_pool_lacked_is_drawn_later(self):
        self._create_calls()
        self.assertEqual(len(self._draw()), 1)
        self._create_calls(3, days_ago=0)
        rows = self._draw(NOON + timedelta(hours=2))
        self.assertEqual(rows.mapped("rank"), [2])
        self.assertFalse(self._draw(NOON + timedelta(hours=3)))

    def test_the_number_is_the_companys(self):
        self._create_calls(9)
        self.company.pbx_listening_count = 5
        self.assertEqual(len(self._draw()), 5)
        self.company.pbx_listening_count = 0
        self.assertFalse(self._draw(NOON + timedelta(days=1)))

    def test_no_call_is_drawn_twice(self):
        self._create_calls(5)
        rows = self._draw() | self._draw(NOON + timedelta(days=1))
        self.assertEqual(len(rows.call_id), 4)
        rows |= self._draw(NOON + timedelta(days=2))
        self.assertEqual(len(rows.call_id), 5)
        self.assertFalse(self._draw(NOON + timedelta(days=3)))

    def test_who_is_off_or_away_is_left_out(self):
        """Carl works on Monday, Wednesday and Friday; Boris is on leave."""
        calendar = self.company.resource_calendar_id.copy()
        calendar.attendance_ids.filtered(
            lambda one: one.dayofweek in ("1", "3")
        ).unlink()
        self.south.sales_calendar_id = calendar
        self._create_leave(self.boris)
        for user in (self.anna, self.boris, self.carl):
            self._create_calls(6, user=user)
        self.assertEqual(self._draw().user_id, self.anna)
        wednesday = self._draw(NOON + timedelta(days=1))
        self.assertEqual(wednesday.user_id, self.anna | self.boris | self.carl)
        self.assertFalse(self._draw(NOON + timedelta(days=4)), "A Saturday")

    def test_the_day_is_the_salespersons(self):
        """At 23:00 in UTC it is the next day in Brussels."""
        self._create_calls(3)
        rows = self._draw(NOON.replace(hour=23))
        self.assertEqual(set(rows.mapped("day")), {date(2017, 8, 16)})

    # ------------------------------------------------------------
    # OUT OF WHAT
    # ------------------------------------------------------------

    def test_what_is_not_drawn(self):
        self._create_calls(seconds=59)
        self._create_calls(days_ago=8)
        self._create_calls(record=False)
        self._create_calls(direction="internal")
        self._create_calls(number_kind="own")
        waiting = self._create_calls(record=False)
        self._record_calls(waiting, state="waiting")
        self._mark(self._create_calls(), self.lena, 4)
        self.assertFalse(self._draw())
        own = self._create_calls()
        self._mark(own, self.anna, 4)
        fits = self._create_calls(seconds=60)
        self.assertEqual(self._draw().call_id, own | fits)

    def test_what_somebody_has_heard_is_not_drawn(self):
        """The own ear does not count."""
        heard, own = self._create_calls(2)
        recordings = self.env["pbx.recording"].search([])
        for call, user in ((heard, self.max), (own, self.anna)):
            recording = recordings.filtered(lambda one, call=call: one.call_id == call)
            self.env["pbx.recording.access"].with_user(user)._note_listening(
                recording, "127.0.0.1", "Browser"
            )
        self.assertEqual(self._draw().call_id, own)

    def test_talk_is_the_persons_own(self):
        """Of a call of five minutes Boris had half a minute."""
        call = self._create_calls(seconds=300)
        call.leg_ids = [self._leg(self.boris, call.started_at, 30)]
        rows = self._draw()
        self.assertEqual(rows.user_id, self.anna)
        self.assertEqual(rows.talk_seconds, 300)

    def test_other_companies_calls(self):
        other = self.env["res.company"].create(
            {"name": "Elsewhere", "pbx_listening_count": 2}
        )
        calls = self._create_calls(3)
        calls.company_id = other
        calls.leg_ids.company_id = other
        rows = self._draw()
        self.assertEqual(rows.company_id, other)
        self.assertEqual(len(rows), 2)

    # ------------------------------------------------------------
    # CHANCE
    # ------------------------------------------------------------

    def test_the_draw_can_be_gone_through_again(self):
        """By the record alone, and by hand."""
        self._create_calls(8)
        rows = self._draw()
        for row in rows:
            self.assertEqual(row._draw_again(), row.call_id.id)
            answer = row.with_user(self.lena).action_check_draw()
            self.assertEqual(answer["params"]["type"], "success")
        first = rows.filtered(lambda one: one.rank == 1)
        salt = self.env["ir.config_parameter"].get_param("database.uuid")
        self.assertTrue(first.seed.startswith(f"2017-08-15/{self.anna.id}/"))
        self.assertNotIn(salt, first.seed)
        # All calls are alike: the one with the least digest is the first.
        digests = {
            sha256(f"{first.seed}/{call[0]}".encode()).hexdigest(): call[0]
            for call in first.drawn_of["calls"]
        }
        self.assertEqual(len(digests), first.pool_size)
        self.assertEqual(digests[min(digests)], first.call_id.id)
        self.assertEqual((first.place, first.load), (1, 0))
        self.assertIn("8 recorded calls", first.why)

    def test_a_changed_record_is_found_out(self):
        self._create_calls(8)
        row = self._draw()[0]
        other = next(
            call[0] for call in row.drawn_of["calls"] if call[0] != row.call_id.id
        )
        taken = self.env["pbx.listening"].search([]).call_id.ids
        if other in taken:
            other = next(one[0] for one in row.drawn_of["calls"] if one[0] not in taken)
        row.call_id = other
        answer = row.with_user(self.lena).action_check_draw()
        self.assertEqual(answer["params"]["type"], "danger")

    def test_chance_is_fair(self):
        """Over 300 days none of ten calls comes up more often than chance allows.

        99.9 % of such tables have a chi-square below 27.9 (9 degrees of freedom).
        """
        calls = self._create_calls(10)
        drawn = Counter()
        for day in range(300):
            days = {self.anna.id: NOON.date() + timedelta(days=day)}
            with (
                freeze_time(NOON),
                patch.object(
                    self.registry["pbx.listening"],
                    "_get_days",
                    lambda _self, _users, days=days: days,
                ),
            ):
                rows = self.env["pbx.listening"]._draw_for(self.anna, self.company)
            drawn.update(rows.call_id.ids)
            rows.unlink()
        self.assertEqual(drawn.total(), 600)
        self.assertEqual(drawn.keys(), set(calls.ids))
        expected = 60
        squares = sum((count - expected) ** 2 / expected for count in drawn.values())
        self.assertLess(squares, 27.9)

    def test_stages_directions_and_outcomes_are_spread(self):
        """Eight calls are alike, two are not: those are heard before the like again."""
        self._create_calls(8)
        offer = self._create_calls(stage_id=self.offer.id)
        incoming = self._create_calls(direction="in")
        heard = self.env["pbx.call"]
        for day in range(2):
            heard |= self._draw(NOON + timedelta(days=day)).call_id
        self.assertIn(offer, heard)
        self.assertIn(incoming, heard)

    # ------------------------------------------------------------
    # DONE AND OVERDUE
    # ------------------------------------------------------------

    def test_done_by_a_review(self):
        self._create_calls(2)
        rows = self._draw()
        self._mark(rows[0].call_id, self.anna, 4)
        self.assertEqual(rows[0].state, "open", "The own opinion is no feedback")
        action = rows[0].with_user(self.lena).action_listen()
        review = self.env["pbx.review"].browse(action["res_id"])
        self.assertEqual(review.reviewer_id, self.lena)
        self.assertEqual(review.user_id, self.anna)
        self.assertEqual(rows[0].state, "open")
        self.assertEqual(self._mark(rows[0].call_id, self.lena, 4), review)
        self.assertEqual(rows[0].state, "done")
        self.assertEqual(rows[0].done_by_id, self.lena)
        self.assertEqual(rows[0].review_id, review)
        self.assertEqual(rows[1].state, "open")

    def test_overdue_on_the_next_day(self):
        self._create_calls(2)
        rows = self._draw()
        self._draw(NOON + timedelta(hours=11))
        self.assertEqual(set(rows.mapped("state")), {"open"})
        self._draw(NOON + timedelta(days=1))
        self.assertEqual(set(rows.mapped("state")), {"overdue"})
        self._mark(rows[0].call_id, self.lena, 4)
        self._draw(NOON + timedelta(days=2))
        self.assertEqual(sorted(rows.mapped("state")), ["done", "overdue"])

    def test_a_recording_that_is_gone_is_nobodys_debt(self):
        self._create_calls(2)
        rows = self._draw()
        self.env["pbx.recording"].search(
            [("call_id", "=", rows[0].call_id.id)]
        ).state = "erased"
        self._draw(NOON + timedelta(days=1))
        self.assertEqual(rows.mapped("state"), ["gone", "overdue"])

    # ------------------------------------------------------------
    # WHO LISTENS
    # ------------------------------------------------------------

    def test_who_listens(self):
        self.company.sales_head_id = self.max
        self._create_calls(2, user=self.carl)
        self.assertEqual(self._draw().head_id, self.max, "South has no leader")
        call = self._create_calls(user=self.lena, days_ago=2)
        call.leg_ids.team_id = self.north
        rows = self._draw(NOON + timedelta(hours=1))
        self.assertEqual(rows.user_id, self.lena)
        self.assertEqual(rows.head_id, self.max, "Not oneself")
        self.north.sales_co_leader_ids = [Command.set(self.ada.ids)]
        self.assertEqual(self.north._get_listener(self.lena, self.company), self.ada)

    def test_many_people_cost_no_more_queries(self):
        def count(people):
            start = self.cr.sql_log_count
            with freeze_time(NOON):
                self.env["pbx.listening"]._draw_for(people, self.company)
                self.env.flush_all()
            return self.cr.sql_log_count - start

        few = self.anna | self.boris
        many = self.env["res.users"].union(
            *(
                self._create_user(f"many_{index}", "group_sales_efficiency_user")
                for index in range(12)
            )
        )
        for user in (*few, *many):
            self._create_calls(3, user=user)
        self.env.invalidate_all()
        first = count(few)
        self.env.invalidate_all()
        self.assertLessEqual(count(many), first + 2)
