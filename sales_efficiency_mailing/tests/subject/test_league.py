from math import sqrt

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import MONDAY, SubjectCommon


def _bounds(cases, total):
    """Return the roots of (share - x)² = z² x (1 - x) / n, in percent."""
    z = 1.959964
    share = cases / total
    a, b, c = 1 + z * z / total, -(2 * share + z * z / total), share * share
    root = sqrt(b * b - 4 * a * c)
    return 100 * (-b - root) / 2 / a, 100 * (-b + root) / 2 / a


@tagged("post_install", "-at_install")
class TestLeague(SubjectCommon):
    def test_a_row_counts_what_people_did(self):
        step = self._add_step()
        letter = self._write_letter(step, subject="Is {{ object.name }} ready for 5?")
        self._send(letter, 20, 8, clicked=3, replied=1, bounced=4)
        self._send(letter, 5, 5, is_test_trace=True)
        self._send(letter, 2, trace_status="outgoing", sent_datetime=False)
        row = self._rows(letter)
        self.assertEqual(
            (row.subject, row.chain_id, row.step_id, row.company_id, row.user_id),
            (letter.subject, self.chain, step, self.company, self.ada),
        )
        self.assertEqual((row.sent, row.reached, row.bounced), (20, 16, 4))
        self.assertEqual((row.opened, row.clicked, row.replied), (8, 3, 1))
        self.assertEqual(row.date, MONDAY)
        self.assertAlmostEqual(row.open_rate, 50)
        self.assertAlmostEqual(row.click_rate, 100 * 3 / 16)
        low, high = _bounds(8, 16)
        self.assertAlmostEqual(row.open_low, low, 4)
        self.assertAlmostEqual(row.open_high, high, 4)
        self.assertEqual(row.open_likely, f"{low:.0f}–{high:.0f} %")
        self.assertEqual((row.word_count, row.length, row.band), (3, 15, "short"))
        self.assertTrue(row.has_question and row.has_number and row.has_name)
        self.assertFalse(row.has_emoji)

    def test_small_samples_do_not_win(self):
        few = self._mail("Few", 2, 2)
        many = self._mail("Many", 300, 150)
        some = self._mail("Some", 100, 40)
        rows = self._rows(few | many | some)
        self.assertEqual(rows.mapped("subject"), ["Many", "Few", "Some"])
        self.assertGreater(rows[1].open_rate, rows[0].open_rate)

    def test_what_was_not_sent_has_no_row(self):
        self.assertFalse(self._rows(self._write_letter(self._add_step())))

    def test_what_was_opened_has_arrived(self):
        """A server may refuse it for one recipient behind the address."""
        mailing = self._mail("Bounced", 3, 3, bounced=2)
        self.assertEqual(self._rows(mailing).reached, 3)

    def test_groups_have_the_rate_of_their_sums(self):
        one = self._mail("Same", 10, 10)
        two = self._mail("Same", 190, 10)
        [(subject, rate, low, high, reached)] = self.league._read_group(
            [("mailing_id", "in", (one | two).ids)],
            ["subject"],
            ["open_rate:avg", "open_low:avg", "open_high:avg", "reached:sum"],
        )
        self.assertEqual((subject, reached), ("Same", 200))
        self.assertAlmostEqual(rate, 10)
        for value, bound in zip((low, high), _bounds(20, 200), strict=True):
            self.assertAlmostEqual(value, bound, 4)

    def test_groups_are_sorted_by_their_rate(self):
        mailings = self._mail("Low", 50, 10) | self._mail("High", 10, 9)
        groups = self.league._read_group(
            [("mailing_id", "in", mailings.ids)],
            ["subject"],
            ["open_rate:avg"],
            order="open_rate:avg DESC",
        )
        self.assertEqual([subject for subject, _rate in groups], ["High", "Low"])

    def test_pivot_and_list(self):
        mailings = self._mail("A", 10, 5) | self._mail("B", 10, 1)
        domain = [("mailing_id", "in", mailings.ids)]
        sets = self.league.formatted_read_grouping_sets(
            domain, [[], ["subject"]], ["open_rate:avg", "sent:sum"]
        )
        self.assertAlmostEqual(sets[0][0]["open_rate:avg"], 30)
        self.assertEqual(sets[0][0]["sent:sum"], 20)
        self.assertEqual([round(group["open_rate:avg"]) for group in sets[1]], [50, 10])
        found = self.league.web_search_read(
            domain, {"subject": {}, "open_likely": {}}, limit=1
        )
        self.assertEqual(found["length"], 2)
        self.assertEqual(found["records"][0]["subject"], "A")

    def test_queries_do_not_grow(self):
        mailings = self._mail("A", 3, 1)

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._rows(mailings).mapped("open_rate")
            return self.env.cr.sql_log_count - before

        count()
        one = count()
        for number in range(8):
            mailings |= self._mail(f"Subject {number}", 3, number % 3)
        self.assertEqual(count(), one)

    def test_letter_knows_its_figures(self):
        step = self._add_step()
        sent = self._write_letter(step)
        fresh = self._write_letter(step, subject="Not sent")
        self._send(sent, 10, 4)
        self.assertEqual((sent.subject_reached, sent.subject_opened), (10, 4))
        self.assertAlmostEqual(sent.subject_rate, 40)
        self.assertEqual(sent.subject_likely, self._rows(sent).open_likely)
        self.assertEqual((fresh.subject_reached, fresh.subject_rate), (0, 0))
        self.assertFalse(fresh.subject_likely)

    # ------------------------------------------------------------
    # ACCESS
    # ------------------------------------------------------------

    def test_writers_and_leaders_see_it(self):
        mailing = self._mail("Seen", 4, 1)
        for user in (self.ada, self.lena, self.max):
            rows = self.league.with_user(user).search([("mailing_id", "=", mailing.id)])
            self.assertEqual(rows.opened, 1)
        for user in (self.anna, new_test_user(self.env, login="sales_outsider")):
            for model in (
                "mailing.subject.report",
                "mailing.subject.word.report",
                "mailing.chain.report",
            ):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        writer = new_test_user(
            self.env,
            login="other_writer",
            groups="mass_mailing.group_mass_mailing_user",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        letter = self._write_letter(self._add_step(), subject="Ours")
        self._send(letter, 5, 1)
        alone = self._mail("Of nobody", 5, 1)
        found = (
            self.league.with_user(writer)
            .with_context(allowed_company_ids=company.ids)
            .search([("mailing_id", "in", (letter | alone).ids)])
        )
        self.assertEqual(found.mapped("subject"), ["Of nobody"])
