from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ReminderCommon


@tagged("post_install", "-at_install")
class TestReminderAccess(ReminderCommon):
    """Everybody sees the own reminders, leaders the team's, managers all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule("no_next_step", 4, steps=[(4, "leader")])
        cls._create_deal("Of boris", cls.boris)
        cls._create_deal("Of carl", cls.carl)

    def test_who_sees_reminders(self):
        reminders = self._remind("2017-08-15 08:00:00")
        self.assertEqual(len(reminders), 3)
        for user, people in (
            (self.anna, self.anna),
            (self.lena, self.anna | self.boris),
            (self.max, self.anna | self.boris | self.carl),
            (self.ada, self.anna | self.boris | self.carl),
        ):
            with self.subTest(user.name):
                seen = self.reminders.with_user(user).search([])
                self.assertEqual(seen.sudo().user_id, people)
                self.assertTrue(seen.mapped("res_name"))

    def test_other_company(self):
        self._remind("2017-08-15 08:00:00")
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            login="sales_stranger",
            groups="sales_efficiency.group_sales_efficiency_admin",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        for model in ("sales.reminder", "sales.reminder.rule", "sales.reminder.step"):
            with self.subTest(model):
                records = self.env[model].with_user(stranger)
                found = records.with_context(allowed_company_ids=company.ids).search([])
                self.assertFalse(found.filtered(lambda one: self._is_ours(one)))

    def _is_ours(self, record):
        rule = record.sudo().rule_id if "rule_id" in record._fields else record.sudo()
        return rule.company_id == self.company

    def test_nobody_writes_reminders(self):
        reminder = self._remind("2017-08-15 08:00:00")[0]
        for user in (self.anna, self.lena, self.max, self.ada):
            mine = reminder.with_user(user)
            for act in (
                lambda mine=mine: mine.write({"state": "done"}),
                lambda mine=mine: mine.unlink(),
                lambda mine=mine: mine.copy(),
            ):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    act()

    def test_who_sets_rules(self):
        step = self.rule.step_ids
        for user in (self.anna, self.lena):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.rule.with_user(user).read(["name"])
            with self.subTest(user.name), self.assertRaises(AccessError):
                step.with_user(user).read(["hours"])
        self.assertTrue(self.rule.with_user(self.max).read(["name", "open_count"]))
        for record, values in ((self.rule, {"delay": 5}), (step, {"hours": 5})):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(self.max).write(values)
            record.with_user(self.ada).write(values)

    def test_administrator_switches_off(self):
        reminders = self._remind("2017-08-15 08:00:00")
        self.rule.with_user(self.ada).active = False
        self.assertEqual(set(reminders.mapped("state")), {"gone"})
        self.rule.with_user(self.ada).unlink()
        self.assertFalse(reminders.exists())
        self.assertFalse(self._get_activities())

    def test_head_is_the_administrators(self):
        for user in (self.ada, self.max):
            user.group_ids += self.env.ref("base.group_system")
        self.company.with_user(self.ada).sales_head_id = self.lena
        with self.assertRaises(AccessError):
            self.company.with_user(self.max).sales_head_id = self.max

    def test_reminder_opens_its_record(self):
        reminder = self._remind("2017-08-15 08:00:00")[-1]
        action = reminder.with_user(reminder.user_id).action_open_record()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("crm.lead", reminder.res_id)
        )
        self.assertEqual(
            self.rule.with_user(self.max).action_view_reminders()["domain"],
            [("rule_id", "in", self.rule.ids)],
        )
