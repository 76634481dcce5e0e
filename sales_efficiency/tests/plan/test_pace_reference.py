import random
from datetime import date, datetime, timedelta

from odoo.tests import new_test_user, tagged

from .common import PaceCommon

START, END, DAY = date(2017, 8, 1), date(2017, 8, 31), date(2017, 8, 17)
#: Brussels is two hours ahead of UTC in August.
AHEAD = timedelta(hours=2)
#: The hours of a working day, hour by hour.
HOURS = (*range(8, 12), *range(13, 17))
HOLIDAYS = (date(2017, 8, 15), date(2017, 8, 23))


@tagged("post_install", "-at_install")
class TestPaceReference(PaceCommon):
    """A month of random people, counted a second time hour by hour and order by order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(1708)
        cls.users = [cls._create_person(index) for index in range(12)]
        for holiday in HOLIDAYS:
            cls._create_leave(False, datetime.combine(holiday, datetime.min.time()), 24)
        cls.schedules, cls.leaves, cls.orders, cls.plans = {}, {}, [], {}
        for user in cls.users:
            cls._fill_month(user)
        cls._create_plan(str(START), cls.plans)

    @classmethod
    def _create_person(cls, index):
        user = new_test_user(
            cls.env,
            login=f"person{index}",
            groups="sales_team.group_sale_salesman",
            company_id=cls.company.id,
            company_ids=cls.company.ids,
        )
        cls.north.member_ids += user
        return user

    @classmethod
    def _create_leave(cls, resource, local, hours):
        leave = cls.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource and resource.id,
                "date_from": local - AHEAD,
                "date_to": local - AHEAD + timedelta(hours=hours),
            }
        )
        leave.company_id = cls.company

    @classmethod
    def _fill_month(cls, user):
        """Give the person a schedule, absences, orders and a plan."""
        choose = cls.random
        weekdays = set(choose.sample(range(5), choose.randint(2, 5)))
        resource = cls._set_schedule(user, weekdays)
        cls.schedules[user], cls.leaves[user] = weekdays, []
        for _ in range(choose.randint(0, 3)):
            day = START + timedelta(days=choose.randint(0, 30))
            begin = datetime.combine(day, datetime.min.time())
            begin += timedelta(hours=choose.choice((0, 8, 10, 13)))
            hours = choose.choice((2, 4, 24, 120))
            cls.leaves[user].append((begin, begin + timedelta(hours=hours)))
            cls._create_leave(resource, begin, hours)
        for _ in range(choose.randint(0, 4)):
            moment = datetime(2017, 7, 30) + timedelta(
                minutes=choose.randint(0, 34 * 24 * 60)
            )
            amount = choose.randint(1, 90) * 100
            cls._create_order(user, amount, str(moment))
            cls.orders.append((user, moment + AHEAD, amount))
        cls.plans[user] = choose.randint(10, 200) * 100

    def _count(self, user, until):
        """Count days up to ``until``: an hour off is an eighth of one."""
        days, day = 0, START
        while day <= until:
            if day.weekday() in self.schedules[user] and day not in HOLIDAYS:
                hours = [
                    datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)
                    for hour in HOURS
                ]
                there = [
                    hour
                    for hour in hours
                    if not any(start <= hour < end for start, end in self.leaves[user])
                ]
                days += len(there) / len(HOURS)
            day += timedelta(days=1)
        return days

    def test_every_figure(self):
        rows = {
            row["user_id"]: row
            for row in self.env["sales.plan"].get_pace(DAY)
            if row["user_id"]
        }
        self.assertEqual(len(rows), len(self.users))
        for user in self.users:
            row, plan = rows[user.id], self.plans[user]
            total, worked = self._count(user, END), self._count(user, DAY)
            fact = sum(
                amount
                for owner, moment, amount in self.orders
                if owner == user and START <= moment.date() <= DAY
            )
            expected = plan * worked / total
            with self.subTest(user=user.login):
                self.assertEqual(row["plan"], plan)
                self.assertAlmostEqual(row["working_days"], total)
                self.assertAlmostEqual(row["worked_days"], worked)
                self.assertAlmostEqual(row["fact"], fact)
                self.assertAlmostEqual(row["expected"], expected)
                self.assertAlmostEqual(row["gap"], fact - expected)
                self.assertAlmostEqual(row["completion"], fact / plan * 100, 2)
                self.assertAlmostEqual(row["pace"], fact / expected * 100, 2)
                self.assertAlmostEqual(row["forecast"], fact / worked * total)
                self.assertAlmostEqual(
                    row["needed_per_day"], max(plan - fact, 0) / (total - worked)
                )

    def test_sums(self):
        rows = self.env["sales.plan"].get_pace(DAY)
        people = [row for row in rows if row["user_id"]]
        for team_id in (self.north.id, None):
            (row,) = [
                row for row in rows if not row["user_id"] and row["team_id"] == team_id
            ]
            for name in ("plan", "fact", "expected", "gap"):
                self.assertAlmostEqual(row[name], sum(one[name] for one in people))
            self.assertAlmostEqual(row["pace"], row["fact"] / row["expected"] * 100, 2)

    def test_queries_do_not_grow_with_people(self):
        def count(users):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = self.env["sales.plan"].get_pace(DAY, user_ids=users.ids)
            self.assertEqual(len(rows), len(users))
            return self.env.cr.sql_log_count - before

        everybody = self.env["res.users"].concat(*self.users)
        plan = self.env["sales.plan.line"].search(
            [("user_id", "in", everybody[:5].ids)]
        )
        plan[0].date_from = "2017-08-10"
        count(everybody)
        few = count(everybody[:5])
        crowd = self.env["res.users"].concat(
            *(self._create_person(index) for index in range(12, 50))
        )
        for user in crowd:
            self._set_schedule(user, {0, 1, 2})
        self._create_plan_lines(crowd)
        # The hours of schedules are read anew once after one of them has changed.
        count(everybody | crowd)
        self.assertEqual(count(everybody | crowd), few)

    def _create_plan_lines(self, users):
        plan = self.env["sales.plan"].search(
            [("company_id", "=", self.company.id), ("date_start", "=", START)]
        )
        self.env["sales.plan.line"].create(
            [
                {
                    "plan_id": plan.id,
                    "metric_id": self.revenue.id,
                    "user_id": user.id,
                    "target": 100,
                    "date_from": "2017-08-10",
                }
                for user in users
            ]
        )
