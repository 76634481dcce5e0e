from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..event.common import HubCommon


@tagged("post_install", "-at_install")
class TestProviderAccess(HubCommon):
    def test_who_may_change_phone_systems(self):
        for user in (self.anna, self.lena, self.max):
            provider = self.provider.with_user(user)
            self.assertEqual(provider.name, "Switchboard")
            with self.assertRaises(AccessError):
                provider.write({"name": "Mine"})
            with self.assertRaises(AccessError):
                provider.extension_ids[0].write({"user_id": user.id})
            with self.assertRaises(AccessError):
                provider.unlink()
        provider = self.provider.with_user(self.ada)
        provider.name = "Ours"
        provider.extension_ids[0].user_id = self.boris

    def test_events_are_the_administrators(self):
        self._tell(self._talk())
        domain = [("provider_id", "=", self.provider.id)]
        self.assertEqual(self.events.with_user(self.ada).search_count(domain), 7)
        for user in (self.anna, self.lena, self.max):
            with self.assertRaises(AccessError):
                self.events.with_user(user).search(domain)

    def test_other_companies(self):
        self._tell(self._talk())
        company = self.env["res.company"].create({"name": "Other"})
        other = new_test_user(
            self.env,
            "other_admin",
            groups="sales_team.group_sale_manager,"
            "sales_efficiency.group_sales_efficiency_admin",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        provider = self.provider.with_user(other).with_context(
            allowed_company_ids=company.ids
        )
        for model in ("pbx.provider", "pbx.extension", "pbx.event"):
            domain = [("provider_id", "=", provider.id)]
            if model == "pbx.provider":
                domain = [("id", "=", provider.id)]
            self.assertTrue(self.env[model].search(domain))
            self.assertFalse(provider.env[model].search(domain), model)
        for name in ("read", "action_make_secret", "action_new_address"):
            with self.assertRaises(AccessError):
                getattr(provider, name)()

    def test_imports_are_their_own(self):
        wizards = self.env["pbx.call.import"]
        mine = wizards.with_user(self.ada).create({"provider_id": self.provider.id})
        bea = self._create_user("bea", "group_sales_efficiency_admin")
        with self.assertRaises(AccessError):
            mine.with_user(bea).read(["file_name"])
        for user in (self.anna, self.lena, self.max):
            with self.assertRaises(AccessError):
                wizards.with_user(user).create({"provider_id": self.provider.id})
