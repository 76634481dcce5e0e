from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common import SalesEfficiencyCommon


@tagged("post_install", "-at_install")
class TestPlanGrid(SalesEfficiencyCommon):
    """The table of people by metrics, as the screen reads and writes it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls._metric("orders")
        cls.plan = cls._create_plan("2017-08-01", {cls.anna: 100, cls.north: 150})

    def _key(self, owner, metric=None):
        letter = {"res.users": "u", "crm.team": "t"}[owner._name]
        return f"{letter}{owner.id}-{(metric or self.revenue).id}"

    def _write(self, changes, plan=None):
        (plan or self.plan).write({"grid": {"changes": changes}})

    def _get_targets(self):
        return {key: cell["target"] for key, cell in self.plan.grid["cells"].items()}

    def test_rows_and_columns(self):
        grid = self.plan.grid
        self.assertEqual(
            [(row["name"], row["team_id"]) for row in grid["people"]],
            [
                ("Anna", self.north.id),
                ("Boris", self.north.id),
                ("Carl", self.south.id),
            ],
        )
        teams = [team["name"] for team in grid["teams"]]
        self.assertLessEqual({"North", "South"}, set(teams))
        self.assertEqual([metric["id"] for metric in grid["metrics"]], self.revenue.ids)
        self.assertIn("Lena", [person["name"] for person in grid["other_people"]])
        self.assertEqual(
            self._get_targets(),
            {self._key(self.anna): 100, self._key(self.north): 150},
        )

    def test_changes_are_written(self):
        self._write(
            {
                self._key(self.anna): 120.5,
                self._key(self.boris): 0,
                self._key(self.carl, self.orders): 7,
                self._key(self.north): None,
                f"d-{self.revenue.id}": 1_000,
            }
        )
        self.assertEqual(
            self._get_targets(),
            {
                self._key(self.anna): 120.5,
                self._key(self.boris): 0,
                self._key(self.carl, self.orders): 7,
                f"d-{self.revenue.id}": 1_000,
            },
        )
        line = self.plan.line_ids.filtered(lambda line: line.user_id == self.carl)
        self.assertEqual((line.team_id, line.level), (self.south, "user"))
        self.assertNotIn("changes", self.plan.grid)

    def test_nothing_is_written_without_changes(self):
        self.plan.write({"grid": self.plan.grid})
        self.assertEqual(len(self.plan.line_ids), 2)

    def test_what_is_no_target_is_refused_and_nothing_is_stored(self):
        for target, message in (
            (-5, "target -5 is negative"),
            ("many", "many is not a number"),
            (True, "True is not a number"),
        ):
            with self.subTest(message):
                with self._assert_refused(message):
                    self._write({self._key(self.boris): target})
                self.assertEqual(len(self.plan.line_ids), 2)
        with self._assert_refused("x1-2 is not a cell"):
            self._write({"x1-2": 5})

    def test_new_plan_in_the_form(self):
        form = Form(self.env["sales.plan"].with_user(self.max))
        form.date_start = "2017-10-01"
        grid = form.grid
        self.assertEqual(
            [row["name"] for row in grid["people"]], ["Anna", "Boris", "Carl"]
        )
        form.grid = {**grid, "changes": {self._key(self.anna): 5}}
        plan = form.save()
        self.assertEqual(plan.line_ids.mapped("target"), [5])

    def test_columns_of_the_plan_before(self):
        self._write({self._key(self.anna, self.orders): 3})
        with Form(self.env["sales.plan"]) as form:
            form.date_start = "2017-10-01"
            self.assertEqual(
                [metric["id"] for metric in form.grid["metrics"]],
                [self.revenue.id, self.orders.id],
            )

    def test_parts_of_the_period(self):
        line = self.plan.line_ids.filtered("user_id")
        line.date_to = "2017-08-14"
        cell = self.plan.grid["cells"][self._key(self.anna)]
        self.assertEqual((cell["parts"], cell["note"]), (1, "until 08/14/2017"))
        line.copy({"date_from": "2017-08-15", "date_to": False, "target": 60})
        cell = self.plan.grid["cells"][self._key(self.anna)]
        self.assertEqual((cell["parts"], cell["target"]), (2, 160))
        with self._assert_refused("several targets within August"):
            self._write({self._key(self.anna): 1})

    def test_parts_of_the_whole_have_no_cell(self):
        line = self.plan.line_ids.filtered("user_id")
        line.copy({"client_kind": "new", "target": 9})
        self.assertEqual(len(self.plan.grid["cells"]), 2)
        self.assertEqual(self.plan.scoped_line_ids.target, 9)
        self._write({self._key(self.anna): None})
        self.assertEqual(self.plan.scoped_line_ids.target, 9)

    def test_archived_people_with_targets_stay(self):
        self.anna.active = False
        people = {row["name"]: row["active"] for row in self.plan.grid["people"]}
        self.assertEqual(people, {"Anna": False, "Boris": True, "Carl": True})

    def test_two_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        plan = self.env["sales.plan"].create(
            {"date_start": "2017-08-01", "company_id": other.id}
        )
        self.assertEqual(plan.grid["people"], [])
        with self.assertRaises(ValidationError):
            self._write({self._key(self.anna): 5}, plan)

    def test_rights_of_who_writes(self):
        with self.assertRaises(AccessError):
            self._write({self._key(self.carl): 5}, self.plan.with_user(self.lena))
