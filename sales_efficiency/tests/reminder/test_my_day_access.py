from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ReminderCommon


@tagged("post_install", "-at_install")
class TestMyDayAccess(ReminderCommon):
    """Everybody sees the own day; leaders those of their people, managers all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.days = cls.env["sales.my.day"]

    def _look(self, user, member=None):
        return self.days.with_user(user).get_my_day(user_id=member and member.id)

    def test_own(self):
        for user in (self.anna, self.lena, self.max, self.ada):
            day = self._look(user)
            self.assertTrue(day["is_own"])
            self.assertEqual(day["user"]["id"], user.id)

    def test_own_without_deals(self):
        """Who looks at figures alone has a day, be it an empty one."""
        onlooker = new_test_user(
            self.env,
            login="onlooker",
            groups="sales_efficiency.group_sales_efficiency_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.assertEqual(self._look(onlooker)["lines"], [])

    def test_who_looks_at_whom(self):
        for user, seen in (
            (self.anna, self.env["res.users"]),
            (self.lena, self.anna | self.boris),
            (self.max, self.anna | self.boris | self.carl),
        ):
            with self.subTest(user.name):
                day = self._look(user)
                self.assertLessEqual(
                    set(seen.ids), {member["id"] for member in day["members"]}
                )
                for member in self.anna | self.boris | self.carl | self.lena:
                    if member == user:
                        continue
                    if member in seen:
                        self.assertFalse(self._look(user, member)["is_own"])
                    elif user != self.max:
                        with self.assertRaises(AccessError):
                            self._look(user, member)

    def test_what_the_member_sees(self):
        """With the member's own rights: nothing more, nothing less."""
        deal = self._create_deal("North", self.anna)
        self._plan(deal, self.anna, "2017-08-14")
        own = self._look(self.anna)["lines"]
        self.assertEqual(self._look(self.lena, self.anna)["lines"], own)
        self.assertTrue(own[0]["can_open"])

    def test_record_out_of_reach(self):
        """A promise about a deal of somebody else is listed, but does not open."""
        deal = self._create_deal("Of boris", self.boris)
        self._plan(deal, self.anna, "2017-08-14")
        line = self._look(self.anna)["lines"][0]
        self.assertFalse(line["can_open"])
        self.assertFalse(line["phone"])

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        days = self.days.with_context(allowed_company_ids=company.ids)
        with self.assertRaises(AccessError):
            days.with_user(stranger).get_my_day(user_id=self.anna.id)

    def test_snooze_of_others(self):
        deal = self._create_deal("Of boris", self.boris)
        activity = self._plan(deal, self.boris, "2017-08-14")
        with self.assertRaises(AccessError):
            self.days.with_user(self.anna).snooze(activity.id)
