from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MONDAY, SubjectCommon

LATER = MONDAY + timedelta(days=30)


@tagged("post_install", "-at_install")
class TestVariants(SubjectCommon):
    def setUp(self):
        super().setUp()
        clock = freeze_time(LATER)
        clock.start()
        self.addCleanup(clock.stop)
        self.step = self._add_step()
        self.one = self._write_letter(self.step, subject="One")
        self.two = self._write_letter(self.step, subject="Two")

    def _send_days(self, opened_one, opened_two, days=4, letters=150):
        for day in range(days):
            moment = MONDAY + timedelta(days=day)
            self._send(self.one, letters, opened_one, moment=moment)
            self._send(self.two, letters, opened_two, moment=moment)
        self.step.invalidate_recordset()

    def test_one_letter_is_not_compared(self):
        step = self._add_step()
        self._write_letter(step)
        self.assertFalse(step.variant_verdict)
        self.assertFalse(step.variant_text)
        self.assertFalse(step.has_variants)

    def test_a_clear_winner(self):
        self._send_days(30, 60)
        self.assertEqual(self.step.variant_verdict, "winner")
        self.assertEqual(self.step.winner_id, self.two)
        self.assertRegex(self.step.variant_text, "“Two” is opened more, sure to 99.9 %")
        self.step.action_send_winner()
        self.assertEqual((self.one.chain_weight, self.two.chain_weight), (0, 1))
        self.assertFalse(self.step.can_send_winner)
        self.assertIn("“Two” is opened more", self.chain.message_ids[0].body)

    def test_salespeople_see_what_is_known(self):
        self._send_days(30, 60)
        seen = self.step.with_user(self.anna)
        self.assertRegex(seen.variant_text, "“Two” is opened more")
        with self.assertRaises(AccessError):
            seen.action_send_winner()

    def test_a_lead_may_be_chance(self):
        self._send_days(30, 36, days=1)
        self.assertEqual(self.step.variant_verdict, "open")
        self.assertFalse(self.step.winner_id)
        self.assertRegex(self.step.variant_text, "“Two” is ahead.* [0-9]+ more letters")
        with self._assert_refused("has no winner yet"):
            self.step.action_send_winner()
        self.assertEqual((self.one.chain_weight, self.two.chain_weight), (1, 1))

    def test_nothing_between_them(self):
        self._send_days(30, 30)
        self.assertRegex(self.step.variant_text, "No difference to be seen")

    def test_blocks_are_days_of_what_is_settled(self):
        """Days are whole, three days old; later opens do not count, bounces neither."""
        self._send(self.one, 10, 4, bounced=2)
        self._send(self.two, 10, 4, after=24 * 3 + 1)
        self._send(
            self.one, 6, 6, moment=MONDAY + timedelta(days=1), is_test_trace=True
        )
        self._send(self.two, 5, 1, moment=MONDAY + timedelta(days=1))
        fresh = LATER - timedelta(days=2)
        self._send(self.one, 50, 50, moment=fresh)
        blocks = self.step._get_variant_blocks(LATER)
        self.assertEqual(
            blocks[self.step],
            [{self.one: (8, 4), self.two: (10, 0)}, {self.two: (5, 1)}],
        )

    def test_steps_with_variants_are_found(self):
        alone = self._add_step()
        self._write_letter(alone)
        found = self.env["mailing.chain.step"].search([("has_variants", "=", True)])
        self.assertIn(self.step, found)
        self.assertNotIn(alone, found)

    def test_queries_do_not_grow_with_steps(self):
        self._send_days(30, 36, days=1)
        steps = self.step
        for _number in range(4):
            step = self._add_step()
            for subject in ("A", "B"):
                self._send(self._write_letter(step, subject=subject), 5, 1)
            steps |= step
        counts = []
        for some in (self.step, steps):
            self.env.invalidate_all()
            some.mapped("mailing_ids.subject")
            before = self.env.cr.sql_log_count
            some._judge_variants()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    # ------------------------------------------------------------
    # BY ITSELF
    # ------------------------------------------------------------

    def _choose(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency_mailing.ir_cron_choose_winners"
            ).method_direct_trigger()
        return self.one.chain_weight, self.two.chain_weight

    def test_the_winner_is_sent_by_itself_where_wanted(self):
        self._send_days(30, 60)
        self.chain.state = "running"
        self.assertEqual(self._choose(), (1, 1))
        self.step.auto_winner = True
        self.chain.state = "paused"
        self.assertEqual(self._choose(), (1, 1))
        self.chain.state = "running"
        self.assertEqual(self._choose(), (0, 1))
        said = len(self.chain.message_ids)
        self.assertEqual(self._choose(), (0, 1))
        self.assertEqual(len(self.chain.message_ids), said)

    def test_without_a_winner_both_go_on(self):
        self._send_days(30, 36, days=1)
        self.chain.state = "running"
        self.step.auto_winner = True
        self.assertEqual(self._choose(), (1, 1))
