from datetime import date

from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from .common import FactCommon


@tagged("post_install", "-at_install")
class TestSalesFactDimension(FactCommon):
    """What facts can be split by, and what must not be summed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.state = cls.env.ref("base.state_us_5")
        cls.industry = cls.env["res.partner.industry"].create({"name": "Mills"})
        cls.utm = {
            "medium_id": cls.env["utm.medium"].create({"name": "Fair"}).id,
            "source_id": cls.env["utm.source"].create({"name": "Stand"}).id,
            "campaign_id": cls.env["utm.campaign"].create({"name": "Spring"}).id,
        }
        cls.client.write(
            {
                "country_id": cls.state.country_id.id,
                "state_id": cls.state.id,
                "industry_id": cls.industry.id,
            }
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Ann", "parent_id": cls.client.id}
        )

    def _check_client_columns(self, fact):
        self.assertEqual(fact.partner_id, self.client)
        self.assertEqual(fact.country_id, self.state.country_id)
        self.assertEqual(fact.state_id, self.state)
        self.assertEqual(fact.industry_id, self.industry)

    def _check_utm_columns(self, fact):
        for name, value in self.utm.items():
            self.assertEqual(fact[name].id, value, name)

    def test_orders(self):
        self._create_order(
            self.anna, 100, "2017-08-03 10:00:00", partner=self.contact, **self.utm
        )
        for code in ("order_revenue", "order_line_revenue", "quotations_sent"):
            with self.subTest(code):
                fact = self._facts(code)
                self._check_client_columns(fact)
                self._check_utm_columns(fact)
                self.assertEqual(fact.team_id, self.north)
        fact = self._facts("order_line_revenue")
        self.assertEqual(fact.product_categ_id, self.product.categ_id)

    def test_new_clients(self):
        order = self._create_order(
            self.anna, 100, "2017-08-03 10:00:00", partner=self.contact, **self.utm
        )
        fact = self._facts("new_clients")
        self._check_client_columns(fact)
        self._check_utm_columns(fact)
        self.assertEqual(fact.res_id, order.id)
        self.assertEqual(fact.amount, 100)

    def test_won_deals(self):
        lead = self._create_lead(partner_id=self.contact.id, **self.utm)
        self._win(lead, "2017-08-03 10:00:00")
        self._check_client_columns(self._facts("won_deals"))
        self._check_utm_columns(self._facts("won_deals"))

    def test_calls_and_meetings(self):
        lead = self._create_lead(partner_id=self.contact.id, **self.utm)
        self._call(lead, "2017-08-03 10:00:00")
        self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": "2017-08-03 10:00:00",
                "stop": "2017-08-03 11:00:00",
                "user_id": self.anna.id,
                "opportunity_id": lead.id,
            }
        )
        for code in ("calls", "meetings"):
            with self.subTest(code):
                self._check_client_columns(self._facts(code))
                self._check_utm_columns(self._facts(code))

    def test_totals_by_any_dimension(self):
        self._create_order(
            self.anna, 100, "2017-08-03 10:00:00", partner=self.contact, **self.utm
        )
        self._create_order(self.boris, 50, "2017-08-03 10:00:00", partner=self.prospect)
        facts = self.env["sales.fact"]
        for name, key in (
            ("country_id", self.state.country_id.id),
            ("state_id", self.state.id),
            ("industry_id", self.industry.id),
            *self.utm.items(),
        ):
            with self.subTest(name):
                totals = facts._get_totals(
                    self.revenue,
                    date(2017, 8, 1),
                    date(2017, 8, 31),
                    groupby=(name,),
                    domain=Domain("company_id", "=", self.company.id),
                )
                self.assertEqual(totals[self.revenue], {(key,): 100, (False,): 50})

    # ------------------------------------------------------------
    # WHAT DOES NOT ADD UP
    # ------------------------------------------------------------

    def test_sums_over_metrics_stay_empty(self):
        """Money and numbers of orders do not add up to anything."""
        self._create_order(self.anna, 100, "2017-08-03 10:00:00")
        facts = self.env["sales.fact"]
        domain = [("user_id", "=", self.anna.id)]
        both = [*domain, ("metric_id.code", "in", ("orders", "order_revenue"))]
        rows = facts.formatted_read_group(both, ["user_id"], ["value:sum", "__count"])
        self.assertEqual(
            [(row["value:sum"], row["__count"]) for row in rows], [(False, 2)]
        )
        rows = facts.formatted_read_group(both, ["metric_id"], ["value:sum"])
        self.assertEqual(sorted(row["value:sum"] for row in rows), [1, 100])
        sets = facts.formatted_read_grouping_sets(
            both, [[], ["metric_id"]], ["value:sum"]
        )
        self.assertFalse(sets[0][0]["value:sum"])
        one = [*domain, ("metric_id.code", "=", "order_revenue")]
        sets = facts.formatted_read_grouping_sets(one, [[]], ["value:sum"])
        self.assertEqual(sets[0][0]["value:sum"], 100)

    def test_sums_over_currencies_stay_empty(self):
        other = self.env["res.company"].create(
            {"name": "Overseas", "currency_id": self.env.ref("base.USD").id}
        )
        seller = new_test_user(
            self.env,
            login="sales_otto",
            groups="sales_team.group_sale_salesman",
            company_id=other.id,
            company_ids=other.ids,
        )
        self._create_order(self.anna, 100, "2017-08-03 10:00:00")
        self._create_order(
            seller, 30, "2017-08-03 10:00:00", company_id=other.id, team_id=False
        )
        facts = self.env["sales.fact"].with_context(
            allowed_company_ids=(self.company | other).ids
        )
        domain = [
            ("metric_id", "=", self.revenue.id),
            ("user_id", "in", (self.anna | seller).ids),
        ]
        rows = facts.formatted_read_group(domain, [], ["value:sum"])
        self.assertFalse(rows[0]["value:sum"])
        rows = facts.formatted_read_group(domain, ["currency_id"], ["value:sum"])
        self.assertEqual(sorted(row["value:sum"] for row in rows), [30, 100])
        self.assertEqual(
            sorted(facts.search(domain).mapped("currency_id.name")), ["EUR", "USD"]
        )

    def test_metric_of_one_company(self):
        """A metric of one company counts nothing of another's."""
        other = self.env["res.company"].create({"name": "Overseas"})
        self._create_order(self.anna, 100, "2017-08-03 10:00:00")
        metric = self.revenue.copy({"company_id": self.company.id})
        facts = self.env["sales.fact"].with_context(
            allowed_company_ids=(self.company | other).ids
        )
        self.assertEqual(
            facts.search([("metric_id", "=", metric.id)]).mapped("value"), [100]
        )
        metric.company_id = other
        self.assertFalse(facts.search([("metric_id", "=", metric.id)]))

    def test_archived_metric_keeps_its_facts(self):
        self._create_order(self.anna, 100, "2017-08-03 10:00:00")
        metric = self.revenue.copy()
        metric.active = False
        facts = self.env["sales.fact"]
        self.assertNotIn(metric, facts.search([]).metric_id)
        action = metric.action_view_facts()
        found = facts.with_context(**action["context"]).search(action["domain"])
        self.assertEqual(found.mapped("value"), [100])
