from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import WallCommon


@tagged("post_install", "-at_install")
class TestWallSlides(WallCommon):
    """What each kind of slide shows."""

    def _get_slides(self, *slides, user=None):
        self._set_slides(*slides)
        return self._get_wall(user or self.max)["slides"]

    def test_pace(self):
        """The fastest comes first, each with place, bar and gap."""
        [slide] = self._get_slides("pace")
        self.assertEqual(
            [(row["place"], row["name"], row["pace"]) for row in slide["rows"]],
            [(1, "Boris", 120), (2, "Anna", 80)],
        )
        self.assertEqual([row["gap"] for row in slide["rows"]], [2_200, -2_200])
        self.assertEqual(
            slide["rows"][0]["avatar"],
            f"/web/image/res.users/{self.boris.id}/avatar_128",
        )

    def test_pace_shares_places(self):
        """Equal pace is an equal place."""
        self._create_order(self.anna, 4_400, "2025-10-06 10:00:00")
        [slide] = self._get_slides("pace")
        self.assertEqual([row["place"] for row in slide["rows"]], [1, 1])

    def test_pace_tells_who_is_away(self):
        """Who is away today is marked, so that nobody wonders."""
        employee_calendar = self.company.resource_calendar_id
        self.env["resource.resource"].create(
            {
                "name": "Anna",
                "user_id": self.anna.id,
                "company_id": self.company.id,
                "calendar_id": employee_calendar.id,
                "tz": "Europe/Brussels",
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Ill",
                "resource_id": self.env["resource.resource"]
                .search([("user_id", "=", self.anna.id)])
                .id,
                "calendar_id": employee_calendar.id,
                "company_id": self.company.id,
                "date_from": "2025-10-14 00:00:00",
                "date_to": "2025-10-17 23:00:00",
            }
        )
        [slide] = self._get_slides("pace")
        away = {row["name"]: row["leave_until"] for row in slide["rows"]}
        self.assertTrue(away["Anna"])
        self.assertIsNone(away["Boris"])

    def test_metric(self):
        """A ranking by any metric counts what facts say, people without any last."""
        self._create_order(self.carl, 50, "2025-10-10 10:00:00")
        [slide] = self._get_slides(
            {"type": "metric", "metric_id": self._metric("orders").id}
        )
        self.assertEqual((slide["title"], slide["unit"]), ("Orders", "count"))
        self.assertEqual(
            [
                (row["place"], row["name"], row["value"], row["share"])
                for row in slide["rows"]
            ],
            [(1, "Boris", 2, 100), (2, "Anna", 1, 50), (2, "Carl", 1, 50)],
        )

    def test_metric_agrees_with_facts(self):
        """The ranking is the pivot's sum."""
        [slide] = self._get_slides(
            {"type": "metric", "metric_id": self._metric("order_revenue").id}
        )
        groups = (
            self.env["sales.fact"]
            .with_user(self.max)
            ._read_group(
                [
                    ("metric_id", "=", self.revenue.id),
                    ("date", ">=", "2025-10-01"),
                    ("date", "<=", "2025-10-15"),
                    ("company_id", "=", self.company.id),
                ],
                ["user_id"],
                ["value:sum"],
            )
        )
        facts = {user.id: value for user, value in groups}
        self.assertEqual({row["id"]: row["value"] for row in slide["rows"]}, facts)

    def test_teams(self):
        """Teams stand beside each other with the sum of their people."""
        [slide] = self._get_slides("teams")
        [row] = slide["rows"]
        self.assertEqual((row["name"], row["plan"]), ("North", 46_000))

    def test_closed(self):
        """The day's deals as a slide of their own."""
        [slide] = self._get_slides("closed")
        self.assertEqual([row["amount"] for row in slide["rows"]], [1_000])

    def test_norms(self):
        """The day's norms are summed over people, those the board wants to show."""
        for code, amount in (("calls", 10), ("orders", 2)):
            self.env["sales.norm"].create(
                {
                    "metric_id": self._metric(code).id,
                    "amount": amount,
                    "period": "day",
                    "company_id": self.company.id,
                }
            )
        [slide] = self._get_slides("norms")
        rows = {row["name"]: row for row in slide["rows"]}
        self.assertEqual(
            (rows["Orders"]["done"], rows["Orders"]["norm"], rows["Orders"]["share"]),
            (1, 4, 25),
        )
        self.assertEqual(rows["Calls"]["norm"], 20)
        self.board.metric_ids = self._metric("calls")
        [slide] = self._get_slides("norms")
        self.assertEqual([row["name"] for row in slide["rows"]], ["Calls"])

    def test_curve(self):
        """Plan and fact add up day by day; the fact ends today, the plan does not."""
        [slide] = self._get_slides("curve")
        self.assertEqual(
            (slide["days"][0], slide["days"][-1]), ("2025-10-01", "2025-10-31")
        )
        self.assertEqual(len(slide["fact"]), 15)
        self.assertEqual(slide["fact"][:3], [0, 8_800, 21_000])
        self.assertEqual(slide["fact"][-1], 22_000)
        self.assertEqual(slide["plan"][-1], 46_000)
        self.assertEqual(slide["plan"][14], 22_000, "what is expected by today")

    def test_text(self):
        """An announcement is shown as it was written."""
        [slide] = self._get_slides(
            {"type": "text", "title": "Contest", "text": "<b>Go</b>"}
        )
        self.assertEqual((slide["title"], slide["text"]), ("Contest", "<b>Go</b>"))

    def test_order_and_duration(self):
        """Slides follow their order and stay as long as chosen."""
        slides = self._get_slides(
            {"type": "closed", "duration_seconds": 7},
            {"type": "pace", "duration_seconds": 90},
        )
        self.assertEqual(
            [(slide["type"], slide["seconds"]) for slide in slides],
            [("closed", 7), ("pace", 90)],
        )

    def test_slides_with_nothing_to_show_are_left_out(self):
        """No norm, no slide of norms."""
        slides = self._get_slides("norms", "pace")
        self.assertEqual([slide["type"] for slide in slides], ["pace"])

    def test_board_without_slides(self):
        """Without any slide there is the ranking by pace."""
        slides = self._get_slides()
        self.assertEqual([slide["type"] for slide in slides], ["pace"])
        self.assertEqual(slides[0]["seconds"], 20)

    def test_duration_has_bounds(self):
        """A slide nobody can read, or that stays for ever, is refused."""
        for seconds in (0, 4, 3601):
            with (
                self.subTest(seconds=seconds),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.board.slide_ids[0].duration_seconds = seconds

    def test_content_is_required(self):
        """A ranking needs its metric, a text its words."""
        with self.assertRaisesRegex(ValidationError, "needs the metric"):
            self.board.slide_ids = [Command.create({"type": "metric"})]
        with self.assertRaisesRegex(ValidationError, "needs a text"):
            self.board.slide_ids = [Command.create({"type": "text"})]

    def test_copy_takes_slides_but_no_links(self):
        """A copied board shows the same, and nobody has its address yet."""
        self.env["sales.board.link"].create({"board_id": self.board.id})
        copy = self.board.copy()
        self.assertEqual(
            copy.slide_ids.mapped("type"), self.board.slide_ids.mapped("type")
        )
        self.assertFalse(copy.link_ids)
