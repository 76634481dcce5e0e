from odoo import Command
from odoo.tests import tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPlanScope(SalesEfficiencyCommon):
    """Every dimension counts its part of the facts, and nothing else.

    Anna's orders of August 2017, in powers of ten so that a sum says which are in it:

    +--------+------------+--------------+---------------+---------+------------------+
    | amount | client     | region       | tag           | channel | product          |
    +--------+------------+--------------+---------------+---------+------------------+
    | 1      | near (new) | California   | Gold (of VIP) | Fair    | phone (of goods) |
    | 10     | near       | California   | Gold (of VIP) | none    | thing            |
    | 100    | far (new)  | (Belgium)    | none          | Fair    | thing            |
    | 1000   | far        | (Belgium)    | none          | none    | phone (of goods) |
    +--------+------------+--------------+---------------+---------+------------------+
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.goods = cls.env["product.category"].create({"name": "Goods"})
        cls.phones = cls.goods.create({"name": "Phones", "parent_id": cls.goods.id})
        cls.phone = cls.env["product.product"].create(
            {"name": "Phone", "categ_id": cls.phones.id}
        )
        cls.vip = cls.env["res.partner.category"].create({"name": "VIP"})
        cls.gold = cls.vip.create({"name": "Gold", "parent_id": cls.vip.id})
        cls.california = cls.env.ref("base.state_us_5")
        cls.belgium = cls.env.ref("base.be")
        cls.fair = cls.env["utm.medium"].create({"name": "Fair"})
        near = cls.env["res.partner"].create(
            {
                "name": "Near",
                "state_id": cls.california.id,
                "country_id": cls.california.country_id.id,
                "category_id": [Command.set(cls.gold.ids)],
            }
        )
        far = near.create({"name": "Far", "country_id": cls.belgium.id})
        cls.near = near
        for amount, partner, medium, product, day in (
            (1, near, cls.fair, cls.phone, "01"),
            (10, near, cls.fair.browse(), cls.product, "02"),
            (100, far, cls.fair, cls.product, "03"),
            (1000, far, cls.fair.browse(), cls.phone, "04"),
        ):
            cls._create_order(
                cls.anna,
                amount,
                f"2017-08-{day} 10:00:00",
                partner=partner,
                medium_id=medium.id,
                order_line=[
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": 1,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            )

    def _count(self, metric="order_revenue", period_type="month", **scope):
        """Return what a plan with this scope counts for anna and for the department."""
        plan = self._create_plan(
            "2017-08-01",
            {self.anna: 5_000},
            self._metric(metric),
            "draft",
            period_type=period_type,
        )
        plan.line_ids.write(scope)
        plan.line_ids.copy({"user_id": False, "team_id": False})
        plan.action_confirm()
        self.company.sales_plan_period = period_type
        facts = [
            row["fact"]
            for row in self.env["sales.plan"].get_pace("2017-08-31")
            if row["line_id"]
        ]
        plan.action_draft()
        plan.unlink()
        self.assertEqual(len(facts), 2)
        self.assertEqual(facts[0], facts[1])
        return facts[0]

    def test_no_scope(self):
        self.assertEqual(self._count(), 1111)
        self.assertEqual(self._count("order_line_revenue"), 1111)

    def test_quarter_and_year(self):
        self._create_order(self.anna, 10_000, "2017-09-15 10:00:00")
        self._create_order(self.anna, 100_000, "2017-02-15 10:00:00")
        self.assertEqual(self._count(), 1111)
        self.company.sales_plan_period = "quarter"
        self.assertEqual(self._count(period_type="quarter"), 1111)
        plan = self._create_plan("2017-08-01", {self.anna: 1}, period_type="quarter")
        (row,) = self.env["sales.plan"].get_pace("2017-09-30", user_ids=self.anna.ids)
        self.assertEqual(row["fact"], 11_111)
        plan.action_draft()
        self.company.sales_plan_period = "year"
        self._create_plan("2017-08-01", {self.anna: 1}, period_type="year")
        (row,) = self.env["sales.plan"].get_pace("2017-09-30", user_ids=self.anna.ids)
        self.assertEqual(row["fact"], 111_111)

    def test_channel(self):
        self.assertEqual(self._count(medium_id=self.fair.id), 101)

    def test_region(self):
        self.assertEqual(self._count(state_id=self.california.id), 11)
        self.assertEqual(self._count(country_id=self.belgium.id), 1100)

    def test_client_kind(self):
        self.assertEqual(self._count(client_kind="new"), 101)
        self.assertEqual(self._count(client_kind="current"), 1010)

    def test_client_group(self):
        for group in (self.gold, self.vip):
            self.assertEqual(self._count(partner_category_id=group.id), 11)
        self.near.active = False
        self.assertEqual(self._count(partner_category_id=self.gold.id), 11)

    def test_product_category(self):
        for category in (self.phones, self.goods):
            self.assertEqual(
                self._count("order_line_revenue", product_categ_id=category.id), 1001
            )

    def test_all_at_once(self):
        scope = {
            "medium_id": self.fair.id,
            "state_id": self.california.id,
            "client_kind": "new",
            "partner_category_id": self.vip.id,
            "product_categ_id": self.goods.id,
        }
        self.assertEqual(self._count("order_line_revenue", **scope), 1)
        self.assertEqual(
            self._count("order_line_revenue", **scope | {"client_kind": "current"}), 0
        )

    def test_facts_behind_a_line(self):
        plan = self._create_plan("2017-08-01", {self.anna: 5_000})
        plan.line_ids.medium_id = self.fair
        action = plan.line_ids.action_view_facts()
        facts = self.env["sales.fact"].search(action["domain"])
        self.assertEqual(sum(facts.mapped("value")), 101)

    def test_scope_is_not_in_the_sum(self):
        plan = self._create_plan("2017-08-01", {self.anna: 5_000})
        plan.line_ids.copy({"medium_id": self.fair.id, "target": 400})
        rows = self.env["sales.plan"].get_pace("2017-08-31")
        sums = [row["plan"] for row in rows if not row["user_id"]]
        self.assertEqual(sums, [5_000, 5_000])

    def test_metric_without_the_dimension(self):
        own = self.env["sales.metric"].create(
            {
                "name": "Notes",
                "code": "notes",
                "kind": "model",
                "model_id": self.env["ir.model"]._get_id("mail.activity"),
                "date_field_id": self.env["ir.model.fields"]
                ._get("mail.activity", "date_deadline")
                .id,
                "user_field_id": self.env["ir.model.fields"]
                ._get("mail.activity", "user_id")
                .id,
            }
        )
        refused = (
            (
                "order_revenue",
                {"product_categ_id": self.goods.id},
                "no product category",
            ),
            (
                "average_deal",
                {"product_categ_id": self.goods.id},
                "no product category",
            ),
            ("notes", {"medium_id": self.fair.id}, "has no Channel"),
            ("notes", {"client_kind": "new"}, "has no Clients"),
            ("notes", {"partner_category_id": self.vip.id}, "has no Client Group"),
            ("meetings_new", {"client_kind": "new"}, "says by itself which clients"),
            (
                "order_revenue",
                {"state_id": self.california.id, "country_id": self.belgium.id},
                "California is not in Belgium",
            ),
        )
        for code, scope, message in refused:
            metric = own if code == "notes" else self._metric(code)
            plan = self._create_plan("2017-08-01", {self.anna: 1}, metric, "draft")
            with (
                self.subTest(message),
                self._assert_refused(message),
            ):
                plan.line_ids.write(scope)
            plan.unlink()
