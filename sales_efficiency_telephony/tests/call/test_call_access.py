from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import CLIENT, OTHER, CallCommon


@tagged("post_install", "-at_install")
class TestCallAccess(CallCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls._create_deal(partner=cls.client, user=cls.boris)
        cls.annas, cls.carls, cls.nobodys = cls._tell(
            cls._state("1", cls._talk("101"), number=OTHER),
            cls._state("2", cls._talk("103"), cls._rang("102"), number=OTHER),
            cls._state("3", cls._talk("199"), number=CLIENT),
        )
        cls.calls = cls.annas | cls.carls | cls.nobodys

    def _seen(self, user):
        return self.env["pbx.call"].with_user(user).search([]).sudo() & self.calls

    def test_who_sees_which_calls(self):
        self.assertEqual(self._seen(self.anna), self.annas)
        self.assertEqual(
            self._seen(self.boris),
            self.carls | self.nobodys,
            "one that rang with him, one about his deal",
        )
        self.assertEqual(self._seen(self.carl), self.carls)
        self.assertEqual(self._seen(self.max), self.calls)

    def test_leaders_see_their_teams(self):
        self.assertEqual(self.nobodys.team_id, self.north, "the deal's team")
        self.assertEqual(self._seen(self.lena), self.annas | self.nobodys)

    def test_legs_go_with_their_calls(self):
        legs = self.env["pbx.call.leg"]
        self.assertEqual(
            legs.with_user(self.anna).search([]).call_id.sudo(), self.annas
        )
        self.assertEqual(
            legs.with_user(self.carl).search([]).mapped("extension"), ["103", "102"]
        )

    def test_other_companies_see_nothing(self):
        company = self.env["res.company"].create({"name": "Other"})
        group = "sales_efficiency.group_sales_efficiency_admin"
        other = new_test_user(
            self.env,
            "other_admin",
            groups=f"sales_team.group_sale_manager,{group}",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        self.env["pbx.unknown.number"]._claim(self.company, [OTHER])
        for model in ("pbx.call", "pbx.call.leg", "pbx.unknown.number"):
            records = self.env[model].with_user(other)
            records = records.with_context(allowed_company_ids=company.ids)
            self.assertTrue(records.sudo().search([]), model)
            self.assertFalse(records.search([]), model)
        with self.assertRaises(AccessError):
            records.env["pbx.call"].browse(self.annas.id).read(["number"])

    def test_others_see_no_calls_at_all(self):
        other = new_test_user(self.env, "no_sales", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.annas.with_user(other).read(["number"])

    def test_what_people_may_write(self):
        call = self.annas.with_user(self.anna)
        call.write(
            {
                "note": "Wants chairs",
                "outcome_id": self.env.ref(
                    "sales_efficiency_telephony.pbx_outcome_reached"
                ).id,
            }
        )
        call.message_post(body=self.client.name)
        for user in (self.anna, self.lena, self.max, self.ada):
            for name, value in {
                "talk_seconds": 1000,
                "state": "missed",
                "user_id": self.boris.id,
                "number": CLIENT,
            }.items():
                with self._assert_refused("is what the phone system told"):
                    self.annas.with_user(user).write({name: value})

    def test_calls_of_others_are_not_written(self):
        with self.assertRaises(AccessError):
            self.annas.with_user(self.carl).note = "Mine"
        with self.assertRaises(AccessError):
            self.annas.with_user(self.anna).unlink()
        with self.assertRaises(AccessError):
            self.annas.leg_ids.with_user(self.anna).write({"talk_seconds": 0})
        with self.assertRaises(AccessError):
            self.env["pbx.call"].with_user(self.anna).create(
                {
                    "provider_id": self.provider.id,
                    "company_id": self.company.id,
                    "direction": "in",
                    "state": "missed",
                    "started_at": self.annas.started_at,
                }
            )

    def test_deals_one_may_not_see_are_not_chosen(self):
        with self.assertRaises(AccessError):
            self.annas.with_user(self.anna).lead_id = self.deal

    def test_deals_of_other_companies_are_not_chosen(self):
        company = self.env["res.company"].create({"name": "Other"})
        deal = self.env["crm.lead"].create(
            {"name": "There", "company_id": company.id, "user_id": False}
        )
        self.max.company_ids |= company
        both = self.annas.with_user(self.max).with_context(
            allowed_company_ids=(self.company | company).ids
        )
        with self.assertRaises(ValidationError):
            both.lead_id = deal

    def test_counts_go_by_what_one_sees(self):
        seen = self.client.with_user(self.carl)
        self.assertEqual(seen.pbx_call_count, 0)
        self.assertEqual(self.client.with_user(self.max).pbx_call_count, 1)
