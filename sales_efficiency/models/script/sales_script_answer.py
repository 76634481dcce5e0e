from odoo import fields, models

from .sales_script_step import KINDS


class SalesScriptAnswer(models.Model):
    """What came of one step of a script, kept in words whatever becomes of the script."""

    _name = "sales.script.answer"
    _description = "Answer to a Sales Script"
    _order = "run_id, date, id"
    _rec_name = "step_name"

    run_id = fields.Many2one(
        comodel_name="sales.script.run", required=True, index=True, ondelete="cascade"
    )
    step_key = fields.Char(required=True)
    step_name = fields.Char(string="Step", required=True)
    kind = fields.Selection(selection=KINDS, required=True)
    option_key = fields.Char()
    option_name = fields.Char(string="Chosen")
    value = fields.Char(string="Answer", help="As a person reads it.")
    raw_value = fields.Char(help="As it was given, to be shown when it is changed.")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    user_id = fields.Many2one(comodel_name="res.users", string="Noted By")

    _step_idx = models.UniqueIndex("(run_id, step_key)")
