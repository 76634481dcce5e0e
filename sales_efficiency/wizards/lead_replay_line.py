from odoo import api, fields, models


class SalesLeadReplayLine(models.TransientModel):
    """One past lead: who would have got it by the present rules, beside who got it."""

    _name = "sales.lead.replay.line"
    _description = "Replayed Lead"
    _order = "came_at, id"
    _rec_name = "lead_id"

    replay_id = fields.Many2one(
        comodel_name="sales.lead.replay", required=True, index=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(
        comodel_name="crm.lead", required=True, ondelete="cascade"
    )
    came_at = fields.Datetime(string="Came In")
    rule_id = fields.Many2one(comodel_name="sales.lead.rule", ondelete="cascade")
    user_id = fields.Many2one(
        comodel_name="res.users", string="Would Have Got It", ondelete="cascade"
    )
    got_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Got It",
        ondelete="cascade",
        help="Who had it first.",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team", string="Sales Team", ondelete="cascade"
    )
    way = fields.Selection(
        selection=lambda self: (
            self.env["sales.lead.assignment"]._fields["way"].selection
        )
    )
    outcome = fields.Selection(
        selection=[
            ("same", "Same receiver"),
            ("other", "Other receiver"),
            ("nobody", "For nobody"),
        ]
    )
    currency_id = fields.Many2one(related="replay_id.currency_id")
    expected_revenue = fields.Monetary()
    candidates = fields.Json()
    explanation = fields.Text(string="Why", compute="_compute_explanation")

    @api.depends("candidates", "way", "user_id")
    @api.depends_context("lang")
    def _compute_explanation(self):
        assignments = self.env["sales.lead.assignment"]
        for line in self:
            line.explanation = assignments.new(
                {
                    "user_id": line.user_id.id,
                    "rule_id": line.rule_id.id,
                    "way": line.way,
                    "candidates": line.candidates,
                }
            )._explain()


class SalesLeadReplayPerson(models.TransientModel):
    """What one person got in the period, beside what it would have been."""

    _name = "sales.lead.replay.person"
    _description = "Replay of Distribution Rules for a Person"
    _order = "would_count desc, got_count desc, id"
    _rec_name = "user_id"

    replay_id = fields.Many2one(
        comodel_name="sales.lead.replay", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Salesperson", ondelete="cascade"
    )
    weight = fields.Float(string="Share", help="As it is now.")
    got_count = fields.Integer(string="Got")
    would_count = fields.Integer(string="Would Have Got")
    difference = fields.Integer(compute="_compute_difference")
    currency_id = fields.Many2one(related="replay_id.currency_id")
    got_revenue = fields.Monetary(string="Revenue Got")
    would_revenue = fields.Monetary(string="Revenue by the Rules")

    @api.depends("got_count", "would_count")
    def _compute_difference(self):
        for person in self:
            person.difference = person.would_count - person.got_count
