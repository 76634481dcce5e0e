from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.listening import Candidate, draw

OPEN = ("open", "overdue")


class PbxListening(models.Model):
    """A call that was drawn for somebody to listen to, and all the draw was made of."""

    _name = "pbx.listening"
    _description = "Call to Listen To"
    _order = "day desc, head_id, user_id, rank"
    _rec_name = "call_id"

    day = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Salesperson", required=True, readonly=True
    )
    rank = fields.Integer(required=True, readonly=True, aggregator=None)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    head_id = fields.Many2one(
        "res.users",
        string="Listens",
        readonly=True,
        help="The leader of the team, else the head of sales.",
    )
    call_id = fields.Many2one(
        "pbx.call", required=True, readonly=True, index=True, ondelete="cascade"
    )
    started_at = fields.Datetime(related="call_id.started_at", string="Begun")
    talk_seconds = fields.Float(
        string="Talk Time", readonly=True, aggregator="avg", help="The salesperson's."
    )
    stage_id = fields.Many2one("crm.stage", string="Stage at the Call", readonly=True)
    state = fields.Selection(
        selection=[
            ("open", "To listen to"),
            ("overdue", "Overdue"),
            ("done", "Done"),
            ("gone", "Recording gone"),
        ],
        required=True,
        default="open",
        readonly=True,
        help="Overdue: the day has passed. Gone: the recording was deleted before.",
    )
    done_at = fields.Datetime(string="Done On", readonly=True)
    done_by_id = fields.Many2one("res.users", readonly=True)
    review_id = fields.Many2one(
        "pbx.review", readonly=True, index="btree_not_null", ondelete="set null"
    )
    score = fields.Float(related="review_id.score")
    # How it was drawn
    seed = fields.Char(required=True, readonly=True)
    drawn_of = fields.Json(
        readonly=True,
        help="What the draw was made of: calls with their traits, and those heard before.",
    )
    pool_size = fields.Integer(string="Drawn From", readonly=True, aggregator=None)
    place = fields.Integer(readonly=True, aggregator=None)
    load = fields.Integer(readonly=True, aggregator=None)
    why = fields.Char(string="Why This Call", compute="_compute_why")

    _rank_uniq = models.UniqueIndex(
        "(user_id, day, company_id, rank)",
        "Calls are being drawn at this moment: look again in a minute.",
    )
    _call_uniq = models.UniqueIndex(
        "(call_id, user_id)", "A call is drawn once for each salesperson."
    )
    _state_idx = models.Index("(state, day)")
    _head_idx = models.Index("(head_id, state)")

    @api.depends("call_id", "user_id")
    def _compute_display_name(self):
        for listening in self:
            listening.display_name = self.env._(
                "%(person)s with %(client)s",
                person=listening.user_id.sudo().name,
                client=listening.call_id.sudo().display_name,
            )

    @api.depends("pool_size", "place", "load")
    def _compute_why(self):
        for listening in self:
            values = {
                "count": listening.pool_size,
                "place": listening.place,
                "load": listening.load,
            }
            if listening.load:
                text = self.env._(
                    "Drawn at random from %(count)s recorded calls: place %(place)s in the "
                    "shuffled order, the first whose stage, direction and outcome had been "
                    "heard least (%(load)s times lately).",
                    **values,
                )
            else:
                text = self.env._(
                    "Drawn at random from %(count)s recorded calls: place %(place)s in the "
                    "shuffled order, the first of a stage, direction and outcome that had "
                    "not been heard lately.",
                    **values,
                )
            listening.why = text

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def action_listen(self):
        """Open the call with its player beside the scorecard."""
        self.ensure_one()
        return self.call_id._open_review(self.user_id)

    def action_check_draw(self):
        """Draw again by the seed that was kept, and say whether it is the same call."""
        self.ensure_one()
        self.check_access("read")
        is_same = self._draw_again() == self.call_id.id
        message = self.env._("Drawn again by its seed: the same call.")
        if not is_same:
            message = self.env._(
                "Drawn again by its seed, it is another call: somebody has changed the "
                "record of the draw."
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if is_same else "danger",
                "message": message,
            },
        }

    def _draw_again(self):
        """Return the id of the call that seed and pool give."""
        self.ensure_one()
        pool = [
            Candidate(call, tuple(traits)) for call, *traits in self.drawn_of["calls"]
        ]
        heard = [tuple(traits) for traits in self.drawn_of["heard"]]
        picks = draw(self.seed, pool, self.drawn_of["index"] + 1, heard)
        return picks[self.drawn_of["index"]].call

    @api.model
    def _note_reviewed(self, review):
        """Tick off what a finished review has dealt with."""
        waiting = self.search(
            Domain("call_id", "=", review.call_id.id)
            & Domain("user_id", "=", review.user_id.id)
            & Domain("state", "!=", "done")
        )
        waiting.write(
            {
                "state": "done",
                "done_at": fields.Datetime.now(),
                "done_by_id": review.reviewer_id.id,
                "review_id": review.id,
            }
        )

    @api.model
    def _get_counts(self, users, day):
        """Count what heads have to listen to: what is of the day and what is left over.

        :return: ``{user_id: {"open", "overdue", "done"}}``, without who has nothing
        """
        rows = self.sudo()._read_group(
            Domain("head_id", "in", users.ids)
            & Domain("company_id", "=", self.env.company.id)
            & (
                (Domain("state", "in", OPEN) & Domain("day", "<=", day))
                | (Domain("state", "=", "done") & Domain("day", "=", day))
            ),
            ["head_id", "state"],
            ["__count"],
        )
        counts = {}
        for head, state, count in rows:
            mine = counts.setdefault(head.id, {"open": 0, "overdue": 0, "done": 0})
            mine[state] += count
        return counts
