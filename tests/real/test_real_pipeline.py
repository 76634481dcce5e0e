"""A year of a real sales department, loaded and compared with plain Python."""

import unittest
from datetime import date, timedelta

from freezegun import freeze_time
from funnel_checks import FunnelChecks
from loading.department import load
from loading_checks import LoadingChecks
from plain_figures import MISSING, PIPELINE, PlainFigures, month_of

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

MONTHS = [date(2017, month, 1) for month in range(3, 13)]
AUGUST = (date(2017, 8, 1), date(2017, 8, 31))
#: A Tuesday, a Sunday, holidays, first and last days.
LOOKED_AT = [
    date(2017, 3, 1),
    date(2017, 4, 1),
    date(2017, 7, 4),
    date(2017, 8, 13),
    date(2017, 8, 15),
    date(2017, 8, 31),
    date(2017, 9, 4),
    date(2017, 11, 23),
    date(2017, 12, 31),
]
FIGURES = (
    "plan",
    "fact",
    "working_days",
    "worked_days",
    "expected",
    "pace",
    "completion",
    "gap",
    "needed_per_day",
    "forecast",
    "status",
)
METRICS = ("order_revenue", "won_deals")


@tagged("post_install", "-at_install")
class TestRealPipeline(LoadingChecks, FunnelChecks, TransactionCase):
    @classmethod
    def setUpClass(cls):
        if not PIPELINE.is_dir():
            raise unittest.SkipTest(MISSING)
        super().setUpClass()
        cls.plain = PlainFigures()
        cls.loaded = load(cls.env, PIPELINE)
        cls.boss = cls.env.ref("base.user_admin")
        cls.env.flush_all()
        cls.users = {
            name: cls.loaded.records.browse("res.users", cls._user_key(name))
            for name in cls.plain.people
        }
        cls.teams = {
            office: cls.env["crm.team"].search([("name", "=", office)])
            for office in set(cls.plain.offices.values())
        }

    @staticmethod
    def _user_key(name):
        letters = [letter for letter in name.lower() if letter.isalpha()]
        return f"user_{''.join(letters)}"

    @classmethod
    def _model(cls, name, user=None):
        """Return a model in the hands of the head of sales, or of another user."""
        return cls.env[name].with_user(user or cls.boss)

    def _metric(self, code):
        return self.env.ref(f"sales_efficiency.sales_metric_{code}")

    def _assert_figures(self, got, wanted, who):
        for name in FIGURES:
            message = f"{who}, {name}"
            if isinstance(wanted[name], float | int):
                self.assertIsNotNone(got[name], message)
                self.assertAlmostEqual(got[name], wanted[name], 2, message)
            else:
                self.assertEqual(got[name], wanted[name], message)

    def _get_rows(self, day, **scope):
        """Return ``{(user, team, metric): row}`` of the public method."""
        rows = self._model("sales.plan").get_pace(date=str(day), **scope)
        found = {(row["user_id"], row["team_id"], row["metric"]): row for row in rows}
        self.assertEqual(len(found), len(rows))
        return found

    # ------------------------------------------------------------
    # PACE
    # ------------------------------------------------------------

    def test_working_days(self):
        for first, wanted in ((AUGUST[0], 23), (date(2017, 9, 1), 20)):
            first, last = month_of(first)
            self.assertEqual(self.plain.working_days(first, last), wanted)
            weights = self.env.company._get_sales_working_days(first, last)
            self.assertEqual(sum(weights.values()), wanted)

    def test_pace_of_everybody(self):
        for day in LOOKED_AT:
            rows = self._get_rows(day)
            for name, user in self.users.items():
                team = self.teams[self.plain.offices[name]]
                for metric in METRICS:
                    self._assert_figures(
                        rows[user.id, team.id, metric],
                        self.plain.pace(name, day, metric),
                        (day, name, metric),
                    )
            for office, team in [*self.teams.items(), (None, None)]:
                for metric in METRICS:
                    self._assert_figures(
                        rows[None, team and team.id, metric],
                        self.plain.team_pace(office, day, metric),
                        (day, office, metric),
                    )
            self.assertEqual(len(rows), 2 * (30 + 3 + 1))

    def test_closed_month_keeps_its_figures(self):
        day = AUGUST[1]
        before = self._get_rows(day)
        plan = self.env["sales.plan"].search([("date_start", "=", AUGUST[0])])
        plan.with_user(self.boss).action_close()
        self.assertEqual(self._get_rows(day), before)
        order = self.env["sale.order"].search(
            [("date_order", ">=", "2017-08-01"), ("date_order", "<", "2017-08-15")],
            order="amount_untaxed desc",
            limit=1,
        )
        order.date_order = "2017-10-02 17:00:00"
        self.assertEqual(self._get_rows(day), before)
        key = (order.user_id.id, order.team_id.id, "order_revenue")
        wanted = self.plain.pace(order.user_id.name, date(2017, 8, 15), key[2])
        self.assertAlmostEqual(
            self._get_rows(date(2017, 8, 15))[key]["fact"],
            wanted["fact"] - order.amount_untaxed,
            2,
        )

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

    def test_facts_of_every_month(self):
        facts = self._model("sales.fact")
        codes = ("order_revenue", "won_deals", "quotations_sent", "order_line_revenue")
        metrics = self.env["sales.metric"].concat(*map(self._metric, codes))
        totals = facts._get_totals(
            metrics, date(2016, 1, 1), date(2018, 1, 31), groupby=["date:month"]
        )
        for first in MONTHS:
            deals = self.plain.select(None, *month_of(first))
            sums = [sum(deal["value"] for deal in deals), len(deals), len(deals)]
            for metric, wanted in zip(metrics, [*sums, sums[0]], strict=True):
                self.assertAlmostEqual(totals[metric][first,], wanted, 2, metric.code)
        for metric in metrics:
            self.assertEqual(len(totals[metric]), len(MONTHS))

    def test_clients_of_everybody(self):
        codes = (
            "new_clients",
            "buying_clients",
            "average_deal",
            "turnover_per_client",
        )
        metrics = {code: self._metric(code) for code in codes}
        facts = self._model("sales.fact")
        for first in MONTHS:
            period = month_of(first)
            found = facts._get_totals(
                self.env["sales.metric"].concat(*metrics.values()), *period
            )
            whole = facts._get_totals(
                self.env["sales.metric"].concat(*metrics.values()), *period, groupby=()
            )
            for who, totals in [*((name, found) for name in self.users), (None, whole)]:
                key = (self.users[who].id,) if who else ()
                deals = self.plain.select(who, *period)
                clients = self.plain.clients(who, *period)
                revenue = self.plain.revenue(who, *period)
                wanted = (
                    self.plain.new_clients(who, *period),
                    clients,
                    revenue / len(deals) if deals else None,
                    revenue / clients if clients else None,
                )
                for code, figure in zip(codes, wanted, strict=True):
                    got = totals[metrics[code]].get(key)
                    self.assertAlmostEqual(
                        got or 0, figure or 0, 2, f"{who}, {first}, {code}"
                    )

    def test_new_and_current_clients(self):
        metric = self._metric("order_revenue")
        for name, user in self.users.items():
            groups = self._model("sales.fact")._read_group(
                [("metric_id", "=", metric.id), ("user_id", "=", user.id)],
                ["client_kind"],
                ["value:sum"],
            )
            wanted = self.plain.revenue_by_kind(name, MONTHS[0], date(2017, 12, 31))
            self.assertEqual(dict(groups), wanted, name)

    def test_revenue_by_series(self):
        totals = self._model("sales.fact")._get_totals(
            self._metric("order_line_revenue"), *AUGUST, groupby=["product_categ_id"]
        )
        found = {
            self.env["product.category"].browse(key).name: value
            for (key,), value in totals[self._metric("order_line_revenue")].items()
        }
        self.assertEqual(found, self.plain.revenue_by_series(*AUGUST))

    # ------------------------------------------------------------
    # ONE NUMBER EVERYWHERE
    # ------------------------------------------------------------

    def test_drill_down_yields_the_rows_of_the_figure(self):
        day = date(2017, 8, 15)
        report = self._model("sales.pace.report").with_context(
            sales_board_date=str(day)
        )
        listed = report.search_fetch([("date", "=", str(day))], ["user_id", "fact"])
        self.assertEqual(len(listed), 60)
        for row in listed:
            action = row.action_view_facts()
            rows = self._model("sales.fact").search_read(
                action["domain"], ["value", "amount"]
            )
            self.assertAlmostEqual(sum(one["value"] for one in rows), row.fact, 2)
            deals = self.plain.select(row.user_id.name, day.replace(day=1), day)
            self.assertEqual(
                sorted(one["amount"] for one in rows),
                sorted(deal["value"] for deal in deals),
            )

    def test_board_list_and_pivot_are_one_number(self):
        day = "2017-08-15"
        rows = self._get_rows(day, metric_codes=["order_revenue"])
        domain = [("date", "=", day), ("is_main", "=", True)]
        report = self._model("sales.pace.report")
        listed = report.web_search_read(
            domain, {name: {} for name in (*FIGURES, "user_id", "card")}
        )["records"]
        board = self._model("sales.board").get_board_data(day)
        people = {one["user_id"]: one for one in board["people"]}
        self.assertEqual(len(listed), 30)
        for one in listed:
            team = self.env["res.users"].browse(one["user_id"]).sale_team_id
            row = rows[one["user_id"], team.id, "order_revenue"]
            for name in FIGURES:
                self.assertEqual(one[name] or 0, row[name] or 0, name)
                self.assertEqual(people[one["user_id"]][name], row[name], name)
            trend = self.plain.revenue(
                self.env["res.users"].browse(one["user_id"]).name,
                date(2017, 8, 15) - timedelta(days=13),
                date(2017, 8, 15),
            )
            self.assertAlmostEqual(sum(one["card"]["trend"]), trend, 2)
        aggregates = ["plan:sum", "fact:sum", "gap:sum", "pace:avg"]
        for group in report.formatted_read_group(domain, ["team_id"], aggregates):
            row = rows[None, group["team_id"][0], "order_revenue"]
            self.assertAlmostEqual(group["plan:sum"], row["plan"], 2)
            self.assertAlmostEqual(group["fact:sum"], row["fact"], 2)
            self.assertAlmostEqual(group["gap:sum"], row["gap"], 2)
            self.assertAlmostEqual(group["pace:avg"], row["pace"], 2)
        self.assertEqual(
            board["department"]["fact"], rows[None, None, "order_revenue"]["fact"]
        )
        self.assertEqual(
            sum(deal["amount"] for deal in board["closed_today"]),
            self.plain.revenue(None, date(2017, 8, 15), date(2017, 8, 15)),
        )

    def test_graph_by_day_adds_up_to_plan_and_fact(self):
        groups = self._model("sales.pace.day").formatted_read_group(
            [("date", "=", "2017-08-15"), ("is_main", "=", True)],
            ["user_id", "series"],
            ["value:sum"],
        )
        sums = {
            (group["user_id"][0], group["series"]): group["value:sum"]
            for group in groups
        }
        for name, user in self.users.items():
            wanted = self.plain.pace(name, date(2017, 8, 15), "order_revenue")
            self.assertAlmostEqual(sums[user.id, "plan"], wanted["plan"], 2)
            self.assertAlmostEqual(sums.get((user.id, "fact"), 0), wanted["fact"], 2)

    @freeze_time("2017-08-16 14:00:00")
    def test_digest_tells_of_the_day_that_is_over(self):
        digest = self.env["digest.digest"].create(
            {"name": "Morning", "kpi_sales_pace": True}
        )
        kpis = digest._compute_kpis(self.env.company, self.boss)
        kpi = next(kpi for kpi in kpis if kpi["kpi_name"] == "kpi_sales_pace")
        self.assertEqual(len(kpi["sales_pace_rows"]), 30)
        for row in kpi["sales_pace_rows"]:
            wanted = self.plain.pace(row["user"], date(2017, 8, 15), "order_revenue")
            self._assert_figures(row, wanted, row["user"])

    # ------------------------------------------------------------
    # WHO SEES WHAT
    # ------------------------------------------------------------

    def test_everybody_sees_the_own_share_only(self):
        name = next(iter(self.users))
        office = self.plain.offices[name]
        colleagues = [
            user
            for one, user in self.users.items()
            if self.plain.offices[one] == office
        ]
        for user, wanted in (
            (self.users[name], self.users[name]),
            (self.teams[office].user_id, self.env["res.users"].concat(*colleagues)),
            (
                self.teams[office].sales_co_leader_ids,
                self.env["res.users"].concat(*colleagues),
            ),
        ):
            rows = self._model("sales.plan", user).get_pace(date="2017-08-15")
            self.assertEqual({row["user_id"] for row in rows} - {None}, set(wanted.ids))
            self.assertNotIn((None, None), {(r["user_id"], r["team_id"]) for r in rows})
        line = self.env["sales.plan.line"].search(
            [("user_id", "!=", self.users[name].id)]
        )
        with self.assertRaises(AccessError):
            line[:1].with_user(self.users[name]).read(["target"])
