from odoo.tests import tagged

from odoo.addons.sales_efficiency.models.live.res_company import BOARD_CHANGED

from .common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewLive(ReviewCommon):
    """Boards hear of reviews that are done and of calls that are listened to."""

    def setUp(self):
        super().setUp()
        self.call = self._create_calls()
        self._is_told()

    def _is_told(self):
        """Let the transaction end and tell whether boards heard of it."""
        self.env.cr.flush()
        told = self.env["bus.bus"].sudo().search([])
        result = any(BOARD_CHANGED in one.message for one in told)
        told.unlink()
        return result

    def test_a_review(self):
        review = self._review(self.call, self.lena, finish=False, Listens={"points": 4})
        review.write_comment("Well")
        self.assertFalse(self._is_told(), "Nothing is done yet")
        review.answer_question(self._key(review, "Agrees"), {"points": 1})
        review.answer_question(self._key(review, "Knows"), {"na": True})
        review.finish()
        self.assertTrue(self._is_told())
        review.reopen()
        self.assertTrue(self._is_told())

    def test_a_call_to_listen_to(self):
        row = self.env["pbx.listening"].create(
            {
                "user_id": self.anna.id,
                "company_id": self.company.id,
                "head_id": self.lena.id,
                "call_id": self.call.id,
                "day": self.now.date(),
                "rank": 1,
                "seed": "seed",
            }
        )
        self.assertTrue(self._is_told())
        row.state = "overdue"
        self.assertTrue(self._is_told())
        row.talk_seconds = 5
        self.assertFalse(self._is_told())
