import json
from datetime import datetime, time, timedelta

from odoo import Command, fields
from odoo.tests import freeze_time

from odoo.addons.sales_efficiency.models.live.res_company import BOARD_CHANGED

from ..common import SalesEfficiencyCommon

#: Names as long as they come.
LONG_NAMES = (
    "Maximiliana Konstantinopolska-Featherstonehaugh",
    "Jean-Baptiste Emmanuel de la Rochefoucauld",
    "Bo",
)
CROWD = 40


class BoardCommon(SalesEfficiencyCommon):
    """The cast with plans and deals of the present month, and a crowd of 40.

    anna is behind, boris ahead by millions, carl (part-time) has not sold yet, and
    dora is away.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = cls.env["res.users"].with_user(cls.max)._get_sales_today()
        cls.start = cls.today.replace(day=1)
        cls.dora = cls._create_user("dora", "group_sales_efficiency_user")
        cls.south.member_ids |= cls.dora
        cls._send_away(cls.dora)
        cls.crowd = cls._create_crowd()
        targets = {cls.anna: 40_000, cls.boris: 7_500_000, cls.carl: 9_000}
        targets |= {cls.dora: 20_000} | {
            user: 1_000 * index for index, user in enumerate(cls.crowd, 1)
        }
        cls._create_plan(cls.start, targets)
        cls.meetings = cls._metric("meetings")
        cls._create_plan(cls.start, {cls.anna: 20, cls.boris: 20}, metric=cls.meetings)
        cls._create_order(cls.anna, 1_250, f"{cls.start} 10:00:00")
        cls._create_order(cls.boris, 12_345_678, f"{cls.start} 10:00:00")
        cls._create_norms()

    @classmethod
    def _create_crowd(cls):
        group = cls.env.ref("sales_efficiency.group_sales_efficiency_user")
        users = cls.env["res.users"].create(
            [
                {
                    "name": f"{LONG_NAMES[index % len(LONG_NAMES)]} {index}",
                    "login": f"crowd_{index}",
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [Command.set(group.ids)],
                }
                for index in range(CROWD)
            ]
        )
        cls._create_team("Everybody Else in the Whole Wide West", cls.lena, users)
        return users

    @classmethod
    def _send_away(cls, user):
        resource = cls.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "calendar_id": cls.company.resource_calendar_id.id,
                "company_id": cls.company.id,
                "tz": "Europe/Brussels",
            }
        )
        midnight = datetime.combine(cls.today, time.min)
        cls.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": midnight - timedelta(days=3),
                "date_to": midnight + timedelta(days=10),
            }
        )

    @classmethod
    def _create_norms(cls):
        for code, amount, period in (
            ("calls", 8, "day"),
            ("quotations_sent", 1, "day"),
            ("meetings_current", 5, "week"),
            ("average_deal", 4_000, "week"),
        ):
            cls.env["sales.norm"].create(
                {
                    "metric_id": cls._metric(code).id,
                    "company_id": cls.company.id,
                    "amount": amount,
                    "period": period,
                }
            )

    @classmethod
    def _get_report(cls, user, day=None):
        """Return the board's rows as a user sees them."""
        return (
            cls.env["sales.pace.report"]
            .with_user(user)
            .with_context(
                allowed_company_ids=cls.company.ids,
                sales_board_date=fields.Date.to_string(day or cls.today),
            )
        )


class WallCommon(SalesEfficiencyCommon):
    """A board on 15 October 2025, the 11th of 23 working days.

    anna has 80 % of what the plan expects by then, boris 120 %, carl (three days a week)
    has sold nothing yet.
    """

    TODAY = "2025-10-15 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(cls.TODAY))
        cls.board = cls.env["sales.board"].search([("company_id", "=", cls.company.id)])
        cls._create_plan("2025-10-01", dict.fromkeys(cls.anna | cls.boris, 23_000.0))
        cls._create_order(cls.anna, 8_800, "2025-10-02 10:00:00")
        cls._create_order(cls.boris, 12_200, "2025-10-03 10:00:00")
        cls._create_order(cls.boris, 1_000, "2025-10-15 09:00:00", partner=cls.prospect)
        cls.env.flush_all()

    @classmethod
    def _set_slides(cls, *slides):
        """Give the board these slides: types, or dicts of values."""
        cls.board.slide_ids = [
            Command.clear(),
            *(
                Command.create(
                    {"sequence": index}
                    | (slide if isinstance(slide, dict) else {"type": slide})
                )
                for index, slide in enumerate(slides)
            ),
        ]

    @classmethod
    def _get_wall(cls, user, board=None):
        """Return what the board shows to ``user``."""
        boards = cls.env["sales.board"].with_user(user)
        return boards.get_wall_data((board or cls.board).id)


class LiveCommon(WallCommon):
    """What boards are told when a transaction ends."""

    def setUp(self):
        super().setUp()
        self._collect()

    def _collect(self):
        """Let the transaction end and return what it told boards."""
        self.env.cr.flush()
        notifications = self.env["bus.bus"].sudo().search([])
        result = [
            (json.loads(one.channel), json.loads(one.message))
            for one in notifications
            if BOARD_CHANGED in one.message
        ]
        notifications.unlink()
        return result

    def _assert_told(self, company=None):
        [(channel, message)] = self._collect()
        company = company or self.company
        self.assertEqual(channel[1:], ["res.company", company.id, BOARD_CHANGED])
        self.assertEqual(
            message, {"type": BOARD_CHANGED, "payload": {"company_id": company.id}}
        )

    def _assert_silent(self):
        self.assertEqual(self._collect(), [])
