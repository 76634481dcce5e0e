from odoo import fields, models


class PbxProvider(models.Model):
    """What becomes of a missed call that nobody calls back."""

    _inherit = "pbx.provider"

    missed_escalate_minutes = fields.Integer(
        string="Tell the Leader After",
        default=15,
        help="Minutes of working time after a call back is overdue: then the team leader "
        "is told, and as long after that the head of sales. 0: nobody is.",
    )

    _missed_minutes_check = models.Constraint(
        "CHECK (missed_minutes >= 0 AND missed_escalate_minutes >= 0)",
        "Call Back Within and Tell the Leader After are minutes from now on: enter 0 or "
        "more.",
    )
