from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PbxScorecard(models.Model):
    """What a talk is judged by, and for which talks.

    Questions are a draft. Reviewers work with the version that was published last, and
    finish with the one they began with.
    """

    _name = "pbx.scorecard"
    _description = "Scorecard"
    _inherit = ["sales.published.mixin"]
    _order = "sequence, id"
    _version_action = "sales_efficiency_telephony.pbx_scorecard_version_action"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: a scorecard of all companies."
    )
    # A record that is deleted must not make a scorecard one for every talk.
    stage_ids = fields.Many2many(
        "crm.stage",
        string="Stages",
        ondelete="restrict",
        help="Where the deal was when the call began. Empty: anywhere.",
    )
    script_ids = fields.Many2many(
        "sales.script",
        string="Scripts",
        ondelete="restrict",
        context={"active_test": False},
        help="Which script the deal had at the call. Empty: whichever.",
    )
    direction = fields.Selection(
        selection=[("in", "Incoming"), ("out", "Outgoing")], help="Empty: both."
    )
    talk = fields.Selection(
        selection=[("first", "First talks"), ("later", "Later talks")],
        string="Talks",
        help="First: nobody of us had talked with this number before. Empty: all.",
    )
    low_percent = fields.Float(
        string="Low Below",
        default=60.0,
        help="A talk below this percentage makes a coaching task.",
    )
    high_percent = fields.Float(
        string="High From",
        default=85.0,
        help="A talk from this percentage on counts as a good one in the analysis.",
    )
    coaching_days = fields.Integer(
        string="Coach Within",
        default=3,
        help="Working days in which a low mark is to be talked about.",
    )
    question_ids = fields.One2many("pbx.scorecard.question", "scorecard_id", copy=True)
    version_ids = fields.One2many(
        "pbx.scorecard.version", "scorecard_id", string="Versions", readonly=True
    )
    version_id = fields.Many2one(
        "pbx.scorecard.version",
        string="Published Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="What reviewers work with.",
    )
    version_number = fields.Integer(related="version_id.number", string="Version")
    state = fields.Selection(
        help="Changes of questions reach reviewers when they are published."
    )

    _percent_check = models.Constraint(
        "CHECK (0 <= low_percent AND low_percent <= high_percent "
        "AND high_percent <= 100)",
        "Low and high lie between 0 and 100, low not above high: correct one of them.",
    )
    _coaching_check = models.Constraint(
        "CHECK (coaching_days BETWEEN 1 AND 60)",
        "A low mark is talked about within 1 to 60 working days: correct the days.",
    )

    @api.constrains("stage_ids", "script_ids")
    def _check_scripts(self):
        for card in self:
            for script in card.script_ids:
                if card.stage_ids and not card.stage_ids & script.stage_ids:
                    raise ValidationError(
                        self.env._(
                            "The script %(script)s is for none of the stages of "
                            "%(scorecard)s: choose one of its stages, or no stage.",
                            script=script.name,
                            scorecard=card.name,
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.env["pbx.review"].sudo()
        used = used.search([("scorecard_id", "in", self.ids)], limit=1).scorecard_id
        if used:
            raise UserError(
                self.env._(
                    "Talks were judged by the scorecard %(scorecard)s, and the marks are "
                    "kept: archive the scorecard instead.",
                    scorecard=used.name,
                )
            )

    def copy_data(self, default=None):
        """Name copies as such."""
        values = super().copy_data(default)
        if "name" in (default or {}):
            return values
        return [
            one | {"name": self.env._("%(scorecard)s (copy)", scorecard=card.name)}
            for card, one in zip(self, values, strict=True)
        ]

    # ------------------------------------------------------------
    # VERSIONS
    # ------------------------------------------------------------

    def _get_draft_fields(self):
        return (
            *[
                f"question_ids.{name}"
                for name in ("sequence", "kind", "name", "hint", "weight", "points")
            ],
            *["question_ids.is_critical", "question_ids.can_skip"],
            *[
                f"question_ids.option_ids.{name}"
                for name in ("sequence", "name", "share")
            ],
        )

    def _get_content(self):
        """Return the draft's questions in the normal form: what a version keeps.

        A dict with ``questions``, in order, each with ``key, kind, name, hint, weight,
        points, critical, skip, options``; an option has ``key, name, share``. It is what
        ``tools/score.py`` takes.
        """
        self.ensure_one()
        questions = self.question_ids.sorted(lambda one: (one.sequence, one._origin.id))
        return {"questions": [question._get_content() for question in questions]}

    def _check_content(self, content):
        """Refuse questions in the normal form that nobody could answer.

        :raise UserError: naming the question and the remedy
        """
        self.ensure_one()
        questions = content["questions"]
        if not any(one["weight"] for one in questions if one["kind"] != "text"):
            raise UserError(
                self.env._(
                    "The scorecard %(scorecard)s has nothing to give marks for: add a "
                    "question with a weight.",
                    scorecard=self.name,
                )
            )
        for question in questions:
            if question["kind"] == "choice" and len(question["options"]) < 2:
                raise UserError(
                    self.env._(
                        "The question %(question)s has nothing to choose from: add at "
                        "least two answers.",
                        question=question["name"],
                    )
                )
