from odoo import fields
from odoo.tests import HttpCase, tagged

from ..recording.common import make_wav
from .common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewTour(ReviewCommon, HttpCase):
    """A leader listens to a call and marks it, by mouse and keyboard."""

    now = fields.Datetime.now()

    def test_tour(self):
        call = self._create_calls(record=False, partner_id=self.client.id)
        self._record_calls(call, state="waiting")._settle(make_wav(2), None)
        row = self.env["pbx.listening"].create(
            {
                "user_id": self.anna.id,
                "company_id": self.company.id,
                "team_id": self.north.id,
                "head_id": self.lena.id,
                "call_id": call.id,
                "day": fields.Date.today(),
                "rank": 1,
                "seed": "seed",
            }
        )
        self.start_tour("/odoo/sales-listening", "pbx_review", login=self.lena.login)
        self.env.invalidate_all()
        self.assertEqual(row.state, "done")
        review = row.review_id
        self.assertEqual((review.score, review.level), (40, "low"))
        self.assertEqual(review.comment, "Let the client finish")
        self.assertEqual(review.activity_ids.user_id, self.anna | self.lena)
