from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import LOOKS, Screen, ScreenCase

from ..recording.common import make_wav
from .common import ReviewCommon

CARDS = ".o_kanban_record:not(.o_kanban_ghost)"
ROWS = f".o_data_row, {CARDS}"


@tagged("post_install", "-at_install", "sales_screens")
class TestReviewScreens(ReviewCommon, ScreenCase):
    """The scoring screen, the day's calls, scorecards and reports, as they look."""

    now = fields.Datetime.now()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.env.ref("sales_efficiency_telephony.pbx_scorecard_first")
        cls.card.active = True
        cls.script = cls.env["sales.script"].create(
            {
                "name": "First Call to Somebody Who Asked",
                "stage_ids": [Command.set(cls.talk.ids)],
                "step_ids": [
                    Command.create(
                        {
                            "kind": "say",
                            "name": "Greet",
                            "text": "<p>Good day, {client}! You asked us about wine.</p>",
                        }
                    ),
                    Command.create(
                        {"kind": "ask", "name": "How many people?", "sequence": 20}
                    ),
                    Command.create(
                        {"kind": "check", "name": "Next step agreed", "sequence": 30}
                    ),
                ],
            }
        )
        cls.script.action_publish()

    def setUp(self):
        super().setUp()
        self.deal = self._create_deals(
            name="Tasting with a client whose name is long",
            partner_id=self.client.id,
            stage=self.talk,
        )
        self.call = self._create_calls(
            seconds=287,
            lead_id=self.deal.id,
            stage_id=self.talk.id,
            partner_id=self.client.id,
            outcome_id=self.env["pbx.outcome"].create({"name": "Meeting agreed"}).id,
            note="Wants an offer for forty people by Friday.",
            record=False,
        )
        recording = self._record_calls(self.call, state="waiting")
        recording._settle(make_wav(8), None)
        self.assertEqual(recording.state, "fetched")

    def _address(self, review):
        return f"/odoo/sales-reviews/{review.id}"

    def _begin(self):
        review = self._review(self.call, self.lena, finish=False)
        keys = [one["key"] for one in self.card.version_id._get_questions()]
        review.answer_question(keys[0], {"points": 4})
        review.answer_question(keys[1], {"points": 2})
        review.answer_question(keys[5], {"na": True})
        return review

    def _finish(self, call, reviewer, points):
        review = self._review(call, reviewer, finish=False)
        review.write_comment("Good questions. Next time agree on a day before goodbye.")
        for question in review.sudo().version_id._get_questions():
            answer = {
                "range": {"points": points},
                "yes_no": {"points": 1},
                "choice": {"option": (question["options"] or [{}])[0].get("key")},
                "text": {"text": "Asked on when the client hesitated."},
            }[question["kind"]]
            review.answer_question(question["key"], answer)
        review.finish()
        return review

    def test_scoring(self):
        review = self._begin()
        self.look_around(
            self.lena,
            Screen(
                "review_form",
                self._address(review),
                ".o_review",
                ".o_review_question:nth-of-type(8)",
            ),
        )

    def test_feedback(self):
        review = self._finish(self.call, self.lena, 4)
        self._finish(self.call, self.max, 3)
        self.look_around(
            self.anna,
            Screen(
                "review_feedback",
                self._address(review),
                ".o_review",
                ".o_review_reply, .o_review_agreement",
            ),
        )

    def test_listening(self):
        calls = self._create_calls(
            5, stage_id=self.talk.id, partner_id=self.client.id
        ) | self._create_calls(3, user=self.boris)
        self.company.pbx_listening_count = 3
        listening = self.env["pbx.listening"].with_company(self.company)
        people = self.anna | self.boris
        days = {user.id: fields.Date.today() for user in people}
        self.patch(
            self.registry["pbx.listening"], "_get_days", lambda _self, _users: days
        )
        rows = listening._draw_for(people, self.company)
        self.assertTrue(rows.call_id <= calls | self.call)
        rows[0].write(
            {"state": "overdue", "day": fields.Date.today() - timedelta(days=1)}
        )
        self.look_around(
            self.lena,
            Screen("listening", "/odoo/sales-listening", CARDS),
            Screen(
                "listening_list",
                "/odoo/sales-listening?view_type=list",
                ".o_list_view, .o_kanban_view",
                ROWS,
            ),
            Screen(
                "listening_form",
                f"/odoo/sales-listening/{rows[0].id}",
                ".o_form_view",
            ),
            Screen(
                "listening_skip",
                "/odoo/sales-listening",
                ".modal-content",
                ready=".modal .o_form_view",
                steps=(f"{CARDS} button[name='action_skip']",),
            ),
        )

    def test_wall(self):
        """Three heads: one has heard all, one is at it, one is behind."""
        self._create_plan(
            fields.Date.today().replace(day=1), {self.anna: 1000, self.boris: 2000}
        )
        heads = (self.lena, self.max, self.ada)
        self.north.sales_co_leader_ids = [Command.set(self.ada.ids)]
        self.company.sales_head_id = self.max
        states = ("done", "done", "done", "open", "overdue", "done", "open", "done")
        calls = self._create_calls(len(states))
        today = fields.Date.today()
        self.env["pbx.listening"].create(
            [
                {
                    "user_id": self.anna.id,
                    "company_id": self.company.id,
                    "team_id": self.north.id,
                    "head_id": heads[min(index // 2, 2)].id,
                    "call_id": call.id,
                    "day": today - timedelta(days=state == "overdue"),
                    "rank": index + 1,
                    "state": state,
                    "seed": "seed",
                }
                for index, (call, state) in enumerate(zip(calls, states, strict=True))
            ]
        )
        boards = self.env["sales.board"]
        board = boards.search([("company_id", "=", self.company.id)], limit=1)
        board = board or boards.create({"name": "Room", "company_id": self.company.id})
        board.slide_ids = [Command.clear(), Command.create({"type": "listening"})]
        self.look_around(
            self.max,
            Screen(
                "wall_listening",
                "/odoo/sales-wall",
                ".o_wall_figures, .o_wall_main",
                ".o_wall_row",
            ),
            looks=LOOKS[:1],
        )

    def test_settings(self):
        self.ada.group_ids += self.env.ref("base.group_system")
        page = ".app_settings_block[data-key=sales_efficiency]"
        self.look_around(
            self.ada,
            Screen(
                "settings_review",
                "/odoo/action-sales_efficiency.res_config_settings_action",
                "#pbx_listening_count, #pbx_listening_seconds",
                page,
                steps=(f"{page} #pbx_listening_days_0",),
            ),
        )

    def test_scorecards(self):
        self.look_around(
            self.max,
            Screen(
                "scorecard",
                f"/odoo/sales-scorecards/{self.card.id}",
                ".o_form_view",
                f".o_form_view .o_data_row, .o_form_view {CARDS}",
            ),
            Screen(
                "scorecards",
                "/odoo/sales-scorecards",
                ".o_list_view, .o_kanban_view",
                ROWS,
            ),
        )

    def _create_history(self):
        for user, points in ((self.anna, 5), (self.boris, 2), (self.carl, 1)):
            deals = self._create_deals(3, user=user)
            for deal in deals:
                call = self._create_calls(
                    user=user, lead_id=deal.id, stage_id=self.talk.id
                )
                self._finish(call, self.max, points)
                self._finish(call, self.ada, 3)
            self._win(deals[: points // 2], days_ago=0)
            self._lose(deals[points // 2 :], days_ago=0)

    def test_reports(self):
        self._create_history()
        self.look_around(
            self.max,
            Screen("quality", "/odoo/sales-quality", ".o_pivot_cell_value"),
            Screen(
                "quality_graph",
                "/odoo/sales-quality?view_type=graph",
                ".o_graph_view",
                "canvas",
            ),
            Screen(
                "quality_questions",
                "/odoo/sales-quality-questions",
                ".o_pivot_cell_value",
            ),
            Screen(
                "quality_agreement",
                "/odoo/sales-quality-agreement",
                ".o_pivot_cell_value",
            ),
            looks=LOOKS[:1],
        )

    def test_reviews(self):
        self._create_history()
        self.look_around(
            self.max,
            *(
                Screen(name, path, ".o_list_view, .o_kanban_view", ROWS)
                for name, path in (
                    ("reviews", "/odoo/sales-reviews"),
                    ("quality_list", "/odoo/sales-quality?view_type=list"),
                    (
                        "quality_questions_list",
                        "/odoo/sales-quality-questions?view_type=list",
                    ),
                    (
                        "quality_agreement_list",
                        "/odoo/sales-quality-agreement?view_type=list",
                    ),
                )
            ),
        )
