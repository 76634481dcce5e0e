from odoo import Command
from odoo.tests import tagged

from .common import AUGUST, EfficiencyCommon


@tagged("post_install", "-at_install")
class TestEfficiencyCompanies(EfficiencyCommon):
    """A team of no company has people of several ones, each counted at home."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create(
            {"name": "Other", "currency_id": cls.company.currency_id.id}
        )
        cls.companies = cls.company | cls.other
        (cls.max | cls.anna | cls.boris).company_ids = [Command.link(cls.other.id)]
        cls.olga = cls._create_user("olga", "group_sales_efficiency_user")
        cls.olga.write(
            {"company_ids": [Command.set(cls.companies.ids)]}
            | {"company_id": cls.other.id}
        )
        cls.north.company_id = False
        cls.north.member_ids |= cls.olga
        cls._set_member(cls.olga, "2016-01-04")

    def _get_people_of(self, company):
        """Return ``{user: people}`` as the company counts them in August."""
        efficiency = self.env["sales.efficiency"].with_user(self.max)
        efficiency = efficiency.with_context(allowed_company_ids=company.ids)
        rows = efficiency._get_rows(*AUGUST)
        users = self.env["res.users"]
        return {users.browse(row.user_id): row.people for row in rows}

    def test_who_may_switch_counts_once(self):
        here = self._get_people_of(self.company)
        there = self._get_people_of(self.other)
        self.assertEqual(here, dict.fromkeys(self.anna | self.boris | self.carl, 1))
        self.assertEqual(there, {self.olga: 1})
        self.assertEqual(sum([*here.values(), *there.values()]), 4)

    def test_work_done_elsewhere_counts_there(self):
        """An order of the other company on Wednesday the 16th, and on the Friday."""
        for day in (16, 18):
            self._create_order(
                self.anna, 500, f"2017-08-{day} 08:00:00", company_id=self.other.id
            )
        self.env.flush_all()
        there = self._get_people_of(self.other)
        self.assertEqual(there.keys(), {self.olga, self.anna})
        self.assertAlmostEqual(there[self.anna], 3 / 23)
        self.assertEqual(self._get_people_of(self.company)[self.anna], 1)

    def test_team_of_a_company_counts_whoever_may_work_there(self):
        self.carl.company_ids = [Command.link(self.other.id)]
        self.south.company_id = self.other
        self.env.flush_all()
        self.assertEqual(self._get_people_of(self.other)[self.carl], 1)
        # Here by work done alone: the 10th to the 20th.
        self.assertAlmostEqual(self._get_people_of(self.company)[self.carl], 7 / 23)

    def test_picture_and_report(self):
        companies = dict(allowed_company_ids=self.other.ids)
        efficiency = self.env["sales.efficiency"].with_user(self.max)
        total = efficiency.with_context(**companies).get_picture()["total"]
        self.assertEqual(total["now"]["people"], 1)
        report = self.env["sales.efficiency.report"].with_user(self.max)
        groups = report.with_context(**companies)._read_group(
            [("date", ">=", "2017-07-01"), ("date", "<=", "2017-08-31")],
            ["user_id"],
            ["people:sum"],
        )
        self.assertEqual(groups, [(self.olga, 2)])
