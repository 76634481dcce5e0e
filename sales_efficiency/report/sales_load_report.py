from odoo import api, fields, models
from odoo.tools import SQL

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


class Snapshot(list):
    """The rows of one request, counted once and read by several queries."""


class SalesLoadReport(models.Model):
    """What people carry as a relation, so that kanban, list, graph and pivot can show it.

    The rows are those of ``sales.load``, handed to the database as they are: what is
    proposed goes by what is shown.
    """

    _name = "sales.load.report"
    _description = "Workload"
    _auto = False
    _order = "percent DESC NULLS LAST, id"
    _rec_name = "user_id"

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

    @property
    def _table_query(self):
        types = list(map(SQL, COLUMNS.values()))
        rows = [
            SQL(
                "(%s)",
                SQL(", ").join(
                    SQL("%s::%s", getattr(row, name), sql_type)
                    for name, sql_type in zip(COLUMNS, types, strict=True)
                ),
            )
            for row in self._get_snapshot()
        ]
        columns = SQL(", ").join(SQL.identifier(name) for name in COLUMNS)
        if not rows:
            nothing = SQL(", ").join(SQL("NULL::%s", sql_type) for sql_type in types)
            return SQL(
                "SELECT * FROM (SELECT %s) AS t (%s) WHERE FALSE", nothing, columns
            )
        return SQL("SELECT * FROM (VALUES %s) AS t (%s)", SQL(", ").join(rows), columns)

    def _get_snapshot(self):
        snapshot = self.env.context.get("sales_load_snapshot")
        # A remote client's context may hold anything.
        if isinstance(snapshot, Snapshot):
            return snapshot
        loads = self.env["sales.load"].sudo()
        return Snapshot(
            row for company in self.env.companies for row in loads._get_rows(company)
        )

    def _with_snapshot(self):
        """Return ``self`` with the rows counted, to be read by all queries of a request."""
        return self.with_context(sales_load_snapshot=self._get_snapshot())

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
    # READING
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def web_read_group(self, domain, *args, **kwargs):
        """Count once for all groups."""
        return super(SalesLoadReport, self._with_snapshot()).web_read_group(
            domain, *args, **kwargs
        )

    @api.model
    @api.readonly
    def web_search_read(self, domain, *args, **kwargs):
        """Count once for search, count and read."""
        return super(SalesLoadReport, self._with_snapshot()).web_search_read(
            domain, *args, **kwargs
        )

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
