import random
from unittest.mock import patch

from odoo.tests import tagged

from .common import SubjectCommon


@tagged("post_install", "-at_install")
class TestWords(SubjectCommon):
    """Words against a department where letters with "free" are opened far more."""

    def setUp(self):
        super().setUp()
        self.report = self.env["mailing.subject.word.report"]
        dice = random.Random(9)
        self.sent = []
        for number in range(24):
            words = dice.sample(["alpha", "beta", "gamma", "delta", "omega"], 2)
            rate = dice.gauss(0.3, 0.03)
            if number % 3 == 0:
                words.append("free")
                rate += 0.3
            if number == 5:
                words.append("once")
            self.sent.append((" ".join(words).title(), 1000, round(1000 * rate)))
        # The league is what the words are taken from; its own tests send letters.
        league = [
            {"id": index, "subject": subject, "reached": reached, "opened": opened}
            for index, (subject, reached, opened) in enumerate(self.sent, 1)
        ]
        patcher = patch.object(
            self.registry["mailing.subject.report"],
            "search_read",
            lambda *_args, **_kwargs: league,
        )
        patcher.start()
        self.addCleanup(patcher.stop)

    def _get(self, key):
        return self.report.search([("key", "=", key)])

    def test_sums_are_those_of_the_mailings_with_it(self):
        for word in ("free", "alpha"):
            own = [row for row in self.sent if word.title() in row[0].split()]
            rest = [row for row in self.sent if row not in own]
            rate, other = (
                100 * sum(row[2] for row in rows) / sum(row[1] for row in rows)
                for rows in (own, rest)
            )
            row = self._get(word)
            self.assertEqual(row.mailings, len(own))
            self.assertEqual(row.opened, sum(row[2] for row in own))
            self.assertAlmostEqual(row.open_rate, rate)
            # Of "alpha" it may be chance.
            told = rate - other if word == "free" else 0
            self.assertAlmostEqual(row.difference, told)

    def test_only_what_is_told_apart_is_told(self):
        free = self._get("free")
        self.assertEqual(free.verdict, "more")
        self.assertLess(free.difference_low, 30)
        self.assertGreater(free.difference_high, 30)
        self.assertEqual(
            free.difference_likely,
            f"{free.difference_low:+.1f} to {free.difference_high:+.1f}",
        )
        self.assertEqual(self._get("alpha").verdict, "unknown")
        self.assertFalse(self._get("alpha").difference_likely)
        self.assertEqual(self.report.search([])[0], free)

    def test_a_word_of_one_mailing_is_not_listed(self):
        self.assertFalse(self._get("once"))

    def test_lengths_are_named(self):
        row = self.report.search([("kind", "=", "length")])
        self.assertEqual(row.name, "Up to 30 characters")
        self.assertEqual((row.mailings, row.verdict), (24, "unknown"))

    def test_mailings_with_it_are_opened(self):
        action = self._get("free").action_open_mailings()
        [(name, operator, ids)] = action["domain"]
        self.assertEqual((name, operator), ("id", "in"))
        self.assertEqual(ids, list(range(1, 25, 3)))
