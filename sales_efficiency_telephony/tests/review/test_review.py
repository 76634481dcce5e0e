from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOON, ReviewCommon


@tagged("post_install", "-at_install")
class TestReview(ReviewCommon):
    """Marks, feedback and reply, coaching, and how reviewers agree."""

    def setUp(self):
        super().setUp()
        self.call = self._create_calls()
        self.startPatcher(freeze_time(NOON))

    def test_score(self):
        review = self._review(self.call, self.lena, finish=False, Listens={"points": 4})
        self.assertEqual(review.score, 80)
        form = review.answer_question(self._key(review, "Agrees"), {"points": 1})
        # (3 x 4/5 + 1 x 1) / 4
        self.assertEqual(form["score"], 85)
        part = self._option(review, "In part")
        form = review.answer_question(self._key(review, "Knows"), {"option": part})
        # (3 x 4/5 + 1 + 1/2) / 5
        self.assertEqual(form["score"], 78)
        self.assertEqual((form["answered"], form["total"], form["open"]), (3, 3, []))
        form = review.answer_question(self._key(review, "Knows"), {"na": True})
        self.assertEqual(form["score"], 85)
        self.assertEqual(form["level"], "high")
        form = review.answer_question(self._key(review, "Agrees"), {"points": 0})
        self.assertEqual(form["score"], 0)
        self.assertEqual(form["failed"], "Agrees on a next step")
        form = review.answer_question(self._key(review, "Agrees"), False)
        self.assertEqual((form["score"], len(form["open"])), (80, 1))

    def test_what_is_no_answer(self):
        review = self._review(self.call, self.lena, finish=False)
        for word, answer in (
            ("Listens", {"points": 6}),
            ("Listens", {"points": "4"}),
            ("Listens", ["points"]),
            ("Agrees", {"na": True}),
            ("Knows", {"option": "o0"}),
            ("What", {"text": 5}),
            ("What", {"na": True}),
        ):
            with self.subTest(word, answer=answer), self._assert_refused("no answer"):
                review.answer_question(self._key(review, word), answer)
        with self._assert_refused("no such question"):
            review.answer_question("q0", {"points": 1})
        self.assertFalse(review.answer_ids)

    def test_it_ends_once_all_is_answered(self):
        review = self._review(self.call, self.lena, finish=False, Listens={"points": 4})
        with self._assert_refused("2 questions are open, the first of them: Agrees"):
            review.finish()
        self.assertEqual(review.state, "draft")

    def test_one_each(self):
        review = self._review(self.call, self.lena, finish=False)
        self.assertEqual(self._review(self.call, self.lena, finish=False), review)
        other = self._review(self.call, self.max, finish=False)
        self.assertNotEqual(other, review)
        self.assertEqual(self.call.review_count, 2)

    def test_the_stage_and_the_deal_are_those_of_the_call(self):
        deal = self._create_deals(stage=self.talk)
        call = self._create_calls(lead_id=deal.id, stage_id=self.talk.id)
        deal.stage_id = self.offer
        review = self._mark(call, self.lena, 5)
        self.assertEqual(review.stage_id, self.talk)
        self.assertEqual(review.lead_id, deal)
        self.assertEqual(review.team_id, self.north)

    # ------------------------------------------------------------
    # WHOSE PART
    # ------------------------------------------------------------

    def test_who_talked_longest_unless_the_call_says_who(self):
        moment = NOON - timedelta(days=1)
        call = self._create_calls(user=self.anna, seconds=60)
        call.leg_ids = [self._leg(self.boris, moment, 120)]
        self.assertEqual(self._review(call, self.lena, finish=False).user_id, self.anna)
        call.user_id = False
        review = self._review(call, self.max, finish=False)
        self.assertEqual(review.user_id, self.boris)
        form = review.set_person(self.anna.id)
        self.assertEqual(form["person"]["name"], "Anna")
        with self._assert_refused("who talked in the call"):
            review.set_person(self.carl.id)
        review.answer_question(self._key(review, "Listens"), {"points": 1})
        with self._assert_refused("before the first answer"):
            review.set_person(self.boris.id)

    def test_a_call_nobody_talked_in(self):
        call = self._create_calls(seconds=0, record=False)
        with self._assert_refused("Nobody of us talked"):
            self._review(call, self.lena)

    # ------------------------------------------------------------
    # FEEDBACK
    # ------------------------------------------------------------

    def test_feedback_and_reply(self):
        review = self._review(self.call, self.lena, finish=False)
        review.write_comment("Well listened")
        for word, answer in (
            ("Listens", {"points": 4}),
            ("Agrees", {"points": 1}),
            ("Knows", {"na": True}),
        ):
            review.answer_question(self._key(review, word), answer)
        review.finish()
        message = review.sudo().message_ids.filtered("partner_ids")
        self.assertEqual(message.partner_ids, self.anna.partner_id)
        self.assertIn("Well listened", message.body)
        self.assertIn("85", message.body)
        task = review.sudo().activity_ids
        self.assertEqual(task.user_id, self.anna)
        mine = review.with_user(self.anna)
        form = mine.acknowledge("Will do <b>so</b>")
        self.assertEqual(form["reply"], "Will do <b>so</b>")
        self.assertFalse(review.sudo().activity_ids)
        reply = review.sudo().message_ids.filtered("partner_ids")[0]
        self.assertEqual(reply.author_id, self.anna.partner_id)
        self.assertEqual(reply.partner_ids, self.lena.partner_id)
        self.assertNotIn("<b>", reply.body)

    def test_nobody_else_takes_note(self):
        review = self._mark(self.call, self.lena, 4)
        for user in (self.lena, self.max):
            with self.assertRaises(AccessError):
                review.with_user(user).acknowledge("Fine")

    def test_a_low_mark_makes_a_coaching_task(self):
        review = self._mark(self.call, self.max, 1)
        # (3 x 1/5 + 1) / 4
        self.assertEqual((review.score, review.level), (40, "low"))
        task = review.sudo().activity_ids.filtered(lambda one: one.user_id == self.lena)
        self.assertEqual(task.summary, "Coach Anna")
        # Tuesday and three working days.
        self.assertEqual(task.date_deadline, fields.Date.to_date("2017-08-18"))
        self.assertIn("40", task.note)
        self.assertIn("of 3:00 was", task.note)

    def test_working_days_are_those_of_the_head(self):
        """A weekend lies between; the leader is away on Monday."""
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "company_id": self.company.id,
                "resource_id": self.env["resource.resource"]
                .create(
                    {
                        "name": "Lena",
                        "user_id": self.lena.id,
                        "company_id": self.company.id,
                        "calendar_id": self.company.resource_calendar_id.id,
                        "tz": "Europe/Brussels",
                    }
                )
                .id,
                "date_from": "2017-08-21 00:00:00",
                "date_to": "2017-08-21 22:00:00",
            }
        )
        self.card.coaching_days = 4
        review = self._mark(self.call, self.max, 1)
        task = review.sudo().activity_ids.filtered(lambda one: one.user_id == self.lena)
        self.assertEqual(task.date_deadline, fields.Date.to_date("2017-08-22"))

    def test_a_good_mark_makes_none(self):
        review = self._mark(self.call, self.max, 5)
        self.assertEqual(review.sudo().activity_ids.user_id, self.anna)

    def test_who_leads_is_coached_by_the_head_of_sales(self):
        self.company.sales_head_id = self.ada
        call = self._create_calls(user=self.lena, team_id=self.north.id)
        call.leg_ids.team_id = self.north
        review = self._mark(call, self.max, 1)
        self.assertEqual(review.sudo().activity_ids.user_id, self.lena | self.ada)

    def test_again(self):
        review = self._mark(self.call, self.max, 1)
        with self.assertRaises(AccessError):
            review.with_user(self.lena).reopen()
        review.reopen()
        self.assertFalse(review.sudo().activity_ids)
        with (
            mute_logger("odoo.addons.base.models.ir_rule"),
            self.assertRaises(AccessError),
        ):
            review.with_user(self.anna).get_form()
        review.answer_question(self._key(review, "Listens"), {"points": 5})
        review.finish()
        self.assertEqual(review.sudo().activity_ids.user_id, self.anna)
        with self._assert_refused("open it again"):
            review.answer_question(self._key(review, "Listens"), {"points": 1})

    def test_of_the_own_call(self):
        """It is kept, and nobody is told."""
        review = self._mark(self.call, self.anna, 1)
        self.assertTrue(review.is_self)
        self.assertFalse(review.sudo().activity_ids)
        self.assertFalse(review.sudo().message_ids.filtered("partner_ids"))

    # ------------------------------------------------------------
    # AGREEMENT
    # ------------------------------------------------------------

    def test_agreement(self):
        one = self._mark(self.call, self.lena, 4)
        self.assertFalse(one.get_form()["agreement"])
        other = self._review(self.call, self.max, finish=False, Listens={"points": 2})
        self.assertFalse(other.get_form()["agreement"], "Not while marking")
        other.answer_question(self._key(other, "Agrees"), {"points": 1})
        other.answer_question(self._key(other, "Knows"), {"na": True})
        other.finish()
        self._mark(self.call, self.anna, 5)
        # Of three answers two are the same; 4/5 and 2/5 and twice the same: 40 / 2.
        self.assertEqual(
            other.get_form()["agreement"], {"share": 66.7, "gap": 20.0, "pairs": 1}
        )
        self.assertEqual(one.get_form()["agreement"], other.get_form()["agreement"])

    # ------------------------------------------------------------
    # THE SCREEN
    # ------------------------------------------------------------

    def test_the_form_brings_the_script_of_the_stage(self):
        script = self.env["sales.script"].create(
            {
                "name": "Ask",
                "stage_ids": [Command.set(self.talk.ids)],
                "step_ids": [
                    Command.create({"kind": "say", "name": "Hello {client}"}),
                    Command.create({"kind": "ask", "name": "Budget?", "sequence": 20}),
                ],
            }
        )
        script.action_publish()
        deal = self._create_deals(stage=self.talk, partner_id=self.client.id)
        steps = deal.with_user(self.anna).get_sales_script()["steps"]
        deal.with_user(self.anna).answer_sales_script(steps[0]["key"])
        deal.with_user(self.anna).answer_sales_script(
            steps[1]["key"], {"value": "A lot"}
        )
        call = self._create_calls(lead_id=deal.id, stage_id=self.talk.id)
        deal.stage_id = self.offer
        form = self._review(call, self.lena, finish=False).get_form()
        self.assertEqual(form["script"]["name"], "Ask")
        self.assertEqual(
            [
                (one["name"], one["answer"], one["is_gone"])
                for one in form["script"]["steps"]
            ],
            [("Hello Old Client", "", True), ("Budget?", "A lot", True)],
        )
        self.assertEqual(form["call"]["stage"], "Talk")
        self.assertEqual(form["call"]["talk_seconds"], 180)

    def test_a_long_comment(self):
        review = self._review(self.call, self.lena, finish=False)
        with self._assert_refused("more than 10000 characters"):
            review.write_comment("x" * 10_001)
