from datetime import date

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from .common import FactCommon


@tagged("post_install", "-at_install")
class TestSalesFactAccess(FactCommon):
    """Salespeople see their own facts, leaders the team's, managers all.

    Anna ordered 100, boris 20, carl (of another team) 3, otto (of another company) 7000.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Overseas"})
        cls.otto = new_test_user(
            cls.env,
            login="sales_otto",
            groups="sales_team.group_sale_salesman",
            company_id=cls.other.id,
            company_ids=cls.other.ids,
        )
        moment = "2017-08-03 10:00:00"
        cls.order = cls._create_order(cls.anna, 100, moment)
        cls._create_order(cls.boris, 20, moment)
        cls._create_order(cls.carl, 3, moment)
        cls._create_order(
            cls.otto, 7000, moment, company_id=cls.other.id, team_id=False
        )
        cls.env.flush_all()

    def _as(self, user):
        return (
            self.env["sales.fact"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
        )

    def _seen(self, user):
        return {
            self.anna: 100,
            self.boris: 20,
            self.carl: 3,
            self.lena: 120,
            self.max: 123,
            self.ada: 123,
            self.otto: 7000,
        }[user]

    def test_every_way_of_reading(self):
        domain = [("metric_id", "=", self.revenue.id)]
        for user in (
            self.anna,
            self.boris,
            self.carl,
            self.lena,
            self.max,
            self.ada,
            self.otto,
        ):
            seen = self._seen(user)
            facts = self._as(user)
            with self.subTest(user.login):
                self.assertEqual(sum(facts.search(domain).mapped("value")), seen)
                rows = facts.search_read(domain, ["value"])
                self.assertEqual(sum(row["value"] for row in rows), seen)
                (row,) = facts.formatted_read_group(domain, [], ["value:sum"])
                self.assertEqual(row["value:sum"], seen)
                ((row,),) = facts.formatted_read_grouping_sets(
                    domain, [[]], ["value:sum"]
                )
                self.assertEqual(row["value:sum"], seen)
                groups = facts.web_read_group(domain, ["user_id"], ["value:sum"])[
                    "groups"
                ]
                self.assertEqual(sum(group["value:sum"] for group in groups), seen)
                totals = facts._get_totals(
                    self.revenue.with_user(user),
                    date(2017, 8, 1),
                    date(2017, 8, 31),
                    groupby=(),
                )
                self.assertEqual(list(*totals.values()), [()])
                self.assertEqual(next(iter(totals.values()))[()], seen)
                metrics = facts.env["sales.metric"].search([("code", "=", "orders")])
                self.assertTrue(metrics)

    def test_others_facts_by_number(self):
        """Knowing the number of a fact gives nothing away."""
        facts = self._facts("order_revenue", Domain("user_id", "=", self.boris.id))
        with self.assertRaises(AccessError):
            facts.with_user(self.anna).read(["value"])
        with self.assertRaises(UserError):
            facts.with_user(self.anna).action_open_source()
        self.assertEqual(facts.with_user(self.lena).value, 20)

    def test_context_opens_nothing(self):
        """Keys of the context narrow what is computed; rules stay."""
        facts = self._as(self.anna).with_context(
            sales_fact_metric_ids=self.revenue.ids, sales_fact_by_metric=True
        )
        self.assertEqual(sum(facts.search([]).mapped("value")), 100)
        facts = facts.with_context(sales_fact_metric_ids=[0, 999999999])
        with self.assertRaises(MissingError):
            facts.search([])
        facts = facts.with_context(sales_fact_by_metric=False)
        self.assertFalse(facts.search([]))

    def test_filters_through_relations(self):
        """A condition on what lies behind a fact finds no more facts."""
        facts = self._as(self.anna)
        for path in ("user_id.login", "partner_id.name", "team_id.name"):
            with self.subTest(path):
                found = facts.search(
                    [("metric_id", "=", self.revenue.id), (path, "!=", False)]
                )
                self.assertEqual(found.mapped("value"), [100])

    def test_facts_are_read_only(self):
        facts = self._facts("order_revenue").with_user(self.ada)
        for call in (
            lambda: facts.write({"value": 1}),
            lambda: facts.create({"value": 1}),
            lambda: facts.unlink(),
        ):
            with self.assertRaises(AccessError):
                call()

    # ------------------------------------------------------------
    # SOURCES
    # ------------------------------------------------------------

    def test_open_own_source(self):
        lead = self._create_lead()
        self._win(lead, "2017-08-03 10:00:00")
        self._call(lead, "2017-08-03 10:00:00")
        event = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": "2017-08-03 10:00:00",
                "stop": "2017-08-03 11:00:00",
                "user_id": self.anna.id,
                "opportunity_id": lead.id,
            }
        )
        own = Domain("user_id", "=", self.anna.id)
        for code, record in (
            ("orders", self.order),
            ("order_line_revenue", self.order),
            ("quotations_sent", self.order),
            ("new_clients", self.order),
            ("won_deals", lead),
            ("calls", lead),
            ("meetings", event),
        ):
            with self.subTest(code):
                fact = self._facts(code, own).with_user(self.anna)
                action = fact.action_open_source()
                self.assertEqual(
                    (action["res_model"], action["res_id"]), (record._name, record.id)
                )
                self.assertTrue(record.with_user(self.anna).has_access("read"))

    def test_open_closed_source(self):
        """Once the order is another's, the fact goes with it; a sentence says so."""
        fact = self._facts("orders", Domain("user_id", "=", self.anna.id))
        self.env["ir.rule"].create(
            {
                "name": "None",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "domain_force": "[(0, '=', 1)]",
            }
        )
        with self.assertRaisesRegex(UserError, "is closed to you"):
            fact.with_user(self.anna).action_open_source()
        self.order.user_id = self.boris
        self.env.flush_all()
        with self.assertRaisesRegex(UserError, "This fact is gone"):
            fact.with_user(self.anna).action_open_source()

    def test_open_call_about_a_lead_of_another(self):
        lead = self._create_lead(self.boris)
        self._call(lead, "2017-08-03 10:00:00", user=self.anna)
        fact = self._facts("calls").with_user(self.anna)
        with self.assertRaisesRegex(UserError, "is closed to you"):
            fact.action_open_source()
