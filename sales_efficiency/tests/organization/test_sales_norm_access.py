from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestSalesNormAccess(SalesEfficiencyCommon):
    """Who may read and who may set norms and positions, role by role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.position = cls.env["sales.position"].create({"name": "Hunter"})
        cls.position.user_ids = cls.anna
        cls.common = cls._create_norm()
        cls.of_position = cls._create_norm(position_id=cls.position.id)
        cls.annas = cls._create_norm(user_id=cls.anna.id)
        cls.carls = cls._create_norm(user_id=cls.carl.id)
        cls.lenas = cls._create_norm(user_id=cls.lena.id)
        cls.norms = cls.common | cls.of_position | cls.annas | cls.carls | cls.lenas

    @classmethod
    def _create_norm(cls, **values):
        return cls.env["sales.norm"].create(
            {
                "metric_id": cls._metric("calls").id,
                "amount": 30,
                "company_id": cls.company.id,
                **values,
            }
        )

    def _get_readable(self, user):
        return (
            self.env["sales.norm"]
            .with_user(user)
            .search([("id", "in", self.norms.ids)])
        )

    def _get_writable(self, user):
        return self.norms.filtered(
            lambda norm: norm.with_user(user).has_access("write")
        )

    def test_salesperson(self):
        shared = self.common | self.of_position
        self.assertEqual(self._get_readable(self.anna), shared | self.annas)
        self.assertFalse(self._get_writable(self.anna))
        with mute_logger("odoo.addons.base.models.ir_rule"):
            with self.assertRaises(AccessError):
                self.carls.with_user(self.anna).read(["amount"])
            with self.assertRaises(AccessError):
                self.annas.with_user(self.anna).amount = 1

    def test_leader(self):
        shared = self.common | self.of_position
        self.assertEqual(
            self._get_readable(self.lena), shared | self.annas | self.lenas
        )
        self.assertEqual(self._get_writable(self.lena), self.annas)
        norms = self.env["sales.norm"].with_user(self.lena)
        values = {"metric_id": self._metric("meetings").id, "amount": 1}
        norm = norms.create({**values, "user_id": self.boris.id})
        self.assertTrue(norm)
        with mute_logger("odoo.addons.base.models.ir_rule"):
            for refused in ({}, {"user_id": self.carl.id}, {"user_id": self.lena.id}):
                with self.subTest(refused), self.assertRaises(AccessError):
                    norms.create({**values, **refused})
            for moved in (self.carl.id, self.lena.id, False):
                with self.subTest(moved), self.assertRaises(AccessError):
                    norm.user_id = moved

    def test_co_leader(self):
        self.south.sales_co_leader_ids = self.lena
        self.assertEqual(self._get_writable(self.lena), self.annas | self.carls)

    def test_manager_and_admin(self):
        for user in (self.max, self.ada):
            with self.subTest(user.login):
                self.assertEqual(self._get_readable(user), self.norms)
                self.assertEqual(self._get_writable(user), self.norms)

    def test_positions(self):
        for user, allowed in ((self.anna, False), (self.lena, False), (self.max, True)):
            with self.subTest(user.login):
                position = self.position.with_user(user)
                self.assertEqual(position.name, "Hunter")
                self.assertEqual(position.has_access("write"), allowed)
                self.assertEqual(position.has_access("create"), allowed)
                self.assertEqual(position.has_access("unlink"), allowed)

    def test_nobody_changes_the_own_position(self):
        with self.assertRaises(AccessError):
            self.anna.with_user(self.anna).sales_position_id = False

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        norm = self.env["sales.norm"].create(
            {"metric_id": self._metric("calls").id, "amount": 1, "company_id": other.id}
        )
        position = self.env["sales.position"].create(
            {"name": "X", "company_id": other.id}
        )
        self.assertFalse(norm.with_user(self.max).has_access("read"))
        self.assertFalse(position.with_user(self.max).has_access("read"))
