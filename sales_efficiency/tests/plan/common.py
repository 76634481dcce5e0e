from ..common import SalesEfficiencyCommon


class PaceCommon(SalesEfficiencyCommon):
    """Plans of 23,000 and the pace of one person."""

    def _plan(self, *users, start="2017-08-01", **kwargs):
        return self._create_plan(start, dict.fromkeys(users, 23_000), **kwargs)

    def _pace_of(self, user, day="2017-08-15", code="order_revenue", **context):
        plans = self.env["sales.plan"].with_context(**context)
        (row,) = plans.get_pace(day, user_ids=user.ids, metric_codes=[code])
        return row

    @classmethod
    def _set_schedule(cls, user, weekdays):
        """Give the person an own schedule on these weekdays (0 is Monday)."""
        calendar = cls.company.resource_calendar_id.copy({"name": user.name})
        calendar.attendance_ids.filtered(
            lambda line: int(line.dayofweek) not in weekdays
        ).unlink()
        return cls.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "calendar_id": calendar.id,
                "company_id": cls.company.id,
                "tz": "Europe/Brussels",
            }
        )


class SpreadCommon(PaceCommon):
    """A draft plan for August 2017 with targets of the department and of team north.

    +------------+---------+-----------------------------+
    | Owner      | Target  | Salespeople                 |
    +------------+---------+-----------------------------+
    | department | 300,000 | anna, boris, carl           |
    | north      | 100,000 | anna, boris                 |
    +------------+---------+-----------------------------+
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan("2017-08-01", {cls.north: 100_000}, state="draft")
        cls.north_line = cls.plan.line_ids
        cls.department_line = cls._create_line(300_000)

    @classmethod
    def _create_line(cls, target, user=None, metric=None, **values):
        return cls.env["sales.plan.line"].create(
            {
                "plan_id": cls.plan.id,
                "metric_id": (metric or cls.revenue).id,
                "user_id": user.id if user else False,
                "target": target,
                **values,
            }
        )

    def _spread(self, line=None, user=None, **values):
        """Open the wizard on a line of the plan."""
        spread = self.env["sales.plan.spread"].with_user(user or self.max)
        return spread.create(
            {
                "plan_id": self.plan.id,
                "source_line_id": (line or self.department_line).id,
                "step": 1000,
                **values,
            }
        )

    def _line_of(self, spread, user):
        return spread.line_ids.filtered(lambda line: line.user_id == user)

    def _new_targets(self, spread):
        return {line.user_id: line.new_target for line in spread.line_ids}

    def _plan_targets(self, metric=None):
        lines = self.plan.line_ids.filtered(
            lambda line: line.user_id and line.metric_id == (metric or self.revenue)
        )
        return {line.user_id: line.target for line in lines}
