from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReviewCommon

QUIET = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
CARDS = ("pbx.scorecard", "pbx.scorecard.question", "pbx.scorecard.option")


@tagged("post_install", "-at_install")
class TestReviewAccess(ReviewCommon):
    """Own calls once done, those of the teams one leads, all of the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls._create_stranger()

    def setUp(self):
        super().setUp()
        self.call = self._create_calls()
        self.south_call = self._create_calls(user=self.carl)

    def _as(self, records, user):
        """Return records as somebody sees them in the own companies."""
        companies = user.company_ids.ids
        return records.with_user(user).with_context(allowed_company_ids=companies)

    def _seen(self, name, user):
        return self._as(self.env[name], user).search([])

    def _read(self, records, user):
        return self._as(records, user).has_access("read")

    def test_reviews(self):
        draft = self._review(self.call, self.max, finish=False)
        for user in (self.anna, self.boris, self.lena, self.stranger):
            self.assertNotIn(draft, self._seen("pbx.review", user))
        done = self._mark(self.call, self.lena, 4)
        south = self._mark(self.south_call, self.max, 4)
        seen = {
            user: self._seen("pbx.review", user) & (draft | done | south)
            for user in (
                *(self.anna, self.boris, self.carl),
                *(self.lena, self.max, self.ada, self.stranger),
            )
        }
        self.assertEqual(seen[self.anna], done)
        self.assertFalse(seen[self.boris])
        self.assertEqual(seen[self.carl], south)
        self.assertEqual(seen[self.lena], done)
        self.assertEqual(seen[self.max], draft | done | south)
        self.assertEqual(seen[self.ada], draft | done | south)
        self.assertFalse(seen[self.stranger])
        for user, reviews in seen.items():
            answers = self._seen("pbx.review.answer", user)
            self.assertEqual(answers.review_id, reviews - draft, user.name)
            rows = self._seen("pbx.review.report", user)
            self.assertEqual(rows.review_id, reviews - draft, user.name)
            rows = self._seen("pbx.review.answer.report", user)
            self.assertEqual(rows.review_id, reviews - draft, user.name)

    @mute_logger(*QUIET)
    def test_nobody_writes_reviews_past_the_screen(self):
        review = self._mark(self.call, self.lena, 4)
        for record in (review, review.sudo().answer_ids[:1], self.card.version_id):
            for user in (self.anna, self.lena, self.max, self.ada):
                for operation in ("write", "create"):
                    self.assertFalse(record.with_user(user).has_access(operation))
        for user in (self.anna, self.lena, self.max):
            self.assertFalse(review.with_user(user).has_access("unlink"))

    @mute_logger(*QUIET)
    def test_who_may_review(self):
        for user in (self.boris, self.carl, self.stranger):
            with self.assertRaises(AccessError):
                self._review(self.call, user, finish=False)
        with self.assertRaises(AccessError):
            self._review(self.south_call, self.lena, finish=False)
        for user in (self.anna, self.lena, self.max, self.ada):
            self.assertEqual(
                self._review(self.call, user, finish=False).reviewer_id, user
            )

    @mute_logger(*QUIET)
    def test_a_colleague_who_talked_too_is_not_the_own_call(self):
        """Boris may open the call he talked in, and not judge Anna."""
        self.call.leg_ids = [self._leg(self.boris, self.call.started_at, 30)]
        with self.assertRaises(AccessError):
            self._review(self.call, self.boris, person=self.anna, finish=False)
        review = self._review(self.call, self.boris, person=self.boris, finish=False)
        with self.assertRaises(AccessError):
            review.set_person(self.anna.id)

    @mute_logger(*QUIET)
    def test_no_review_is_another_ones(self):
        review = self._review(self.call, self.lena, finish=False)
        key = self._key(review, "Listens")
        acts = (
            ("answer_question", key, {"points": 0}),
            ("write_comment", "No"),
            ("set_person", self.anna.id),
            ("finish",),
        )
        for user in (self.anna, self.boris, self.max, self.stranger):
            for method, *args in acts:
                with (
                    self.subTest(method, user=user.name),
                    self.assertRaises(AccessError),
                ):
                    getattr(self._as(review, user), method)(*args)
        self.assertFalse(review.answer_ids)

    @mute_logger(*QUIET)
    def test_scorecards(self):
        for name in CARDS:
            records = self.env[name]
            for user in (self.anna, self.lena):
                self.assertTrue(records.with_user(user).has_access("read"))
                self.assertFalse(records.with_user(user).has_access("write"))
            for user in (self.max, self.ada):
                self.assertTrue(records.with_user(user).has_access("unlink"))
        with self.assertRaises(AccessError):
            self.card.with_user(self.lena).action_publish()
        self.card.company_id = self.company
        for record in (
            *(self.card, self.card.version_id, self.card.question_ids),
            self.card.question_ids.option_ids,
        ):
            self.assertTrue(self._read(record, self.anna), record)
            self.assertFalse(self._read(record, self.stranger), record)

    @mute_logger(*QUIET)
    def test_listening(self):
        rows = self.env["pbx.listening"].create(
            [
                {
                    "user_id": call.user_id.id,
                    "company_id": self.company.id,
                    "team_id": call.team_id.id,
                    "head_id": head.id,
                    "call_id": call.id,
                    "day": self.now.date(),
                    "rank": 1,
                    "seed": "seed",
                }
                for call, head in (
                    (self.call, self.lena),
                    (self.south_call, self.max),
                    (
                        self._create_calls(user=self.lena, team_id=self.north.id),
                        self.max,
                    ),
                )
            ]
        )
        listening = self.env["pbx.listening"]
        self.assertFalse(listening.with_user(self.anna).has_access("read"))
        self.assertEqual(self._seen("pbx.listening", self.lena), rows[0])
        self.assertEqual(self._seen("pbx.listening", self.max), rows)
        self.assertFalse(self._seen("pbx.listening", self.stranger))
        for user in (self.lena, self.max, self.ada):
            for operation in ("write", "create", "unlink"):
                self.assertFalse(rows.with_user(user).has_access(operation))

    @mute_logger(*QUIET)
    def test_settings(self):
        for user in (self.anna, self.lena, self.max):
            with self.assertRaises(AccessError):
                self.company.with_user(user).pbx_listening_count = 0
        # Settings are opened by who administers the database, too.
        self.ada.group_ids += self.env.ref("base.group_system")
        settings = self.env["res.config.settings"].with_user(self.ada)
        settings.create({"pbx_listening_count": 3}).execute()
        self.assertEqual(self.company.pbx_listening_count, 3)
