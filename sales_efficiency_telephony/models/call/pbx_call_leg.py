from odoo import fields, models


class PbxCallLeg(models.Model):
    """One phone's part in a call: who rang, who talked, and for how long."""

    _name = "pbx.call.leg"
    _description = "Leg of a Call"
    _inherit = ["pbx.told.mixin"]
    _order = "call_id desc, rang_at, id"
    _rec_name = "extension"

    call_id = fields.Many2one("pbx.call", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    leg_uid = fields.Char(required=True, readonly=True)
    extension = fields.Char(readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    outcome = fields.Selection(
        selection=[
            ("talked", "Talked"),
            ("no_answer", "No answer"),
            ("busy", "Busy"),
            ("answered_elsewhere", "Answered elsewhere"),
            ("rejected", "Rejected"),
            ("unreachable", "Unreachable"),
            ("caller", "Called"),
        ],
        readonly=True,
    )
    rang_at = fields.Datetime(string="Rang", readonly=True)
    answered_at = fields.Datetime(string="Answered On", readonly=True)
    ended_at = fields.Datetime(string="Ended", readonly=True)
    talk_seconds = fields.Float(string="Talk Time", readonly=True)
    transferred_by_id = fields.Many2one(
        "pbx.call.leg", readonly=True, index="btree_not_null", ondelete="set null"
    )
    transfer = fields.Selection(
        selection=[("blind", "Blind"), ("attended", "Attended")], readonly=True
    )

    _leg_uniq = models.UniqueIndex("(call_id, leg_uid)")
    _user_idx = models.Index("(user_id, rang_at DESC) WHERE user_id IS NOT NULL")
