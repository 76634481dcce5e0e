from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SalesReminderStep(models.Model):
    """Who is told next when a reminder does not help."""

    _name = "sales.reminder.step"
    _description = "Escalation of Reminders"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one(
        comodel_name="sales.reminder.rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    hours = fields.Float(
        string="After",
        required=True,
        default=8,
        help="Working hours, of who is told, since the reminder or the step before.",
    )
    recipient = fields.Selection(
        selection=[
            ("leader", "Team leader"),
            ("head", "Head of sales"),
            ("person", "A person"),
        ],
        string="Tell",
        required=True,
        default="leader",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        index="btree_not_null",
        domain="[('share', '=', False)]",
    )

    _hours_check = models.Constraint(
        "CHECK (hours > 0)",
        "An escalation needs time to wait: enter one working hour or more.",
    )

    @api.constrains("recipient", "user_id")
    def _check_user(self):
        for step in self:
            if step.recipient == "person" and not step.user_id:
                raise ValidationError(
                    self.env._(
                        "Say which person is told in the escalation after %(hours)s "
                        "working hours.",
                        hours=step.hours,
                    )
                )
