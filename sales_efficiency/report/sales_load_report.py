from odoo import fields, models
from odoo.tools import SQL

from .sales_snapshot_mixin import Snapshot

#: Columns of the report and their SQL types.
COLUMNS = {
    "id": "integer",
    "company_id": "integer",
    "team_id": "integer",
    "user_id": "integer",
    "weight": "double precision",
    "is_paused": "boolean",
    "deal_count": "integer",
    "revenue": "double precision",
    "overdue_count": "integer",
    "today_count": "integer",
    "meeting_count": "integer",
    "open_limit": "integer",
    "capacity": "double precision",
    "percent": "double precision",
    "status": "text",
}


class SalesLoadReport(models.Model):
    """What people carry as a relation.

    The rows are those of ``sales.load``: what is proposed goes by what is shown.
    """

    _name = "sales.load.report"
    _description = "Workload"
    _inherit = ["sales.snapshot.mixin"]
    _auto = False
    _order = "percent DESC NULLS LAST, id"
    _rec_name = "user_id"
    _snapshot_columns = COLUMNS

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    deal_count = fields.Integer(string="Open Deals", readonly=True)
    revenue = fields.Monetary(string="Expected Revenue", readonly=True)
    overdue_count = fields.Integer(string="Overdue Activities", readonly=True)
    today_count = fields.Integer(string="Due Today", readonly=True)
    meeting_count = fields.Integer(string="Meetings This Week", readonly=True)
    weight = fields.Float(string="Share", readonly=True)
    open_limit = fields.Integer(
        string="Limit",
        readonly=True,
        aggregator=None,
        help="The tightest limit of open leads of the distribution rules the person is "
        "in. Zero: none.",
    )
    capacity = fields.Float(
        string="Fair Load",
        readonly=True,
        help="What the team carries, divided by shares; the limit where that is less.",
    )
    percent = fields.Float(
        string="Load, %",
        readonly=True,
        aggregator="avg",
        help="Open deals in percent of a fair load.",
    )
    status = fields.Selection(
        selection=[
            ("over", "Too much"),
            ("even", "Fair"),
            ("room", "Has room"),
            ("none", "No share"),
        ],
        readonly=True,
    )
    is_paused = fields.Boolean(string="Paused", readonly=True)
    away_until = fields.Date(compute="_compute_away_until")

    def _compute_away_until(self):
        """Look up absences company by company: the person's schedule may differ."""
        self.away_until = False
        desk = self.env["sales.lead.desk"]
        for company, rows in self.grouped("company_id").items():
            until = desk._gather(company, rows.user_id.ids).until
            for row in rows:
                row.away_until = until.get(row.user_id.id, False)

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def _take_snapshot(self, domain):
        """Count what people carry in the companies looked at."""
        loads = self.env["sales.load"].sudo()
        return Snapshot(
            self._name,
            (
                tuple(getattr(row, name) for name in COLUMNS)
                for company in self.env.companies
                for row in loads._get_rows(company)
            ),
        )

    def _read_group_select(self, aggregate_spec, query):
        """Divide sums: the load of a team is not the average of its people's loads."""
        if aggregate_spec != "percent:avg":
            return super()._read_group_select(aggregate_spec, query)
        deals, capacity = (
            self._field_to_sql(self._table, name, query)
            for name in ("deal_count", "capacity")
        )
        return SQL(
            "100.0 * SUM(%s) FILTER (WHERE %s IS NOT NULL) / NULLIF(SUM(%s), 0)",
            deals,
            capacity,
            capacity,
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_deals(self):
        """Open the deals of the person's team, to be dragged from one to another.

        :raise AccessError: to who does not lead the team
        """
        row = self or self.browse(self.env.context.get("active_id", [])).exists()
        actions = self.env["ir.actions.act_window"]
        if not row:
            # An address that is older than the team, or that somebody typed.
            return actions._for_xml_id("sales_efficiency.sales_load_report_action")
        row.ensure_one()
        team = row.team_id
        people = row._get_board_people()
        self.env["sales.handover"]._check_reach(people)
        # Under the address of the opener the board is found again when it is reloaded.
        opener = self.env.ref("sales_efficiency.sales_load_report_action_deals").sudo()
        return actions._for_xml_id("sales_efficiency.crm_lead_action_load") | {
            "id": opener.id,
            "path": opener.path,
            "display_name": self.env._("Deals of %(team)s", team=team.name),
            "domain": [
                ("user_id", "in", people.ids),
                ("won_status", "=", "pending"),
            ],
            "context": {"active_id": row.id, "sales_load_user_ids": people.ids},
        }

    def _get_board_people(self):
        """Return the person and the others of the team, who carries least first: the way
        from one column to the other is short.
        """
        rows = self.search([("team_id", "=", self.team_id.id)], order="percent, id")
        return self.user_id | rows.user_id | self.team_id.member_ids
