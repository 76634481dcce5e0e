from datetime import timedelta

from odoo.tests import tagged

from .common import NOON, DealSizeCommon

PERIOD = {"date_from": "2017-08-01", "date_to": "2017-08-15"}


@tagged("post_install", "-at_install")
class TestEffortReport(DealSizeCommon):
    def setUp(self):
        super().setUp()
        self.report = self.env["sales.effort.report"]

    def _create_deal(self, category=None, **values):
        deal = self.env["crm.lead"].create(
            {
                "name": "Deal",
                "type": "opportunity",
                "user_id": self.anna.id,
                "team_id": self.north.id,
                "company_id": self.company.id,
                "partner_id": self.client.id,
                "sales_product_categ_id": category.id if category else False,
                **values,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s",
            [NOON - timedelta(days=5), deal.id],
        )
        self.env.invalidate_all()
        return deal

    def _meet(self, deal):
        return self.env["calendar.event"].create(
            {
                "name": "Tasting",
                "start": NOON - timedelta(days=2),
                "stop": NOON - timedelta(days=2, hours=-1),
                "user_id": self.anna.id,
                "opportunity_id": deal.id,
                "sales_outcome": "held",
            }
        )

    def _call(self, record):
        activity = record.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.anna.id
        )
        activity.action_feedback()
        return activity

    def _get_sums(self, *names):
        """Return ``{category: sums}`` of the facts of this company."""
        return {
            category: sums
            for category, *sums in self.report._read_group(
                [("company_id", "=", self.company.id)],
                ["product_categ_id"],
                [f"{name}:sum" for name in names],
            )
        }

    def test_where_work_and_money_belong(self):
        machine = self._create_deal(self.machines)
        coffee = self._create_deal(self.coffee)
        for _index in range(3):
            self._meet(machine)
        self._meet(coffee)
        self._call(machine)
        machine.action_set_won()
        coffee.action_set_lost()
        self._create_offers(
            [(self.anna, "2017-08-10", [self.beans, self.espresso])],
            opportunity_id=machine.id,
        )
        found = self._get_sums(
            "deal_count",
            "meeting_count",
            "call_count",
            "offer_count",
            "effort",
            "won_count",
            "lost_count",
            "revenue",
        )
        self.assertEqual(found[self.machines], [1, 3, 1, 1, 5, 1, 0, 900])
        self.assertEqual(found[self.coffee][:2], [1, 1])
        self.assertEqual(found[self.coffee][4:], [1, 0, 1, 20])

    def test_category_of_a_deal_without_one(self):
        deal = self._create_deal()
        self._meet(deal)
        found = self._get_sums("meeting_count")
        self.assertEqual(found[self.env["product.category"]], [1])
        offer = self._create_offers(
            [(self.anna, "2017-08-10", [self.beans, self.contract])],
            opportunity_id=deal.id,
            state="sent",
        )
        self.assertEqual(self._get_sums("meeting_count")[self.service], [1])
        offer._action_cancel()
        found = self._get_sums("meeting_count")
        self.assertEqual(found[self.env["product.category"]], [1])

    def test_call_about_an_order(self):
        order = self._create_offers([(self.anna, "2017-08-10", [self.espresso])])
        self._call(order)
        self.assertEqual(self._get_sums("call_count")[self.machines], [1])

    def test_numbers_are_those_of_facts(self):
        deal = self._create_deal(self.machines)
        self._meet(deal)
        self._call(deal)
        self._create_offers(
            [
                (self.anna, "2017-08-10", [self.espresso, self.beans]),
                (self.boris, "2017-08-11", [30, -5]),
            ]
        )
        start, end = NOON.date() - timedelta(days=30), NOON.date()
        names = {
            "meetings": "meeting_count",
            "calls": "call_count",
            "quotations_sent": "offer_count",
            "order_revenue": "revenue",
        }
        metrics = {self._metric(code): name for code, name in names.items()}
        facts = self.env["sales.fact"]._get_totals(
            self.env["sales.metric"].union(*metrics),
            start,
            end,
            ["user_id"],
            [("company_id", "=", self.company.id)],
        )
        for metric, name in metrics.items():
            rows = self.report._read_group(
                [("company_id", "=", self.company.id)], ["user_id"], [f"{name}:sum"]
            )
            mine = {(user.id,): total for user, total in rows if total}
            self.assertEqual(mine, facts[metric], metric.name)

    def test_conversion_is_won_of_decided(self):
        for index in range(4):
            deal = self._create_deal(self.machines)
            if index == 0:
                deal.action_set_won()
            elif index < 3:
                deal.action_set_lost()
        [(rate,)] = self.report._read_group(
            [("product_categ_id", "=", self.machines.id)], [], ["win_rate:avg"]
        )
        self.assertAlmostEqual(rate, 100 / 3)

    def test_rows_open_what_they_count(self):
        deal = self._create_deal(self.machines)
        order = self._create_offers([(self.anna, "2017-08-10", [self.espresso])])
        for kind, record in (
            ("meeting", self._meet(deal)),
            ("offer", order),
            ("line", order),
            ("deal", deal),
        ):
            row = self.report.search([("kind", "=", kind)], limit=1)
            action = row.action_open_source()
            self.assertEqual(
                (action["res_model"], action["res_id"]), (record._name, record.id)
            )

    def test_shares_on_the_screen(self):
        deal = self._create_deal(self.coffee)
        for _index in range(21):
            self._meet(deal)
        self._create_offers([(self.anna, "2017-08-10", [self.espresso] * 3)] * 3)
        self._create_offers([(self.anna, "2017-08-10", [self.beans])])
        effort = self.env["sales.deal.size"].with_user(self.max)
        effort = effort.get_deal_sizes(PERIOD)["effort"]
        rows = {row["name"]: row for row in effort["rows"]}
        self.assertEqual(list(rows), ["Coffee", "Machines"])
        self.assertAlmostEqual(rows["Coffee"]["effort_share"], 100 * 22 / 25)
        self.assertAlmostEqual(rows["Coffee"]["revenue_share"], 100 * 20 / 8120)
        self.assertEqual(rows["Coffee"]["meeting_count_share"], 100)
        self.assertIsNone(rows["Coffee"]["win_rate"])
        self.assertEqual(
            effort["sentence"],
            "Coffee gets 88 % of the contacts and brings 0 % of the money.",
        )
        found = self.report.search(effort["domain"])
        self.assertEqual(sum(found.mapped("effort")), 25)

    def test_money_that_comes_to_nothing_has_no_shares(self):
        machine = self._create_deal(self.machines)
        for _index in range(20):
            self._meet(machine)
        self._create_offers([(self.anna, "2017-08-10", [self.espresso])])
        for price, revenue in ((-900, 0), (-50, -50)):
            returned = self._prepare_line(self.beans, price)
            self._create_offers([(self.anna, "2017-08-10", [returned])])
            sizes = self.env["sales.deal.size"].with_user(self.max)
            effort = sizes.get_deal_sizes(PERIOD)["effort"]
            self.assertEqual(sum(row["revenue"] for row in effort["rows"]), revenue)
            self.assertEqual(
                {row["revenue_share"] for row in effort["rows"]}, {None}, revenue
            )
            self.assertEqual(effort["sentence"], "")
