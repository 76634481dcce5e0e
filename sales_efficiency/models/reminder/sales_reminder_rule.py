from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: Kinds of causes that are about a deal alone.
DEAL_KINDS = ("no_next_step", "quiet")


class SalesReminderRule(models.Model):
    """What people are reminded of, after how long, and who is told when it does not
    help."""

    _name = "sales.reminder.rule"
    _description = "Reminder Rule"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[
            ("overdue", "Overdue promises"),
            ("unanswered", "Unanswered letters"),
            ("no_next_step", "Deals without a next step"),
            ("quiet", "Quiet deals"),
        ],
        string="Reminds Of",
        required=True,
        default="no_next_step",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", index=True, help="Empty: for every company."
    )
    team_ids = fields.Many2many(
        comodel_name="crm.team",
        string="Teams",
        check_company=True,
        help="Empty: for every team.",
    )
    stage_ids = fields.Many2many(
        comodel_name="crm.stage",
        string="Stages",
        help="Empty: in every stage. With a stage the rule is about deals only.",
    )
    domain = fields.Char(
        string="Deals",
        default="[]",
        help="Further conditions on the deal. With one the rule is about deals only.",
    )
    delay = fields.Integer(
        required=True, default=8, help="In the working time of the person reminded."
    )
    delay_unit = fields.Selection(
        selection=[("hours", "working hours"), ("days", "working days")],
        required=True,
        default="hours",
    )
    use_stage_days = fields.Boolean(
        string="Days of the Stage",
        default=True,
        help="Where a stage says after how many days a deal rots, that counts instead.",
    )
    daily_limit = fields.Integer(
        string="At Most a Day",
        default=10,
        help="New reminders of this rule for one person in 24 hours, so that old sins "
        "come bit by bit. Zero: no limit.",
    )
    activity_type_id = fields.Many2one(
        comodel_name="mail.activity.type",
        string="Activity",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('res_model', '=', False)]",
        default=lambda self: self.env.ref("mail.mail_activity_data_todo", False),
    )
    summary = fields.Char(
        string="Text", required=True, translate=True, help="Title of the activity."
    )
    step_ids = fields.One2many(
        comodel_name="sales.reminder.step", inverse_name="rule_id", string="Escalation"
    )
    reminder_ids = fields.One2many(
        comodel_name="sales.reminder", inverse_name="rule_id", string="Reminders"
    )
    open_count = fields.Integer(string="Open Reminders", compute="_compute_open_count")

    _delay_check = models.Constraint(
        "CHECK (delay > 0)",
        "A reminder needs a delay: enter one working hour or day, or more.",
    )
    _limit_check = models.Constraint(
        "CHECK (daily_limit >= 0)",
        "The limit a day cannot be negative: enter zero for no limit.",
    )

    @api.constrains("domain")
    def _check_domain(self):
        for rule in self:
            try:
                rule._get_own_domain().validate(self.env["crm.lead"])
            except (ValueError, TypeError, KeyError, SyntaxError) as error:
                raise ValidationError(
                    self.env._(
                        "The conditions on deals of %(rule)s do not work: %(error)s. Choose "
                        "them again under Deals.",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    def _compute_open_count(self):
        groups = self.env["sales.reminder"]._read_group(
            [("rule_id", "in", self.ids), ("state", "=", "open")],
            ["rule_id"],
            ["__count"],
        )
        counts = {rule.id: count for rule, count in groups}
        for rule in self:
            rule.open_count = counts.get(rule.id, 0)

    def write(self, vals):
        """Take back what is open of a rule that is switched off."""
        res = super().write(vals)
        if vals.get("active") is False:
            self._take_back()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_take_back(self):
        self._take_back()

    def _take_back(self):
        reminders = self.env["sales.reminder"].sudo()
        reminders.search([("rule_id", "in", self.ids), ("state", "=", "open")])._close()

    def action_view_reminders(self):
        """Open the reminders of the rule."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency.sales_reminder_action"
        )
        return action | {
            "domain": [("rule_id", "in", self.ids)],
            "context": {"search_default_open": 1},
        }

    # ------------------------------------------------------------
    # WHAT A RULE IS ABOUT
    # ------------------------------------------------------------

    def _get_own_domain(self):
        """Return the free conditions on deals.

        :raise ValueError: when they are no domain of plain values
        """
        return Domain(literal_eval((self.domain or "[]").strip()))

    def _is_about_deals_only(self):
        """Tell whether letters and promises elsewhere are none of the rule's."""
        self.ensure_one()
        return bool(self.stage_ids) or not self._get_own_domain().is_true()

    def _get_deal_domain(self):
        """Return the domain of the deals under way that the rule is about."""
        self.ensure_one()
        domain = (
            Domain("won_status", "=", "pending")
            & Domain("stage_id.is_won", "=", False)
            & self._get_own_domain()
        )
        if self.kind in DEAL_KINDS:
            domain &= Domain("type", "=", "opportunity")
        if self.stage_ids:
            domain &= Domain("stage_id", "in", self.stage_ids.ids)
        return domain
