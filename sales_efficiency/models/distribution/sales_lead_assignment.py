from odoo import api, fields, models

REASONS = [
    ("created", "New lead"),
    ("sweep", "Left over"),
    ("late", "No first response"),
    ("escalated", "To the leader: no first response"),
    ("leaving", "Work handed over"),
    ("absence", "Absence"),
    ("overload", "Overload"),
    ("returned", "Back after a transfer"),
    ("manual", "By hand"),
    ("crm", "CRM's own assignment"),
]


class SalesLeadAssignment(models.Model):
    """One decision on whose a lead is, with everybody who was looked at.

    Decisions are only added, never changed: what was the case then stays readable.
    """

    _name = "sales.lead.assignment"
    _description = "Lead Assignment"
    _order = "date desc, id desc"
    _rec_name = "lead_id"

    lead_id = fields.Many2one(
        comodel_name="crm.lead", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(comodel_name="res.users", string="Salesperson")
    previous_user_id = fields.Many2one(comodel_name="res.users", string="Before")
    rule_id = fields.Many2one(
        comodel_name="sales.lead.rule", index="btree_not_null", ondelete="set null"
    )
    team_id = fields.Many2one(comodel_name="crm.team", string="Sales Team")
    company_id = fields.Many2one(comodel_name="res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Datetime(string="Moment", required=True, default=fields.Datetime.now)
    reason = fields.Selection(selection=REASONS, required=True, default="created")
    way = fields.Selection(
        selection=[
            ("rule", "By rule"),
            ("owner", "The client's own salesperson"),
            ("leader", "To the leader: nobody fits"),
            ("waits", "Waits for working time"),
            ("nobody", "Nobody fits and there is no leader"),
            ("hand", "Moved"),
        ],
        required=True,
        default="rule",
    )
    probability = fields.Float(aggregator="avg")
    #: In the company's currency, as the lead has it: a log of many rows at once needs no
    #: rounding of its own.
    expected_revenue = fields.Float()
    weight = fields.Float(
        default=1, aggregator="avg", help="The person's share in the order of turns."
    )
    step = fields.Float(help="How far it moved the person on in the order of turns.")
    skipped = fields.Float(
        help="What was skipped of the turns in all so far, by who is new or was away."
    )
    load = fields.Float(
        string="Leads for the Share",
        compute="_compute_load",
        store=True,
        # Many come at once with it worked out.
        readonly=False,
        precompute=True,
        help="One for each lead, two for each of somebody with half a share: the same sum "
        "for everybody where leads are shared out fairly.",
    )
    candidates = fields.Json(
        groups="sales_efficiency.group_sales_efficiency_leader",
        help="Rule by rule: who was chosen, and why the others were not.",
    )
    explanation = fields.Text(
        compute="_compute_explanation",
        groups="sales_efficiency.group_sales_efficiency_leader",
    )
    own_explanation = fields.Text(
        string="Why", compute="_compute_own_explanation", compute_sudo=True
    )

    _user_date_idx = models.Index("(user_id, date)")

    def _get_last(self):
        """Return the latest of these decisions, if there is any."""
        return self.browse(max(self.ids, default=False))

    @api.depends("weight")
    def _compute_load(self):
        for one in self:
            one.load = self._get_load(one.weight)

    @api.model
    def _get_load(self, weight):
        """Return how much one lead is for somebody with this share."""
        return 1 / weight if weight else 1

    @api.depends("candidates", "way", "rule_id", "user_id")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for one in self:
            one.explanation = one._explain()

    @api.depends("candidates", "way", "rule_id", "user_id")
    @api.depends_context("lang", "uid")
    def _compute_own_explanation(self):
        for one in self:
            one.own_explanation = one._explain_to_receiver()
