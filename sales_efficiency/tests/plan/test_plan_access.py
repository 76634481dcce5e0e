from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPlanAccess(SalesEfficiencyCommon):
    """Who may see and who may set targets, role by role.

    August is confirmed, September still a draft. Both hold targets of anna, boris, carl,
    lena, both teams and the department.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        targets = {
            cls.anna: 1,
            cls.boris: 2,
            cls.carl: 4,
            cls.lena: 8,
            cls.north: 16,
            cls.south: 32,
        }
        cls.plan = cls._create_plan("2017-08-01", targets)
        cls.draft = cls._create_plan("2017-09-01", targets, state="draft")
        cls.plans = cls.plan | cls.draft
        for plan in cls.plans:
            plan.line_ids.filtered(
                lambda line: line.user_id == cls.lena
            ).team_id = cls.north
            cls.env["sales.plan.line"].create(
                {"plan_id": plan.id, "metric_id": cls.revenue.id, "target": 64}
            )
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _line(self, owner, plan=None):
        lines = (plan or self.plan).line_ids
        field = "user_id" if owner._name == "res.users" else "team_id"
        return lines.filtered(
            lambda line: (
                line[field] == owner and (field == "user_id") == bool(line.user_id)
            )
        )

    def _get_readable(self, user, plan):
        lines = self.env["sales.plan.line"].with_user(user)
        return lines.search([("plan_id", "=", plan.id)])

    def _get_writable(self, user, plan):
        return plan.line_ids.filtered(
            lambda line: line.with_user(user).has_access("write")
        )

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models.unlink")
    def _assert_denied(self, action):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            action()

    # ------------------------------------------------------------
    # SALESPERSON
    # ------------------------------------------------------------

    def test_salesperson_reads_own_only(self):
        self.assertEqual(
            self._get_readable(self.anna, self.plan), self._line(self.anna)
        )
        self.assertFalse(self._get_readable(self.anna, self.draft))
        for line in self.plan.line_ids - self._line(self.anna):
            self._assert_denied(lambda line=line: line.with_user(self.anna).read())

    def test_salesperson_changes_nothing(self):
        own = self._line(self.anna).with_user(self.anna)
        values = {
            "plan_id": self.plan.id,
            "metric_id": self._metric("orders").id,
            "user_id": self.anna.id,
        }
        plan = self.plan.with_user(self.anna)
        for action in (
            lambda: own.write({"target": 9}),
            own.unlink,
            lambda: own.create(values),
            lambda: own.copy({"metric_id": self._metric("orders").id}),
            lambda: plan.write({"name": "Mine"}),
            lambda: plan.write({"grid": {"changes": {"d-1": 3}}}),
            lambda: plan.write({"line_ids": [Command.create(values)]}),
            plan.action_draft,
            plan.action_copy_next,
            plan.unlink,
            lambda: plan.create({"date_start": "2017-10-01"}),
        ):
            self._assert_denied(action)
        self.assertEqual(own.target, 1)

    def test_salesperson_through_the_plan(self):
        plans = self.env["sales.plan"].with_user(self.anna)
        found = plans.search([("id", "in", self.plans.ids)])
        self.assertEqual(found, self.plan)
        self.assertEqual(found.line_ids, self._line(self.anna))
        self.assertEqual((found.line_count, found.people_count), (1, 1))
        self.assertEqual((found.people_target, found.department_target), (1, 0))
        grid = found.grid
        self.assertEqual([row["id"] for row in grid["people"]], self.anna.ids)
        self.assertEqual({cell["target"] for cell in grid["cells"].values()}, {1})
        self.assertFalse(grid["can_department"] or grid["other_people"])
        self._assert_denied(lambda: self.draft.with_user(self.anna).read(["name"]))
        (values,) = found.web_read({"line_ids": {"fields": {"target": {}}}})
        self.assertEqual([line["target"] for line in values["line_ids"]], [1])
        # Nor by asking which plans hold a target like this.
        self.assertFalse(plans.search([("line_ids.target", "=", 64)]))

    def test_salesperson_through_sums(self):
        lines = self.env["sales.plan.line"].with_user(self.anna)
        ((target, count),) = lines._read_group([], [], ["target:sum", "__count"])
        self.assertEqual((target, count), (1, 1))
        rows = lines.formatted_read_group([], ["user_id"], ["target:sum"])
        self.assertEqual([row["target:sum"] for row in rows], [1])
        report = self.env["sales.pace.report"].with_user(self.anna)
        rows = report.formatted_read_group(
            [("date", "=", "2017-08-15")], ["user_id"], ["plan:sum"]
        )
        self.assertEqual([row["plan:sum"] for row in rows], [1])
        rows = self.env["sales.plan"].with_user(self.anna).get_pace("2017-08-15")
        self.assertEqual([row["plan"] for row in rows], [1])

    def test_talk_about_the_plan(self):
        body = "Carl gets 4"
        message = self.plan.message_post(body=body)
        self.env.invalidate_all()
        for user, allowed in ((self.anna, False), (self.lena, True), (self.max, True)):
            with self.subTest(user.login):
                self.assertEqual(message.with_user(user).has_access("read"), allowed)
                found = (
                    self.env["mail.message"]
                    .with_user(user)
                    .search(
                        [("model", "=", "sales.plan"), ("res_id", "=", self.plan.id)]
                    )
                )
                self.assertEqual(message in found, allowed)
        self._assert_denied(
            lambda: self.plan.with_user(self.anna).message_post(body=body)
        )

    # ------------------------------------------------------------
    # LEADER
    # ------------------------------------------------------------

    def test_leader_plans_for_the_people_led(self):
        for plan in self.plans:
            people = self._line(self.anna, plan) | self._line(self.boris, plan)
            team = self._line(self.lena, plan) | self._line(self.north, plan)
            self.assertEqual(self._get_readable(self.lena, plan), people | team)
            self.assertEqual(self._get_writable(self.lena, plan), people)

    def test_leader_creates_for_the_people_led(self):
        lines = self.env["sales.plan.line"].with_user(self.lena)
        values = {
            "plan_id": self.draft.id,
            "metric_id": self._metric("orders").id,
            "target": 5,
        }
        self.assertTrue(lines.create({**values, "user_id": self.boris.id}))
        for refused in (
            {},
            {"user_id": self.lena.id, "team_id": self.north.id},
            {"user_id": self.carl.id},
            {"user_id": self.carl.id, "team_id": self.north.id},
            {"team_id": self.north.id},
            {"team_id": self.south.id},
        ):
            with self.subTest(refused):
                self._assert_denied(
                    lambda refused=refused: lines.create({**values, **refused})
                )
        line = lines.create({**values, "user_id": self.anna.id})
        for moved in (
            {"user_id": self.carl.id},
            {"user_id": self.lena.id},
            {"user_id": False, "level": "team"},
            {"team_id": self.south.id},
        ):
            with self.subTest(moved):
                self._assert_denied(lambda moved=moved: line.write(moved))

    def test_leader_in_the_grid(self):
        plan = self.draft.with_user(self.lena)
        grid = plan.grid
        self.assertEqual([team["name"] for team in grid["teams"]], ["North"])
        self.assertEqual(
            [(row["name"], row["can_edit"]) for row in grid["people"]],
            [("Anna", True), ("Boris", True), ("Lena", False)],
        )
        self.assertFalse(grid["can_department"] or grid["teams"][0]["can_edit"])
        metric = self.revenue.id
        plan.write({"grid": {"changes": {f"u{self.anna.id}-{metric}": 50}}})
        self.assertEqual(self._line(self.anna, self.draft).target, 50)
        for owner in (f"u{self.lena.id}", f"t{self.north.id}"):
            changes = {f"{owner}-{metric}": 99}
            self._assert_denied(
                lambda changes=changes: plan.write({"grid": {"changes": changes}})
            )

    def test_leader_leaves_state_and_period_to_managers(self):
        plan = self.draft.with_user(self.lena)
        for action in (
            plan.action_confirm,
            lambda: plan.write({"name": "Mine"}),
            lambda: plan.write({"date_start": "2017-10-01"}),
            plan.action_copy_next,
            plan.unlink,
        ):
            self._assert_denied(action)
        self.assertEqual(self.draft.state, "draft")

    def test_co_leader(self):
        self.south.sales_co_leader_ids = self.lena
        people = self._line(self.anna) | self._line(self.boris) | self._line(self.carl)
        self.assertEqual(self._get_writable(self.lena, self.plan), people)

    # ------------------------------------------------------------
    # MANAGER AND OTHER COMPANY
    # ------------------------------------------------------------

    def test_manager_and_admin(self):
        for user in (self.max, self.ada):
            with self.subTest(user.login):
                for plan in self.plans:
                    self.assertEqual(self._get_readable(user, plan), plan.line_ids)
                    self.assertEqual(self._get_writable(user, plan), plan.line_ids)
                plan = self._create_plan("2017-10-01", {self.anna: 1}).with_user(user)
                plan.action_draft()
                plan.action_confirm()
                plan.action_draft()
                plan.unlink()

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        boss = new_test_user(
            self.env,
            login="boss",
            groups="sales_efficiency.group_sales_efficiency_admin",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        env = self.env(user=boss, context={"allowed_company_ids": other.ids})
        self.assertFalse(env["sales.plan"].search([("id", "in", self.plans.ids)]))
        self.assertFalse(env["sales.plan.line"].search([]))
        self.assertEqual(env["sales.plan"].get_pace("2017-08-15"), [])
        for record in (self.plan, self.plan.line_ids[0]):
            self._assert_denied(lambda record=record: record.with_env(env).read())
            self._assert_denied(
                lambda record=record: record.with_env(env).write(
                    {"company_id": other.id}
                )
            )
