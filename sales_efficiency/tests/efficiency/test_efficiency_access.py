from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import EfficiencyCommon


@tagged("post_install", "-at_install")
class TestEfficiencyAccess(EfficiencyCommon):
    """A salesperson sees the own factors, a leader the team's, a manager all."""

    def test_picture(self):
        for user, names, people in (
            (self.anna, ["Anna"], 1),
            (self.lena, ["Anna", "Boris"], 2),
            (self.max, ["North", "South"], 3),
        ):
            picture = self._get_picture(user)
            self.assertEqual([row["name"] for row in picture["rows"]], names)
            self.assertEqual(picture["total"]["now"]["people"], people, user.name)

    def test_team_of_others_is_empty(self):
        picture = self._get_picture(self.lena, team_id=self.south.id)
        self.assertEqual(picture["rows"], [])
        self.assertEqual(picture["total"]["now"]["value"], 0)

    def test_report(self):
        for user, people in (
            (self.anna, self.anna),
            (self.lena, self.anna | self.boris),
            (self.max, self.anna | self.boris | self.carl),
        ):
            report = self.env["sales.efficiency.report"].with_user(user)
            found = report.search([("date", ">=", "2017-07-01")])
            self.assertEqual(found.user_id, people, user.name)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_report_is_only_read(self):
        for user in (self.anna, self.lena, self.max, self.ada):
            report = self.env["sales.efficiency.report"].with_user(user)
            with self.assertRaises(AccessError):
                report.create({})

    def test_who_does_not_sell_sees_nothing(self):
        clerk = self.env["res.users"].create(
            {"name": "Clerk", "login": "clerk", "company_id": self.company.id}
            | {"company_ids": self.company.ids}
        )
        with self.assertRaises(AccessError):
            self._get_picture(clerk)

    def test_headcount_is_of_the_leader(self):
        wizards = self.env["sales.headcount"]
        with self.assertRaises(AccessError):
            wizards.with_user(self.anna).create({})
        wizard = wizards.with_user(self.lena).create({})
        self.assertEqual(wizard.team_id, self.north)
        self.assertEqual(wizard.people_count, 2)
        with self._assert_refused("choose one of the teams you lead"):
            wizard.team_id = False
        with self._assert_refused("South is not a team you lead"):
            wizard.team_id = self.south
        with self.assertRaises(AccessError):
            wizard.with_user(self.max).read(["plan"])
