from collections import Counter
from datetime import date

from odoo.tests import tagged

from .common import AUGUST, ORDERED, RandomCalls

MISSED = ("missed", "abandoned", "voicemail")


@tagged("post_install", "-at_install")
class TestCallFactsRandom(RandomCalls):
    """Three hundred calls, counted in plain Python and by the database."""

    def _count(self, figure):
        """Sum up what ``figure`` yields of each call: (user, moment, team, value)."""
        found = Counter()
        for row in self.rows:
            if row["direction"] == "internal":
                continue
            for user, moment, team, value in figure(row):
                day = self._local(row, moment, team).date()
                if AUGUST[0] <= day <= AUGUST[1]:
                    found[user.id if user else False, day] += value
        return {key: value for key, value in found.items() if value}

    def _check(self, code, figure):
        expected = self._count(figure)
        self.assertGreater(len(expected), 5, "There is something to compare")
        totals = {
            key: value
            for key, value in self._totals(code, ["user_id", "date:day"]).items()
            if value
        }
        self.assertEqual(totals.keys(), expected.keys(), code)
        for key, value in expected.items():
            self.assertAlmostEqual(totals[key], value, 6, (code, key))

    def _talks(self, row, is_new=None):
        for user, moment, seconds in row["talks"]:
            was_client = row["partner"] == self.client and moment > ORDERED
            if is_new is None or is_new != was_client:
                yield user, moment, row["teams"][user], seconds

    def _one(self, row, condition, user=None):
        if condition:
            user = user or row["user"]
            team = row["teams"].get(user)
            yield user, row["at"], team, 1

    def test_talks(self):
        self._check("talks", lambda row: [(*talk[:3], 1) for talk in self._talks(row)])

    def test_talks_with_new_and_current_clients(self):
        for code, is_new in (("talks_new", True), ("talks_current", False)):
            self._check(
                code,
                lambda row, is_new=is_new: [
                    (*talk[:3], 1) for talk in self._talks(row, is_new)
                ],
            )

    def test_talk_minutes(self):
        self._check(
            "talk_minutes",
            lambda row: [(*talk[:3], talk[3] / 60) for talk in self._talks(row)],
        )

    def test_calls(self):
        for code, states in (
            ("calls_missed", MISSED),
            ("calls_answered", ("answered",)),
            ("calls_incoming", (*MISSED, "answered")),
        ):
            self._check(
                code,
                lambda row, states=states: self._one(
                    row, row["direction"] == "in" and row["state"] in states
                ),
            )

    def test_dialled(self):
        """Outgoing calls are of who dialled, whoever talked in the end."""
        self._check(
            "calls_dialled",
            lambda row: self._one(row, row["direction"] == "out", row["dialler"]),
        )

    def test_answered_share(self):
        answered, incoming = Counter(), Counter()
        for row in self.rows:
            if row["direction"] == "in" and row["user"]:
                day = self._local(row, row["at"], row["team"]).date()
                if AUGUST[0] <= day <= AUGUST[1]:
                    incoming[row["user"].id] += 1
                    answered[row["user"].id] += row["state"] == "answered"
        shares = self._totals("answered_share")
        for user_id, count in incoming.items():
            self.assertAlmostEqual(shares[user_id,], 100 * answered[user_id] / count)

    def test_report_says_the_same(self):
        """The report builds on the same rows: its figures are those of the metrics."""
        names = {
            "call_count": None,
            "incoming_count": "calls_incoming",
            "answered_count": "calls_answered",
            "missed_count": "calls_missed",
            "talk_count": "talks",
            "talk_minutes": "talk_minutes",
            "answered_share": "answered_share",
        }
        aggregates = [
            f"{name}:{'avg' if name == 'answered_share' else 'sum'}" for name in names
        ]
        rows = self.env["pbx.call.report"]._read_group(
            [("date", ">=", AUGUST[0]), ("date", "<=", AUGUST[1])],
            ["user_id"],
            aggregates,
        )
        self.assertGreater(len(rows), 3)
        for user, *values in rows:
            for code, value in zip(names.values(), values, strict=True):
                if code:
                    total = self._totals(code).get((user.id,), 0)
                    self.assertAlmostEqual(value, total, 6, (code, user.name))

    def test_hours_and_weekdays(self):
        """Hours and weekdays on the clock of the team, two years' turns apart."""
        expected = Counter()
        for row in self.rows:
            if row["direction"] != "internal":
                local = self._local(row, row["at"], row["team"])
                expected[str(local.isoweekday()), local.hour] += 1
        rows = self.env["pbx.call.report"]._read_group(
            [("kind", "=", "call")], ["weekday", "hour"], ["call_count:sum"]
        )
        self.assertEqual({(day, hour): count for day, hour, count in rows}, expected)

    def test_companies_apart(self):
        """What is narrowed to a company is that company's alone."""
        for company, is_other in ((self.company, False), (self.other, True)):
            count = sum(
                row["direction"] != "internal" and len(row["talks"])
                for row in self.rows
                if row["is_other"] == is_other
            )
            days = (date(2017, 7, 1), date(2017, 9, 30))
            totals = self._totals(
                "talks", [], [("company_id", "=", company.id)], days=days
            )
            self.assertEqual(totals[()], count)
