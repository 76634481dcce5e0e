from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReviewCommon


@tagged("post_install", "-at_install")
class TestScorecard(ReviewCommon):
    """Versions do not change, and each talk gets the scorecard that fits best."""

    def test_a_published_version_stays_as_it_is(self):
        first = self.card.version_id
        content = first.content
        self.assertEqual(self.card.state, "published")
        self.card.question_ids[0].write({"name": "Hears", "weight": 7})
        self.assertEqual(self.card.state, "changed")
        self.assertEqual(first.content, content)
        self.card.action_publish()
        second = self.card.version_id
        self.assertEqual((first.number, second.number), (1, 2))
        self.assertEqual(first.content, content)
        self.assertEqual(second.content["questions"][0]["name"], "Hears")
        self.assertEqual(second.content["questions"][0]["weight"], 7)
        self.card.action_publish()
        self.assertEqual(self.card.version_id, second)

    def test_a_question_that_goes_stays_in_its_reviews(self):
        call = self._create_calls()
        review = self._mark(call, self.lena, 4)
        self.card.question_ids[0].unlink()
        self.card.action_publish()
        other = self._review(call, self.max, Agrees={"points": 1}, Knows={"na": True})
        self.assertEqual(len(review.sudo().answer_ids), 3)
        self.assertEqual(review.score, 85)
        self.assertEqual(other.sudo().version_id.number, 2)
        # Marks of different questions are not compared.
        self.assertFalse(review.get_form()["agreement"])

    def test_an_order_of_its_own_is_a_change(self):
        self.card.question_ids[0].sequence = 99
        self.assertEqual(self.card.state, "changed")

    def test_what_cannot_be_answered_is_not_published(self):
        card = self.env["pbx.scorecard"].create({"name": "Empty"})
        with self._assert_refused("nothing to give marks for"):
            card.action_publish()
        card.question_ids = [
            Command.create({"name": "Choose", "kind": "choice"}),
        ]
        with self._assert_refused("Choose has nothing to choose from"):
            card.action_publish()

    def test_a_used_scorecard_is_kept(self):
        self._mark(self._create_calls(), self.lena, 4)
        with self._assert_refused("archive the scorecard"):
            self.card.unlink()
        unused = self._create_card("Unused")
        unused.unlink()
        self.assertFalse(unused.exists())

    def test_a_copy_has_a_draft_of_its_own(self):
        copy = self.card.copy()
        self.assertEqual(copy.name, "Talk (copy)")
        self.assertEqual(copy.state, "draft")
        self.assertEqual(len(copy.question_ids), 4)
        self.assertEqual(
            copy.question_ids[2].option_ids.mapped("share"),
            self.card.question_ids[2].option_ids.mapped("share"),
        )
        copy.question_ids[2].option_ids.unlink()
        self.assertEqual(self.card.state, "published")

    def test_thresholds(self):
        for values in (
            {"low_percent": 90},
            {"high_percent": 101},
            {"coaching_days": 0},
        ):
            with (
                self.subTest(**values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self.card.write(values)
                self.card.flush_recordset()

    # ------------------------------------------------------------
    # WHICH ONE
    # ------------------------------------------------------------

    def _chosen(self, call):
        return self.env["pbx.scorecard"]._choose(call)

    def test_the_most_specific_one_that_fits(self):
        deal = self._create_deals(stage=self.talk)
        call = self._create_calls(lead_id=deal.id, stage_id=self.talk.id)
        self.assertEqual(
            self._chosen(call), (self.card, "The scorecard for every talk.")
        )
        out = self._create_card("Out", direction="out")
        self._create_card("In", direction="in")
        self.assertEqual(self._chosen(call)[0], out)
        stage = self._create_card("Stage", stage_ids=[Command.set(self.talk.ids)])
        self._create_card("Elsewhere", stage_ids=[Command.set(self.offer.ids)])
        self.assertEqual(self._chosen(call)[0], stage)
        script = self.env["sales.script"].create(
            {
                "name": "Ask",
                "stage_ids": [Command.set(self.talk.ids)],
                "step_ids": [Command.create({"kind": "say", "name": "Hello"})],
            }
        )
        script.action_publish()
        scripted = self._create_card("Script", script_ids=[Command.set(script.ids)])
        card, why = self._chosen(call)
        self.assertEqual(card, scripted)
        self.assertIn("script Ask", why)
        deal.stage_id = self.offer
        self.assertEqual(self._chosen(call)[0], stage, "The script then is not known")

    def test_first_and_later_talks(self):
        first = self._create_card("First", talk="first")
        later = self._create_card("Later", talk="later")
        one = self._create_calls(days_ago=3, phone_sanitized="+32470111111")
        other = self._create_calls(days_ago=2, phone_sanitized="+32470111111")
        self.assertEqual(self._chosen(one)[0], first)
        self.assertEqual(self._chosen(other)[0], later)
        one.talk_seconds = 0
        self.assertEqual(self._chosen(other)[0], first, "Nobody had talked")

    def test_drafts_archived_and_others_are_for_nobody(self):
        call = self._create_calls()
        self._create_card("Draft", direction="out", publish=False)
        self._create_card("Gone", direction="out", active=False)
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self._create_card("Theirs", direction="out", company_id=company.id)
        self.assertEqual(self._chosen(call)[0], self.card)
        self.card.active = False
        with self._assert_refused("no scorecard for this call"):
            self._mark(call, self.lena, 4)

    def test_the_ones_to_begin_with(self):
        for name in ("first", "later"):
            card = self.env.ref(f"sales_efficiency_telephony.pbx_scorecard_{name}")
            self.assertEqual(card.version_id.number, 1)
            self.assertEqual(card.version_id.content, card._get_content())
