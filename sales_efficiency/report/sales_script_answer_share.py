"""Which answers go with won deals: answers of the analysis, summed up step by step."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.answer_verdict import judge

#: JavaScript counts exactly up to here.
HIGHEST_ID = 2**53 - 1
#: Conditions on these say which answers are summed up; rows do not tell them apart.
NARROWING = ("date", "user_id", "team_id", "medium_id", "stage_id")


class SalesScriptAnswerShare(models.Model):
    """One row for each answer to a step of a script: deals with it, and how they ended.

    Only answers that the user may see in the analysis are counted.
    """

    _name = "sales.script.answer.share"
    _description = "Answers and Won Deals"
    _auto = False
    _order = "script_id, step_name, step_key, cases desc, id"
    _rec_name = "option_name"

    script_id = fields.Many2one("sales.script", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    step_key = fields.Char(readonly=True)
    step_name = fields.Char(string="Step", readonly=True)
    option_key = fields.Char(readonly=True)
    option_name = fields.Char(string="Answer", readonly=True)
    cases = fields.Integer(string="Deals", readonly=True)
    decided = fields.Integer(
        string="Decided Deals", readonly=True, help="Won or lost by now."
    )
    won = fields.Integer(string="Won Deals", readonly=True)
    step_decided = fields.Integer(
        readonly=True, help="Decided deals with any answer to the step."
    )
    step_won = fields.Integer(readonly=True)
    won_share = fields.Float(
        string="Won, %", compute="_compute_verdict", aggregator=False
    )
    likely = fields.Char(
        string="Likely Between",
        compute="_compute_verdict",
        help="Where the share lies with 95 % certainty: the fewer deals, the wider.",
    )
    verdict = fields.Selection(
        selection=[
            ("more", "Won more often"),
            ("less", "Won less often"),
            ("same", "No clear difference"),
            ("few", "Too few deals"),
        ],
        compute="_compute_verdict",
        help="Compared with all deals that got to the step.",
    )
    date = fields.Datetime(compute="_compute_narrowing", search="_search_narrowing")
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        compute="_compute_narrowing",
        search="_search_narrowing",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        compute="_compute_narrowing",
        search="_search_narrowing",
    )
    medium_id = fields.Many2one(
        "utm.medium",
        string="Channel",
        compute="_compute_narrowing",
        search="_search_narrowing",
    )
    stage_id = fields.Many2one(
        "crm.stage", compute="_compute_narrowing", search="_search_narrowing"
    )

    @api.depends("won", "decided", "step_won", "step_decided")
    def _compute_verdict(self):
        for row in self:
            verdict = judge(row.won, row.decided, row.step_won, row.step_decided)
            row.verdict = verdict.name
            row.won_share = verdict.share or 0
            row.likely = row.decided and self.env._(
                "%(low)d–%(high)d %%", low=round(verdict.low), high=round(verdict.high)
            )

    def _compute_narrowing(self):
        for name in NARROWING:
            self[name] = False

    def _search_narrowing(self, operator, value):
        """Find all: what is asked for has narrowed what is counted, see ``_search``."""
        return Domain.TRUE

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    @api.model
    def search_fetch(self, domain, *args, **kwargs):
        """Let the records found count what they were found by, whenever they are read."""
        # The same row may have counted something else before.
        self.invalidate_model(flush=False)
        report = self._with_narrowing(domain)
        return super(SalesScriptAnswerShare, report).search_fetch(
            domain, *args, **kwargs
        )

    def _search(self, domain, *args, **kwargs):
        """Count only the answers that conditions on other fields are about."""
        report = self._with_narrowing(domain)
        return super(SalesScriptAnswerShare, report)._search(domain, *args, **kwargs)

    def _with_narrowing(self, domain):
        narrow = Domain.AND(self._iter_narrowing(Domain(domain)))
        # Records that were found are read again by their ids alone.
        if narrow.is_true() and "sales_script_answers" in self.env.context:
            return self
        return self.with_context(sales_script_answers=narrow)

    def _iter_narrowing(self, domain):
        """Yield the conditions that say which answers are counted."""
        if getattr(domain, "OPERATOR", "") == "&":
            for child in domain.children:
                yield from self._iter_narrowing(child)
            return
        names = {
            condition.field_expr.partition(".")[0]
            for condition in domain.iter_conditions()
        }
        if names and names <= set(NARROWING):
            yield domain
        elif names & set(NARROWING):
            raise UserError(
                self.env._(
                    "Date, salesperson, team, channel and stage say which deals are "
                    "counted: look for them apart from other conditions."
                )
            )

    @property
    def _table_query(self):
        answers = self.env["sales.script.answer.report"]
        narrow = self.env.context.get("sales_script_answers")
        # A remote client's context may hold anything.
        if not isinstance(narrow, Domain):
            narrow = Domain.TRUE
        query = answers._search(narrow & Domain("option_key", "!=", False))
        columns = ("script_id", "company_id", "step_key", "option_key")
        return SQL(
            """
            SELECT ABS(hashtextextended(
                       CONCAT_WS('/', script_id, company_id, step_key, option_key), 0
                   )) %% %(most)s AS id,
                   script_id, company_id, step_key, option_key, step_name, option_name,
                   cases, decided, won,
                   SUM(decided) OVER step AS step_decided, SUM(won) OVER step AS step_won
              FROM (
                SELECT script_id, company_id, step_key, option_key,
                       (MAX(ARRAY[to_char(date, 'YYYYMMDDHH24MISS'), step_name]))[2]
                           AS step_name,
                       (MAX(ARRAY[to_char(date, 'YYYYMMDDHH24MISS'), option_name]))[2]
                           AS option_name,
                       COUNT(DISTINCT lead_id) AS cases,
                       COUNT(DISTINCT lead_id) FILTER (WHERE decided = 1) AS decided,
                       COUNT(DISTINCT lead_id) FILTER (WHERE won = 1) AS won
                  FROM (%(answers)s) AS answer
              GROUP BY script_id, company_id, step_key, option_key
              ) AS counted
            WINDOW step AS (PARTITION BY script_id, company_id, step_key)
            """,
            most=HIGHEST_ID,
            answers=query.select(
                *(
                    SQL(
                        "%s AS %s",
                        answers._field_to_sql(query.table, name, query),
                        SQL.identifier(name),
                    )
                    for name in (
                        *columns,
                        "step_name",
                        "option_name",
                        "lead_id",
                        "date",
                        "decided",
                        "won",
                    )
                )
            ),
        )

    def action_open_deals(self):
        """Open the answers that a row counts, of the period and the people looked at."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_script_answer_report_action"
        )
        names = ("script_id", "company_id", "step_key", "option_key")
        action["domain"] = [
            (name, "=", self._fields[name].convert_to_write(self[name], self))
            for name in names
        ] + list(self._get_counted_domain())
        action["views"] = [(False, "list"), (False, "kanban"), (False, "pivot")]
        return action

    def _get_counted_domain(self):
        """Return the conditions on answers that the list was looked at with.

        The client tells with which domain: rows are the same whatever they count.
        """
        domain = self.env.context.get("sales_script_counted")
        # A remote client's context may hold anything.
        if not isinstance(domain, list):
            return Domain.TRUE
        return Domain.AND(self._iter_narrowing(Domain(domain)))
