from collections import Counter
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import RandomCalls

OPTIONS = {"date_from": "2017-08-01", "date_to": "2017-08-31"}
MISSED = ("missed", "abandoned", "voicemail")


@tagged("post_install", "-at_install")
class TestCallHeatMap(RandomCalls):
    """Hours by weekdays, against the same counted in plain Python."""

    def _get_map(self, **options):
        return self.env["pbx.call.report"].get_heat_map(OPTIONS | options)

    def _count(self, condition):
        found = Counter()
        for row in self.rows:
            local = self._local(row, row["at"], row["team"])
            if local.date().month == 8 and condition(row):
                found[local.isoweekday(), local.hour] += 1
        return found

    @staticmethod
    def _cells(found):
        return {
            (cell["weekday"], cell["hour"]): cell["value"] for cell in found["cells"]
        }

    def test_counts(self):
        for measure, condition in (
            ("incoming_count", lambda row: row["direction"] == "in"),
            (
                "missed_count",
                lambda row: row["direction"] == "in" and row["state"] in MISSED,
            ),
            ("outgoing_count", lambda row: row["direction"] == "out"),
            ("call_count", lambda row: row["direction"] != "internal"),
        ):
            expected = self._count(condition)
            found = self._get_map(measure=measure)
            self.assertEqual(self._cells(found), expected, measure)
            self.assertEqual(found["total"], sum(expected.values()))
            for day in range(1, 8):
                self.assertEqual(
                    found["days"].get(day, 0),
                    sum(value for key, value in expected.items() if key[0] == day),
                )

    def test_share(self):
        """An hour's share is that of its calls, not the mean of the shares of days."""
        incoming = self._count(lambda row: row["direction"] == "in")
        answered = self._count(
            lambda row: row["direction"] == "in" and row["state"] == "answered"
        )
        found = self._get_map(measure="answered_share")
        for key, share in self._cells(found).items():
            self.assertAlmostEqual(share, 100 * answered[key] / incoming[key])
        self.assertIn(0.0, self._cells(found).values(), "None answered is a share too")
        total = 100 * sum(answered.values()) / sum(incoming.values())
        self.assertAlmostEqual(found["total"], total)

    def test_narrowed(self):
        expected = self._count(
            lambda row: row["direction"] == "in" and row["user"] == self.anna
        )
        found = self._get_map(measure="incoming_count", user_id=self.anna.id)
        self.assertEqual(self._cells(found), expected)

    def test_opens_what_it_counts(self):
        """The domain of the picture finds the rows of a cell."""
        found = self._get_map(measure="missed_count")
        cell = found["cells"][0]
        domain = [
            *found["domain"],
            ("weekday", "=", str(cell["weekday"])),
            ("hour", "=", cell["hour"]),
        ]
        count = self.env["pbx.call.report"].search_count(domain)
        self.assertEqual(count, cell["value"])

    def test_default_days(self):
        found = self.env["pbx.call.report"].get_heat_map()
        first, last = (
            date.fromisoformat(found[name]) for name in ("date_from", "date_to")
        )
        self.assertEqual((last - first).days, 27)

    def test_nonsense(self):
        for options, words in (
            ({"measure": "password"}, "is not shown by hour"),
            ({"date_from": "yesterday"}, "YYYY-MM-DD"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self._get_map(**options)

    def test_queries(self):
        """However many calls there are, the picture takes the same few queries."""
        self._get_map()
        with self.assertQueryCount(12):
            self.env.invalidate_all()
            self._get_map()
