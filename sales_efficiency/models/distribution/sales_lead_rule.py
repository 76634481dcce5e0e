from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.receiver import Terms
from ...tools.zip_area import parse_area

PRIORITIES = [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Very high")]


class SalesLeadRule(models.Model):
    """Which leads go to whom, and how one of them is chosen.

    Rules are asked in order; the first one whose criteria all fit a lead and that has
    somebody for it gives it away. Criteria left empty ask for nothing.
    """

    _name = "sales.lead.rule"
    _description = "Distribution Rule"
    _inherit = ["sales.kept.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    # Channel
    medium_ids = fields.Many2many(comodel_name="utm.medium", string="Mediums")
    source_ids = fields.Many2many(comodel_name="utm.source", string="Sources")
    campaign_ids = fields.Many2many(comodel_name="utm.campaign", string="Campaigns")
    door_ids = fields.Many2many(
        comodel_name="sales.lead.door", string="Doors", check_company=True
    )
    # Audience
    tag_ids = fields.Many2many(
        comodel_name="crm.tag", string="Tags", help="A lead with any of them."
    )
    industry_ids = fields.Many2many(
        comodel_name="res.partner.industry", string="Industries"
    )
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        help="Current: who has bought before.",
    )
    client_type = fields.Selection(
        selection=[("company", "Companies"), ("private", "Private persons")]
    )
    company_size_from = fields.Selection(selection="_get_company_sizes")
    company_size_to = fields.Selection(selection="_get_company_sizes")
    lang_ids = fields.Many2many(
        comodel_name="res.lang",
        string="Languages",
        context={"active_test": False},
    )
    # Product
    product_categ_ids = fields.Many2many(
        comodel_name="product.category",
        string="Product Categories",
        help="What the client wants, categories within them included.",
    )
    # Territory
    country_ids = fields.Many2many(comodel_name="res.country", string="Countries")
    state_ids = fields.Many2many(comodel_name="res.country.state", string="Regions")
    zip_area = fields.Char(
        string="Postal Codes",
        help="Ranges, beginnings and single codes: 10000-12999, 75*, SW1A 1AA.",
    )
    cities = fields.Char(help="Names of cities, with commas between them.")
    # Qualification
    skill_ids = fields.One2many(
        comodel_name="sales.lead.rule.skill",
        inverse_name="rule_id",
        string="Skills Needed",
        copy=True,
        help="What the receiver must know, and how well.",
    )
    # Warmth
    probability_from = fields.Float(help="By crm's lead scoring, in percent.")
    probability_to = fields.Float(default=100)
    priority_from = fields.Selection(selection=PRIORITIES)
    priority_to = fields.Selection(selection=PRIORITIES)
    # The rest
    domain = fields.Char(
        string="Further Condition", default="[]", help="Any other fields of the lead."
    )

    # Receivers
    team_ids = fields.Many2many(
        comodel_name="crm.team", string="Sales Teams", check_company=True
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="People",
        domain="[('share', '=', False)]",
        help="Beside the members of the teams.",
    )
    method = fields.Selection(
        selection=[
            ("round_robin", "In turn, by weight"),
            ("least_loaded", "Who has the fewest open leads"),
            ("best_converter", "Who closes such leads best"),
        ],
        required=True,
        default="round_robin",
    )
    owner_first = fields.Boolean(
        default=True,
        help="A returning client's lead goes to the client's own salesperson, if there.",
    )
    day_limit = fields.Integer(
        string="Leads a Day", help="Most leads one person gets a day. Zero: no limit."
    )
    open_limit = fields.Integer(
        string="Open Leads", help="Nobody with so many open leads gets more."
    )
    off_hours = fields.Selection(
        selection=[
            ("next", "To who works next"),
            ("wait", "Wait until somebody works"),
            ("any", "At any hour"),
        ],
        string="Outside Working Time",
        required=True,
        default="next",
    )
    response_minutes = fields.Integer(
        string="First Response",
        help="Minutes of working time in which the client should be contacted. Zero: no "
        "such promise.",
    )
    late_moves = fields.Integer(
        string="Next Candidates",
        default=1,
        help="How often a lead without a first contact moves on to the next candidate "
        "before the team leader gets it.",
    )

    _limits_check = models.Constraint(
        "CHECK (day_limit >= 0 AND open_limit >= 0 AND response_minutes >= 0"
        " AND late_moves >= 0)",
        "Limits, minutes and numbers of a distribution rule cannot be negative.",
    )
    _probability_check = models.Constraint(
        "CHECK (probability_from >= 0 AND probability_to <= 100"
        " AND probability_from <= probability_to)",
        "The probability of a distribution rule goes from 0 to 100 %, the lower one "
        "first.",
    )

    @api.model
    def _get_company_sizes(self):
        return self.env["crm.lead"]._fields["sales_company_size"].selection

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("zip_area")
    def _check_zip_area(self):
        for rule in self:
            try:
                parse_area(rule.zip_area)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Postal codes of %(rule)s: %(part)s cannot be read. Write ranges "
                        "(10000-12999), beginnings (75*) or single codes, with commas "
                        "between them.",
                        rule=rule.name,
                        part=error,
                    )
                ) from error

    @api.constrains("domain")
    def _check_domain(self):
        for rule in self:
            try:
                self.env["crm.lead"].search_count(rule._get_free_domain(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The further condition of %(rule)s cannot be used: %(error)s",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    @api.constrains("team_ids", "user_ids")
    def _check_receivers(self):
        for rule in self:
            if not rule.team_ids and not rule.user_ids:
                raise ValidationError(
                    self.env._(
                        "Nobody can receive leads by %(rule)s: choose sales teams or "
                        "people.",
                        rule=rule.name,
                    )
                )

    # ------------------------------------------------------------
    # HELPERS
    # ------------------------------------------------------------

    def _get_free_domain(self):
        """Return the further condition as a domain."""
        return literal_eval(self.domain or "[]")

    def _get_terms(self):
        """Return how the rule chooses, as the arithmetic takes it."""
        self.ensure_one()
        return Terms(
            rule=self.id,
            method=self.method,
            day_limit=self.day_limit,
            open_limit=self.open_limit,
            off_hours=self.off_hours,
        )


class SalesLeadRuleSkill(models.Model):
    """A skill that who receives leads by a rule must have."""

    _name = "sales.lead.rule.skill"
    _description = "Skill Asked for by a Distribution Rule"
    _inherit = ["sales.kept.mixin"]
    _order = "rule_id, id"

    rule_id = fields.Many2one(
        comodel_name="sales.lead.rule", required=True, index=True, ondelete="cascade"
    )
    skill_id = fields.Many2one(
        comodel_name="sales.skill", required=True, index=True, ondelete="cascade"
    )
    level = fields.Integer(string="Level From", default=1, required=True)
