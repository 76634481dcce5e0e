from odoo.tests import tagged

from ..common import SalesEfficiencyCommon

DAY = "2017-08-15"


@tagged("post_install", "-at_install")
class TestBoardQueries(SalesEfficiencyCommon):
    """What a screen asks of the database does not grow with the department."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.anna.browse()
        for number in range(50):
            cls.people |= cls._create_user(
                f"extra{number}", "group_sales_efficiency_user"
            )
        cls.north.member_ids |= cls.people
        for number, user in enumerate(cls.people):
            cls._create_own_hours(user, number)
        cls.env["sales.norm"].create(
            [
                {"metric_id": cls._metric("calls").id, "amount": 20},
                {
                    "metric_id": cls._metric("meetings").id,
                    "amount": 5,
                    "period": "week",
                },
            ]
        )
        cls._create_order(cls.people[0], 500, "2017-08-15 08:00:00")

    @classmethod
    def _create_own_hours(cls, user, number):
        calendar = cls.company.resource_calendar_id.copy({"name": user.name})
        if number % 3 == 0:
            calendar.attendance_ids.filtered(
                lambda line: line.dayofweek == "4"
            ).unlink()
        resource = cls.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "calendar_id": calendar.id,
                "company_id": cls.company.id,
            }
        )
        cls.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": "2017-08-14 22:00:00",
                "date_to": "2017-08-15 21:59:00",
            }
        )

    def _count(self, call):
        """Return the queries of a call whose code and rights are known already."""
        # Twice from an empty cache: rights are looked up when something is read.
        self.env.flush_all()
        self.env.invalidate_all()
        call()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def _plan(self, people):
        """Let exactly these people have a plan."""
        self.env["sales.plan.line"].search(
            [("company_id", "=", self.company.id)]
        ).plan_id.unlink()
        plan = self._create_plan(
            "2017-08-01", dict.fromkeys(people, 1000), state="draft"
        )
        plan.line_ids.copy({"metric_id": self._metric("orders").id})
        plan.action_confirm()

    def _compare(self, call):
        counts = []
        for people in (self.people[:5], self.people):
            self.env.cr.execute("SAVEPOINT people")
            self._plan(people)
            counts.append(self._count(call))
            self.env.cr.execute("ROLLBACK TO SAVEPOINT people")
            self.env.invalidate_all()
        self.assertEqual(*counts)
        return counts[0]

    def test_board(self):
        board = self.env["sales.board"].with_user(self.max)
        self._compare(lambda: board.get_board_data(DAY))

    def test_pace(self):
        plan = self.env["sales.plan"].with_user(self.max)
        count = self._compare(lambda: plan.get_pace(DAY))
        self.assertLessEqual(count, 25)

    def test_cards(self):
        cards = self.env["sales.pace.report"].with_user(self.max)
        fields = {"user_id": {}, "pace": {}, "card": {}}
        self._compare(
            lambda: cards.web_search_read(
                [("is_main", "=", True), ("date", "=", DAY)], fields, limit=80
            )
        )
