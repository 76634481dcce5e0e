from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..missed.common import MINUTE, MONDAY
from .common import FactCommon


@tagged("post_install", "-at_install")
class TestCallReportAccess(FactCommon):
    """Own calls, those of the led teams, all of the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["pbx.call.report"]

    def setUp(self):
        super().setUp()
        for index, user in enumerate((self.anna, self.boris, self.carl)):
            self._log(
                MONDAY + index * MINUTE, talkers=[user], team_id=user.sale_team_id.id
            )

    def _get_people(self, user):
        return self.report.with_user(user).search([]).sudo().user_id

    def test_who_sees_whose(self):
        self.assertEqual(self._get_people(self.anna), self.anna)
        self.assertEqual(self._get_people(self.lena), self.anna | self.boris)
        everybody = self.anna | self.boris | self.carl
        self.assertEqual(self._get_people(self.max), everybody)
        self.assertEqual(self._get_people(self.ada), everybody)

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        report = self.report.with_user(stranger)
        report = report.with_context(allowed_company_ids=company.ids)
        self.assertFalse(report.search([]))
        report = report.with_context(allowed_company_ids=self.company.ids)
        with self.assertRaises(AccessError):
            report.search([])

    def test_not_in_sales(self):
        outsider = new_test_user(self.env, login="sales_outsider")
        with self.assertRaises(AccessError):
            self._get_people(outsider)
        with self.assertRaises(AccessError):
            self.report.with_user(outsider).get_heat_map()

    def test_read_only(self):
        row = self.report.search([], limit=1)
        with self.assertRaises(AccessError):
            row.with_user(self.ada).write({"line": "1"})

    def test_heat_map(self):
        """The picture counts what its reader may see."""
        options = {
            "date_from": "2017-08-14",
            "date_to": "2017-08-14",
            "measure": "talk_count",
        }
        for user, count in ((self.anna, 1), (self.lena, 2), (self.max, 3)):
            found = self.report.with_user(user).get_heat_map(options)
            self.assertEqual(found["total"], count)

    def test_choices(self):
        names = {
            user: [
                one["name"]
                for one in self.report.with_user(user).get_heat_choices()["people"]
            ]
            for user in (self.anna, self.lena, self.max)
        }
        self.assertEqual(names[self.anna], [])
        self.assertEqual(names[self.lena], ["Anna", "Boris"])
        self.assertLessEqual({"Anna", "Boris", "Carl"}, set(names[self.max]))
