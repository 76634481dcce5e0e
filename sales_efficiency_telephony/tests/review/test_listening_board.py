from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOON, ReviewCommon


@tagged("post_install", "-at_install")
class TestListeningBoard(ReviewCommon):
    """What waits for a head is on the board, on the wall and in My Day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_plan("2017-08-01", {cls.lena: 1000, cls.anna: 1000})
        calls = cls._create_calls(4)
        cls.rows = cls.env["pbx.listening"].create(
            [
                {
                    "user_id": cls.anna.id,
                    "company_id": cls.company.id,
                    "team_id": cls.north.id,
                    "head_id": cls.lena.id,
                    "call_id": call.id,
                    "day": (NOON - timedelta(days=days)).date(),
                    "rank": index + 1,
                    "state": state,
                    "seed": "seed",
                }
                for index, (call, days, state) in enumerate(
                    zip(
                        calls,
                        (0, 0, 1, 2),
                        ("open", "done", "overdue", "done"),
                        strict=True,
                    )
                )
            ]
        )

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(NOON))

    def test_card(self):
        data = self.env["sales.board"].with_user(self.max).get_board_data()
        cards = {one["name"]: one for one in data["people"]}
        # Done counts on its day, what is left over counts until it is done.
        self.assertEqual(
            cards["Lena"]["listening"], {"open": 1, "overdue": 1, "done": 1}
        )
        self.assertIn(
            "Calls to listen to: 2, of them overdue: 1", cards["Lena"]["todo"]
        )
        self.assertNotIn("listening", cards["Anna"])
        self.assertNotIn("listen", cards["Anna"]["todo"])

    def test_nothing_to_say_when_all_is_done(self):
        self.rows.state = "done"
        data = self.env["sales.board"].with_user(self.max).get_board_data()
        card = next(one for one in data["people"] if one["name"] == "Lena")
        self.assertNotIn("listen", card["todo"])
        self.assertEqual(card["listening"]["done"], 2)

    def test_one_query_more_for_all_cards(self):
        board = self.env["sales.board"].with_user(self.max)
        board.get_board_data()
        counts = []
        for rows in (self.rows[:1], self.rows):
            self.rows.head_id = False
            rows.head_id = self.lena
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            board.get_board_data()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_slide(self):
        board = self.env["sales.board"].create(
            {"name": "Room", "company_id": self.company.id}
        )
        slide = self.env["sales.board.slide"].create(
            {"board_id": board.id, "type": "listening"}
        )
        self.assertEqual(slide.display_name, "Calls listened to today")
        data = board.with_user(self.ada).get_wall_data(board.id)
        (shown,) = [one for one in data["slides"] if one["type"] == "listening"]
        (row,) = shown["rows"]
        self.assertEqual(row["name"], "Lena")
        self.assertEqual(
            (row["done"], row["open"], row["overdue"], row["total"]), (1, 1, 1, 3)
        )
        self.rows.unlink()
        data = board.with_user(self.ada).get_wall_data(board.id)
        self.assertFalse([one for one in data["slides"] if one["type"] == "listening"])

    def _lines(self, user):
        day = self.env["sales.my.day"].with_user(user).get_my_day()
        return [one for one in day["lines"] if one["res_model"] == "pbx.listening"]

    def test_my_day(self):
        lines = self._lines(self.lena)
        self.assertEqual([one["group"] for one in lines], ["overdue", "today"])
        self.assertEqual([one["is_late"] for one in lines], [True, False])
        self.assertTrue(all(one["can_open"] for one in lines))
        self.assertEqual(lines[0]["title"], "Listen to a call of Anna")
        self.assertFalse(self._lines(self.anna))
        self.assertFalse(self._lines(self.max))
