from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReviewCommon


@tagged("post_install", "-at_install")
class TestAgreementReport(ReviewCommon):
    """Which question is understood differently, over many talks."""

    def setUp(self):
        super().setUp()
        self.rows = self.env["pbx.review.agreement.report"]
        self.calls = self._create_calls(2)
        self.one = self._mark(self.calls[0], self.lena, 4)
        self.other = self._mark(self.calls[0], self.max, 2)
        self._mark(self.calls[1], self.lena, 3)
        self._mark(self.calls[1], self.max, 3, step=0)

    def _sums(self, *groups, domain=()):
        self.env.flush_all()
        rows = self.rows._read_group(
            domain,
            groups,
            ["call_id:count_distinct", "same_percent:avg", "gap:avg", "difference:avg"],
        )
        return {row[: len(groups)]: row[len(groups) :] for row in rows}

    def test_by_question(self):
        sums = self._sums("question")
        # 80 and 40 points in the first talk, 60 twice in the second.
        self.assertEqual(sums["Listens",], (2, 50, 20, 0))
        # Both yes in the first; yes and no in the second.
        self.assertEqual(sums["Agrees on a next step",], (2, 50, 50, 0))
        # Nobody asked: the same, without marks that could be apart.
        talks, same, *apart = sums["Knows who decides",]
        self.assertEqual((talks, same), (2, 100))
        self.assertFalse(any(apart))
        self.assertEqual(len(sums), 3, "texts are nobody's mark")

    def test_by_reviewer(self):
        sums = self._sums("reviewer_id", "other_id", domain=[("kind", "=", "range")])
        self.assertEqual(sums[self.lena, self.max], (2, 50, 20, 20))
        self.assertEqual(sums[self.max, self.lena], (2, 50, 20, -20))
        self.assertEqual(len(sums), 2)

    def test_it_is_the_agreement_of_the_form(self):
        """Of three reviewers of one talk too: every pair counts."""
        self._mark(self.calls[0], self.ada, 5, step=0)
        told = self.one.get_form()["agreement"]
        [(_calls, same, gap, difference)] = self._sums(
            domain=[("call_id", "=", self.calls[0].id)]
        ).values()
        self.assertAlmostEqual(same, told["share"], 1)
        self.assertAlmostEqual(gap, told["gap"], 1)
        self.assertEqual((told["pairs"], difference), (3, 0))

    def test_what_does_not_count(self):
        """The own talk, what is not done, and another version of the scorecard."""
        before = self._sums("question")
        self._mark(self.calls[0], self.anna, 0)
        self._review(self.calls[0], self.ada, finish=False, Listens={"points": 0})
        self.assertEqual(self._sums("question"), before)
        [call] = self._create_calls()
        self._mark(call, self.lena, 5)
        self.card.question_ids[0].hint = "5: the client talks nearly all the time."
        self.card.action_publish()
        self._mark(call, self.max, 0)
        self.assertEqual(self._sums("question"), before)

    def test_of_each_row_the_review_opens(self):
        self.env.flush_all()
        row = self.rows.search([("review_id", "=", self.one.id)], limit=1)
        self.assertEqual(row.other_review_id, self.other)
        self.assertEqual(row.date, max(self.one.date_done, self.other.date_done))
        self.assertEqual(row.action_open_review()["res_id"], self.one.id)

    def test_who_sees_it(self):
        """Leaders of the teams they lead, heads all; salespeople nothing."""
        south = self._create_calls(user=self.carl)
        self._mark(south, self.max, 1)
        self._mark(south, self.ada, 5)
        self.env.flush_all()
        seen = {
            user: self.rows.with_user(user).search([]).call_id
            for user in (self.lena, self.max, self.ada)
        }
        self.assertEqual(seen[self.lena], self.calls)
        self.assertEqual(seen[self.max], self.calls | south)
        self.assertEqual(seen[self.ada], self.calls | south)
        with mute_logger("odoo.addons.base.models.ir_model"):
            self.assertFalse(self.rows.with_user(self.anna).has_access("read"))
        # Who talked in it has gone to another team since, and that one's leader marked.
        self.one.sudo().team_id = self.south
        self.env.flush_all()
        seen = self.rows.with_user(self.lena).search([]).call_id
        self.assertEqual(seen, self.calls[1])
