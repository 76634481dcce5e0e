from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from ..missed.common import MINUTE, MONDAY
from .common import FactCommon


@tagged("post_install", "-at_install")
class TestCallReport(FactCommon):
    """One row per call and one per talk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["pbx.call.report"]

    def test_rows_of_a_transfer(self):
        call = self._log(
            talkers=[self.anna, self.boris],
            ring_seconds=12,
            line="4951000101",
            queue="sales",
        )
        rows = self.report.search([("call_id", "=", call.id)], order="kind, started_at")
        self.assertEqual(rows.mapped("kind"), ["call", "talk", "talk"])
        self.assertEqual(rows.mapped("user_id"), self.boris | self.anna)
        self.assertEqual(rows.mapped("call_count"), [1, 0, 0])
        self.assertEqual(rows.mapped("talk_minutes"), [0, 1, 1])
        self.assertEqual(rows[0].ring_seconds, 12)
        self.assertEqual(set(rows.mapped("queue")), {"sales"})
        self.assertEqual(set(rows.mapped("hour")), {10}, "Ten in Brussels")
        self.assertEqual(set(rows.mapped("weekday")), {"1"})
        for row in rows:
            self.assertEqual(row.action_open_source()["res_id"], call.id)

    def test_internal(self):
        self._log(talkers=[self.anna], direction="internal")
        self.assertFalse(self.report.search([("company_id", "=", self.company.id)]))

    def test_groups(self):
        """By whatever the report offers, what is summed up stays the same."""
        deal = self._create_deal(self.anna)
        stage = deal.stage_id
        self._log(lead_id=deal.id, stage_id=stage.id, ring_seconds=30)
        self._log(MONDAY + MINUTE, [self.anna], stage_id=stage.id, ring_seconds=10)
        self._log(MONDAY + 2 * MINUTE, [self.boris], direction="out")
        domain = [("company_id", "=", self.company.id)]
        for name in (
            "user_id",
            "team_id",
            "stage_id",
            "outcome_id",
            "direction",
            "state",
            "line",
            "queue",
            "weekday",
            "hour",
            "date:day",
            "started_at:month",
            "provider_id",
            "partner_id",
            "client_kind",
        ):
            rows = self.report._read_group(
                domain, [name], ["call_count:sum", "talk_minutes:sum"]
            )
            self.assertEqual(sum(row[1] for row in rows), 3, name)
            self.assertEqual(sum(row[2] or 0 for row in rows), 2, name)
        [row] = self.report._read_group(
            domain + [("stage_id", "=", stage.id)],
            [],
            ["answered_share:avg", "ring_seconds:avg", "incoming_count:sum"],
        )
        self.assertEqual(row, (50, 20, 2))

    def test_rows_are_calls(self):
        """Without talks among the sums each call is one row, whoever talked in it."""
        self._log(talkers=[self.anna, self.boris])
        domain = [("company_id", "=", self.company.id)]
        sums = ["__count", "talk_seconds:sum"]
        self.assertEqual(
            self.report._read_group(domain, ["user_id"], sums), [(self.boris, 1, 120)]
        )
        self.assertEqual(
            self.report._read_grouping_sets(domain, [["user_id"], []], sums),
            [[(self.boris, 1, 120)], [(1, 120)]],
        )

    def test_sums_of_both(self):
        """Calls and talks summed up apart are what they are summed up together."""
        self._log(MONDAY, [self.anna, self.boris])
        self._log(MONDAY + MINUTE, [self.carl], direction="internal")
        self._log(MONDAY + 2 * MINUTE, [self.lena], direction="out")
        self._log(MONDAY + 3 * MINUTE, number="+3229999999", phone_sanitized=False)
        domain = [("company_id", "=", self.company.id)]
        sums = ["call_count:sum", "talk_minutes:sum", "answered_share:avg"]
        rows = self.report._read_group(domain, ["user_id"], sums)
        nobody = self.env["res.users"]
        expected = {
            self.anna: (0, 1, 0),
            self.boris: (1, 1, 100),
            self.lena: (1, 1, 0),
            nobody: (1, 0, 0),
        }
        self.assertEqual(
            {row[0]: tuple(value or 0 for value in row[1:]) for row in rows}, expected
        )
        self.assertEqual([row[0] for row in rows][-1], nobody, "What is empty is last")
        ordered = self.report._read_group(domain, ["user_id"], sums, order="user_id")
        self.assertEqual(
            {row[0]: tuple(value or 0 for value in row[1:]) for row in ordered},
            expected,
            "Glued together they are the same",
        )
        talks = [*domain, ("kind", "=", "talk")]
        rows = self.report._read_group(talks, [], ["__count", "talk_minutes:sum"])
        self.assertEqual(rows, [(3, 3)], "Of talks alone rows are talks")
        [[total]] = self.report._read_grouping_sets(domain, [[]], sums)
        self.assertEqual(total, (3, 3, 50))

    def test_reaches_the_index(self):
        """A period reads the calls of that period, whatever else there is."""
        self.env.cr.execute(
            """
            INSERT INTO pbx_call (provider_id, company_id, call_uid, direction, state,
                                  started_at)
            SELECT %s, %s, 'filler-' || n, 'in', 'missed',
                   timestamp '2010-01-01' + n * interval '1 hour'
              FROM generate_series(1, 20000) n
            """,
            [self.provider.id, self.company.id],
        )
        self.env.cr.execute("ANALYZE pbx_call")
        start, end = MONDAY, MONDAY + timedelta(days=1)
        query = self.report._search(
            [
                ("company_id", "=", self.company.id),
                ("kind", "=", "call"),
                ("started_at", ">=", str(start)),
                ("started_at", "<", str(end)),
            ]
        )
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        text = "\n".join(line for (line,) in plan)
        self.assertNotIn("Seq Scan on pbx_call ", text)
        self.assertIn("pbx_call_company_idx", text)
        self.assertNotIn("crm_lead", text, "What is not asked for is not joined")
