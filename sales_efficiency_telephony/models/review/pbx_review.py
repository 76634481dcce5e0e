from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.score import round_half_up, score

LEADER = "sales_efficiency.group_sales_efficiency_leader"
MANAGER = "sales_efficiency.group_sales_efficiency_manager"


class PbxReview(models.Model):
    """What one reviewer makes of one person's part in a call.

    It keeps the version of the scorecard it began with. Reviews are written by the methods
    of the scoring screen alone, which see to who may.
    """

    _name = "pbx.review"
    _description = "Review of a Call"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "create_date desc, id desc"
    _rec_name = "call_id"
    _mail_post_access = "read"

    call_id = fields.Many2one(
        "pbx.call", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="call_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        readonly=True,
        help="Whose part in the call it is about.",
    )
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    reviewer_id = fields.Many2one("res.users", required=True, readonly=True)
    is_self = fields.Boolean(
        string="Own Call",
        compute="_compute_is_self",
        store=True,
        help="Who reviews the own call learns from it; it is no feedback given.",
    )
    lead_id = fields.Many2one(
        "crm.lead", string="Deal", readonly=True, index="btree_not_null"
    )
    stage_id = fields.Many2one("crm.stage", string="Stage at the Call", readonly=True)
    script_id = fields.Many2one("sales.script", readonly=True)
    version_id = fields.Many2one(
        "pbx.scorecard.version",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    scorecard_id = fields.Many2one(
        related="version_id.scorecard_id", store=True, index=True
    )
    why = fields.Char(string="Why This Scorecard", readonly=True)
    answer_ids = fields.One2many("pbx.review.answer", "review_id", readonly=True)
    state = fields.Selection(
        selection=[("draft", "Under way"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
    )
    date_done = fields.Datetime(string="Done On", readonly=True)
    score = fields.Float(
        string="Score, %",
        readonly=True,
        aggregator="avg",
        help="Weighted mean of the marks; empty without any.",
    )
    has_score = fields.Boolean(readonly=True)
    level = fields.Selection(
        selection=[("low", "Low"), ("middle", "Middle"), ("high", "High")],
        readonly=True,
        help="By the thresholds of the scorecard when the review was done.",
    )
    comment = fields.Text(readonly=True)
    # The salesperson's side
    reply = fields.Text(readonly=True)
    acknowledged_at = fields.Datetime(string="Taken Note Of", readonly=True)

    _one_each = models.UniqueIndex(
        "(call_id, user_id, reviewer_id)",
        "You are reviewing this call already: open that review.",
    )
    _user_idx = models.Index("(user_id, date_done DESC) WHERE state = 'done'")
    _reviewer_idx = models.Index("(reviewer_id, state)")

    @api.depends("user_id", "reviewer_id")
    def _compute_is_self(self):
        for review in self:
            review.is_self = review.user_id == review.reviewer_id

    @api.depends("call_id", "user_id")
    def _compute_display_name(self):
        for review in self:
            review.display_name = self.env._(
                "%(person)s with %(client)s",
                person=review.user_id.sudo().name,
                client=review.call_id.sudo().display_name,
            )

    # ------------------------------------------------------------
    # BEGINNING
    # ------------------------------------------------------------

    @api.model
    def _begin(self, call, user=None):
        """Return the caller's review of a call, begun if there is none yet.

        :param call: ``pbx.call``
        :param user: whose part, by default who is the call's salesperson or talked longest
        """
        call.check_access("read")
        people = self._get_people(call)
        user = user or (call.user_id & people) or people[:1]
        if not user & people:
            raise UserError(
                self.env._(
                    "Nobody of us talked in this call: choose one with talk time to "
                    "review."
                )
            )
        self._check_reviewer(call, user)
        known = self.sudo().search(
            Domain("call_id", "=", call.id)
            & Domain("user_id", "=", user.id)
            & Domain("reviewer_id", "=", self.env.uid)
        )
        if known:
            return known.with_env(self.env)
        review = self.sudo().create(self._prepare_review(call.sudo(), user))
        return review.with_env(self.env)

    @api.model
    def _get_people(self, call):
        """Return who of us talked in a call, the longest first."""
        legs = call.sudo().leg_ids.filtered(
            lambda leg: leg.user_id and leg.talk_seconds > 0
        )
        return legs.sorted(lambda leg: (-leg.talk_seconds, leg.id)).user_id

    @api.model
    def _get_team(self, call, user):
        """Return the team somebody talked for."""
        legs = call.sudo().leg_ids.filtered(lambda leg: leg.user_id == user)
        return legs.team_id[:1] or call.sudo().team_id or user.sudo().sale_team_id

    @api.model
    def _check_reviewer(self, call, user):
        """Refuse who may not judge this person's talk.

        One's own talks; those of the teams one leads; managers all.
        """
        me = self.env.user
        if self.env.su or user == me or me.has_group(MANAGER):
            return
        teams = self._get_team(call, user) | call.sudo().team_id
        if me.has_group(LEADER) and me in teams.sudo().sales_leader_ids:
            return
        raise AccessError(
            self.env._(
                "You can review your own calls and those of the teams you lead. Ask the "
                "leader of %(person)s or a sales manager.",
                person=user.sudo().name,
            )
        )

    @api.model
    def _prepare_review(self, call, user):
        """Return the values of a new review.

        :raise UserError: when there is no scorecard for the call
        """
        card, why = self.env["pbx.scorecard"]._choose(call)
        if not card:
            raise UserError(
                self.env._(
                    "There is no scorecard for this call: publish one for its stage, or "
                    "one without a stage, under Configuration > Scorecards."
                )
            )
        return {
            "call_id": call.id,
            "user_id": user.id,
            "team_id": self._get_team(call, user).id,
            "reviewer_id": self.env.uid,
            "lead_id": call.lead_id.id,
            "stage_id": call.stage_id.id,
            "script_id": card._get_script(call).id,
            "version_id": card.version_id.id,
            "why": why,
        }

    # ------------------------------------------------------------
    # MARKS
    # ------------------------------------------------------------

    def _get_score(self):
        """Return the review's :class:`Score`."""
        self.ensure_one()
        return score(self.version_id._get_questions(), self._get_answers())

    def _get_answers(self):
        """Return the answers so far, as ``tools/score.py`` takes them."""
        self.ensure_one()
        return {answer.question_key: answer._get_answer() for answer in self.answer_ids}

    def _set_score(self):
        """Keep what the answers come to."""
        for review in self:
            percent = review._get_score().percent
            card = review.scorecard_id
            value = 0.0 if percent is None else round_half_up(percent)
            level = "middle"
            if percent is None:
                level = False
            elif value < card.low_percent:
                level = "low"
            elif value >= card.high_percent:
                level = "high"
            review.write(
                {"score": value, "has_score": percent is not None, "level": level}
            )
