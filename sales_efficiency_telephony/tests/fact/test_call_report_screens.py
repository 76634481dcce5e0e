import random
from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from ..missed.common import MissedCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestCallReportScreens(MissedCommon, ScreenCase):
    """The report and the picture of hours: wide, on a phone, dark, right to left."""

    def _make_calls(self):
        dice = random.Random(5)
        today = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        rows = []
        for number in range(900):
            at = today - timedelta(days=dice.randrange(1, 28))
            at += timedelta(seconds=int(dice.gauss(11, 2.6) * 3600) % 86400)
            if at.weekday() > 4 and dice.random() < 0.8:
                continue
            user = dice.choice((self.anna, self.boris, self.carl))
            is_missed = dice.random() < 0.2
            rows.append(
                {
                    "provider_id": self.provider.id,
                    "company_id": self.company.id,
                    "call_uid": f"screen-{number}",
                    "direction": dice.choice(("in", "in", "out")),
                    "state": "answered",
                    "started_at": at,
                    "ring_seconds": dice.randrange(40),
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "number": f"+3221{number:06}",
                }
            )
            if is_missed and rows[-1]["direction"] == "in":
                rows[-1]["state"] = "missed"
            elif rows[-1]["direction"] == "in":
                leg = self._prepare_leg(self.provider, at, 0, user)
                rows[-1]["leg_ids"] = [(0, 0, leg)]
        self.calls.create(rows)

    def test_every_look(self):
        self._make_calls()
        self.look_around(
            self.max,
            Screen("call_hours", "/odoo/sales-call-hours", ".o_call_heat_page", "td"),
            Screen(
                "call_report", "/odoo/sales-call-report", ".o_breadcrumb", ".o_pivot"
            ),
        )

    def test_nothing_there(self):
        self.look(
            "call_hours_empty",
            "/odoo/sales-call-hours",
            self.anna.login,
            ".o_call_heat_page",
            ".o_call_heat_empty",
        )
