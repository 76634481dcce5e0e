from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import FunnelCommon


@tagged("post_install", "-at_install")
class TestFunnelAccess(FunnelCommon):
    def _get_people(self, model, user):
        return self.env[model].with_user(user).search([]).user_id

    def test_who_sees_which_deals(self):
        for user in (self.anna, self.boris, self.carl):
            self._move(self._create_deals(user=user), self.talk)
        everybody = self.anna | self.boris | self.carl
        for model in ("sales.funnel.report", "sales.stage.move"):
            for user, people in (
                (self.anna, self.anna),
                (self.lena, self.anna | self.boris),
                (self.max, everybody),
            ):
                seen = self._get_people(model, user) & everybody
                self.assertEqual(seen, people, f"{model} {user.name}")

    def test_other_companies_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.max.company_ids |= other
        stranger = new_test_user(
            self.env,
            "sales_stranger",
            "sales_team.group_sale_salesman",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        deal = self._create_deals(user=stranger, company_id=other.id, team_id=False)
        self._move(deal, self.talk)
        for model in ("sales.funnel.report", "sales.stage.move"):
            records = self.env[model].with_user(self.max)
            here = records.with_context(allowed_company_ids=self.company.ids)
            self.assertNotIn(deal, here.search([]).lead_id)
            both = records.with_context(allowed_company_ids=(self.company | other).ids)
            self.assertIn(deal, both.search([]).lead_id)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_log_is_only_read(self):
        self._move(self._create_deals(), self.talk)
        move = self.env["sales.stage.move"].search([], limit=1)
        for user in (self.anna, self.lena, self.max, self.ada):
            own = move.with_user(user)
            for act in (
                lambda own=own: own.write({"seconds": 1}),
                lambda own=own: own.unlink(),
                lambda own=own: own.copy(),
            ):
                with self.assertRaises(AccessError):
                    act()

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_who_makes_funnels(self):
        funnels = self.env["sales.funnel"]
        with self.assertRaises(AccessError):
            funnels.with_user(self.anna).create({"name": "Mine"})
        own = funnels.with_user(self.lena).create({"name": "Of North"})
        own.name = "Of the North"
        usual = self.env.ref("sales_efficiency.sales_funnel_channel")
        self.assertTrue(usual.with_user(self.lena).name)
        with self.assertRaises(AccessError):
            usual.with_user(self.lena).name = "Changed"
        usual.with_user(self.max).name = "Changed"
        own.with_user(self.max).unlink()

    def test_salesperson_gets_the_own_picture(self):
        self._create_deals(2, user=self.anna)
        self._create_deals(5, user=self.boris)
        funnel = self.env["sales.funnel"].create({"name": "All", "sequence": 0})
        picture = (
            self.env["sales.funnel"]
            .with_user(self.anna)
            .get_picture({"funnel_id": funnel.id})
        )
        self.assertEqual(picture["columns"][0]["deals"], 2)
