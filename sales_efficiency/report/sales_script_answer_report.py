from odoo import api, fields, models
from odoo.tools import SQL


class SalesScriptAnswerReport(models.Model):
    """One row for each answer a client gave: to which step, to whom, and how it ended."""

    _name = "sales.script.answer.report"
    _description = "Answer Analysis"
    _inherit = ["sales.script.outcome.mixin"]
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "lead_id"
    _depends = {
        "sales.script.answer": ["run_id", "step_key", "option_key", "date"],
        "sales.script.run": ["lead_id", "script_id", "stage_id", "user_id"],
        "crm.lead": ["won_status", "team_id", "company_id", "medium_id"],
    }

    run_id = fields.Many2one("sales.script.run", readonly=True)
    script_id = fields.Many2one("sales.script", readonly=True)
    version_id = fields.Many2one("sales.script.version", readonly=True)
    stage_id = fields.Many2one("crm.stage", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    medium_id = fields.Many2one("utm.medium", string="Channel", readonly=True)
    date = fields.Datetime(readonly=True)
    kind = fields.Selection(
        selection=lambda self: (
            self.env["sales.script.answer"]._fields["kind"].selection
        ),
        readonly=True,
    )
    step_key = fields.Char(readonly=True)
    step_name = fields.Char(string="Step", readonly=True)
    option_key = fields.Char(readonly=True)
    option_name = fields.Char(
        string="Answer",
        readonly=True,
        help="The answer chosen; what was typed in where there was nothing to choose.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT %(columns)s
              FROM sales_script_answer answer
              JOIN sales_script_run run ON run.id = answer.run_id
              JOIN crm_lead lead ON lead.id = run.lead_id
            """,
            columns=SQL(", ").join(
                SQL("%s AS %s", column, SQL.identifier(name))
                for name, column in self._get_columns().items()
            ),
        )

    @api.model
    def _get_columns(self):
        """Return ``{field: SQL}`` of what the report tells of an answer."""
        return self._get_outcome_columns() | {
            "id": SQL("answer.id"),
            "run_id": SQL("run.id"),
            "script_id": SQL("run.script_id"),
            "version_id": SQL("run.version_id"),
            "stage_id": SQL("run.stage_id"),
            "company_id": SQL("run.company_id"),
            "team_id": SQL("run.team_id"),
            "user_id": SQL("run.user_id"),
            "medium_id": SQL("lead.medium_id"),
            "date": SQL("answer.date"),
            "kind": SQL("answer.kind"),
            "step_key": SQL("answer.step_key"),
            "step_name": SQL("answer.step_name"),
            "option_key": SQL("answer.option_key"),
            "option_name": SQL("COALESCE(answer.option_name, answer.value)"),
        }
