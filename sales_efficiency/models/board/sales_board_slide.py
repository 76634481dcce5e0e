from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError


class SalesBoardSlide(models.Model):
    """One picture of a board, shown for some seconds before the next one."""

    _name = "sales.board.slide"
    _description = "Sales Board Slide"
    _order = "board_id, sequence, id"

    board_id = fields.Many2one(
        comodel_name="sales.board", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="board_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    type = fields.Selection(
        selection=[
            ("pace", "Ranking by pace"),
            ("metric", "Ranking by a metric"),
            ("teams", "Teams"),
            ("closed", "Closed today"),
            ("norms", "Norms of the day"),
            ("curve", "Plan and fact by day"),
            ("text", "Text"),
        ],
        string="Shows",
        required=True,
        default="pace",
    )
    metric_id = fields.Many2one(
        comodel_name="sales.metric",
        check_company=True,
        index="btree_not_null",
        help="What a ranking by a metric counts, since the period began.",
    )
    title = fields.Char(translate=True, help="Empty: what the slide shows.")
    text = fields.Text(
        translate=True, help="An announcement in plain words, shown in large letters."
    )
    duration_seconds = fields.Integer(
        string="Seconds",
        default=20,
        required=True,
        help="Where a slide has several pages, each of them stays that long.",
    )

    _duration_check = models.Constraint(
        "CHECK (duration_seconds BETWEEN 5 AND 3600)",
        "A slide stays between 5 and 3600 seconds: correct the seconds.",
    )

    @api.constrains("type", "metric_id", "text")
    def _check_content(self):
        for slide in self:
            if slide.type == "metric" and not slide.metric_id:
                raise ValidationError(
                    self.env._("A ranking by a metric needs the metric: choose one.")
                )
            if slide.type == "text" and not (slide.text or slide.title):
                raise ValidationError(
                    self.env._("A text slide needs a text: write what it shall say.")
                )

    @api.depends("title", "type", "metric_id")
    def _compute_display_name(self):
        for slide in self:
            slide.display_name = slide._get_title()

    def _get_title(self):
        """Say what the slide shows."""
        self.ensure_one()
        if self.title:
            return self.title
        titles = {
            "pace": self.env._("Pace to date, by working days of each person"),
            "metric": self.metric_id.name or "",
            "teams": self.env._("Teams"),
            "closed": self.env._("Closed today"),
            "norms": self.env._("Norms of the day"),
            "curve": self.env._("Plan and fact by day"),
            "text": "",
        }
        return titles.get(self.type, "")

    @api.model
    def _prepare_default_slides(self):
        """Return the slides a new board begins with, as commands."""
        kinds = [("pace", 30), ("teams", 20), ("curve", 20), ("norms", 20)]
        return [
            Command.create(
                {"type": kind, "duration_seconds": seconds, "sequence": index}
            )
            for index, (kind, seconds) in enumerate(kinds)
        ]
