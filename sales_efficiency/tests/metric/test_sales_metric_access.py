from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MetricCommon


@tagged("post_install", "-at_install")
class TestSalesMetricAccess(MetricCommon):
    """Administrators define; nobody counts what is closed to them."""

    def test_roles(self):
        metric = self._create_metric()
        for user in (self.anna, self.lena, self.max):
            with self.subTest(user.login):
                own = metric.with_user(user)
                self.assertEqual(own.read(["name", "unit"])[0]["name"], "Leads")
                with self.assertRaises(AccessError):
                    own.write({"name": "Mine"})
                with self.assertRaises(AccessError):
                    own.unlink()
                with self.assertRaises(AccessError):
                    own.create(self._values(code="mine"))
                with self.assertRaises(AccessError):
                    own.copy()

    def test_preview_is_for_administrators(self):
        """It shows everybody's figures, so it is no way around the rules of facts."""
        metric = self._create_metric()
        self.assertTrue(metric.preview)
        for user in (self.anna, self.lena, self.max):
            with self.subTest(user.login), self.assertRaises(AccessError):
                metric.with_user(user).read(["preview"])
            with self.assertRaises(AccessError):
                metric.with_user(user).onchange(
                    self._values(), ["domain"], {"preview": {}}
                )

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Overseas"})
        metric = self.revenue.copy({"company_id": other.id})
        for user in (self.anna, self.ada):
            self.assertNotIn(metric, metric.with_user(user).search([]))
            with self.assertRaises(AccessError):
                metric.with_user(user).read(["name"])

    def test_records_closed_to_the_author(self):
        self._assert_refused(
            "You may not read",
            lambda: self._create_metric("ir.cron", date="nextcall"),
        )

    def test_records_the_author_sees_in_part(self):
        self.env["ir.rule"].create(
            {
                "name": "Own only",
                "model_id": self.env["ir.model"]._get_id("calendar.alarm"),
                "domain_force": "[('create_uid', '=', user.id)]",
                "groups": self.env.ref("base.group_user").ids,
            }
        )
        self.env.flush_all()
        values = {
            "model": "calendar.alarm",
            "user": "create_uid",
            "date": "create_date",
        }
        self._assert_refused("only a part", lambda: self._create_metric(**values))
        self.env["ir.rule"].create(
            {
                "name": "All",
                "model_id": self.env["ir.model"]._get_id("calendar.alarm"),
                "domain_force": "[(1, '=', 1)]",
                "groups": self.env.ref(
                    "sales_efficiency.group_sales_efficiency_admin"
                ).ids,
            }
        )
        self.env.flush_all()
        self.assertTrue(self._create_metric(**values))

    def test_fields_closed_to_the_author(self):
        """Counting by a closed field would give its values away, one by one."""
        for domain in (
            "[('user_id.api_key_ids', '!=', False)]",
            "[('user_id.password', '=like', 'a%')]",
            "[('user_id', 'any', [('password', '=like', 'a%')])]",
        ):
            with self.subTest(domain):
                self._assert_refused(
                    "only a part|differ from reader|may not read",
                    lambda domain=domain: self._create_metric(domain=domain),
                )
