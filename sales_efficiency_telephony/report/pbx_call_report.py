"""Calls and talks, by person, team, stage, hour and weekday."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..models.call.pbx_call import STATES

#: Columns of every row and their SQL types, equal in both branches of the union.
COLUMNS = {
    "date": "date",
    "started_at": "timestamp",
    "company_id": "integer",
    "team_id": "integer",
    "user_id": "integer",
    "partner_id": "integer",
    "client_kind": "text",
}
#: What the call says of itself, the same for its talks: column of ``pbx_call`` and type.
FACTS = {
    "call_id": ("id", "integer"),
    "lead_id": ("lead_id", "integer"),
    "stage_id": ("stage_id", "integer"),
    "provider_id": ("provider_id", "integer"),
    "outcome_id": ("outcome_id", "integer"),
    "direction": ("direction", "text"),
    "state": ("state", "text"),
    "line": ("line", "text"),
    "queue": ("queue", "text"),
}
#: What rows count, nothing by default.
COUNTS = {
    "call_count": "integer",
    "incoming_count": "integer",
    "answered_count": "integer",
    "missed_count": "integer",
    "outgoing_count": "integer",
    "talk_seconds": "double precision",
    "talk_count": "integer",
    "talk_minutes": "double precision",
    "answered_share": "double precision",
    "ring_seconds": "double precision",
}
TYPES = {
    "bigint": SQL("bigint"),
    "date": SQL("date"),
    "double precision": SQL("double precision"),
    "integer": SQL("integer"),
    "text": SQL("text"),
    "timestamp": SQL("timestamp"),
}
KINDS = [("call", "Call"), ("talk", "Talk of a person")]
WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]


class PbxCallReport(models.Model):
    """One row per call, and one per person who talked in it.

    Calls are of whom they belong to, talks of who talked: a call that is put through is
    one call and two talks. Both are the sources of ``sales.fact``, so that a figure here
    is the figure of the metric. Days, hours and weekdays are those of the team's zone.
    """

    _name = "pbx.call.report"
    _description = "Calls and Talks"
    _auto = False
    _order = "started_at desc, id desc"
    _rec_name = "kind"
    _depends = {
        "pbx.call": [
            "company_id",
            "direction",
            "number_kind",
            "client_ref",
            "state",
            "started_at",
            "user_id",
            "team_id",
            "partner_id",
            "lead_id",
            "stage_id",
            "outcome_id",
            "line",
            "queue",
            "ring_seconds",
            "talk_seconds",
        ],
        "pbx.call.leg": [
            "call_id",
            "company_id",
            "user_id",
            "team_id",
            "outcome",
            "rang_at",
            "answered_at",
            "talk_seconds",
        ],
        "crm.lead": ["partner_id"],
        "res.users": ["sale_team_id"],
        "res.partner": ["commercial_partner_id", "sales_first_order_date"],
    }

    kind = fields.Selection(selection=KINDS, readonly=True)
    date = fields.Date(readonly=True, help="The day in the team's time zone.")
    started_at = fields.Datetime(
        string="Begun", readonly=True, help="When the call began, of talks the talk."
    )
    hour = fields.Integer(
        readonly=True, aggregator=None, help="On the clock of the team."
    )
    weekday = fields.Selection(selection=WEEKDAYS, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Client", readonly=True, aggregator="count_distinct"
    )
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        readonly=True,
    )
    call_id = fields.Many2one("pbx.call", readonly=True, aggregator=None)
    lead_id = fields.Many2one("crm.lead", string="Deal", readonly=True, aggregator=None)
    stage_id = fields.Many2one("crm.stage", string="Stage at the Call", readonly=True)
    provider_id = fields.Many2one("pbx.provider", readonly=True)
    outcome_id = fields.Many2one("pbx.outcome", readonly=True)
    direction = fields.Selection(
        selection=[("in", "Incoming"), ("out", "Outgoing")], readonly=True
    )
    state = fields.Selection(selection=STATES, readonly=True)
    line = fields.Char(readonly=True)
    queue = fields.Char(readonly=True)
    call_count = fields.Integer(string="Calls", readonly=True)
    incoming_count = fields.Integer(string="Incoming", readonly=True)
    answered_count = fields.Integer(string="Answered", readonly=True)
    missed_count = fields.Integer(string="Missed", readonly=True)
    outgoing_count = fields.Integer(string="Outgoing", readonly=True)
    talk_count = fields.Integer(
        string="Talks", readonly=True, help="One for each person who talked."
    )
    talk_minutes = fields.Float(
        readonly=True,
        digits=(16, 1),
        help="By who talked: of a call that is put through, each has the own part.",
    )
    talk_seconds = fields.Float(
        string="Talk of the Call, s",
        readonly=True,
        digits=(16, 0),
        help="All that was said in calls, by whom the call belongs to.",
    )
    answered_share = fields.Float(
        string="Answered, %",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Of the incoming calls, those that somebody took.",
    )
    ring_seconds = fields.Float(
        string="Ringing, s",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="How long incoming calls rang, on average.",
    )

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        facts = self.env["sales.fact"]._with_places()
        wanted = self.env.context.get("pbx_report_kind")
        return SQL(" UNION ALL ").join(
            self._get_branch_sql(facts, number, *source)
            for number, source in enumerate(self._get_sources(facts))
            if wanted not in dict(KINDS) or KINDS[number][0] == wanted
        )

    @api.model
    def _get_sources(self, facts):
        """Return (source of facts, counts) for each of the kinds."""
        answered, missed = facts._get_pbx_answered_sql(), facts._get_pbx_missed_sql()
        incoming = facts._get_pbx_incoming_sql()
        return (
            (
                facts._get_pbx_call_source(facts._get_pbx_external_sql()),
                {
                    "call_count": SQL("1"),
                    "incoming_count": SQL("%s::integer", incoming),
                    "answered_count": SQL("%s::integer", answered),
                    "missed_count": SQL("%s::integer", missed),
                    "outgoing_count": SQL("(pbx.direction = 'out')::integer"),
                    "talk_seconds": SQL("pbx.talk_seconds"),
                    "answered_share": SQL(
                        "CASE WHEN %s THEN 100.0 WHEN %s THEN 0.0 END", answered, missed
                    ),
                    "ring_seconds": SQL(
                        "CASE WHEN %s THEN pbx.ring_seconds END", incoming
                    ),
                },
            ),
            self._get_talk_source(facts),
        )

    @api.model
    def _get_talk_source(self, facts):
        source = facts._get_pbx_talk_source()
        return source, {"talk_count": SQL("1"), "talk_minutes": source["minutes"]}

    @api.model
    def _get_branch_sql(self, facts, number, source, counts):
        """Return the SELECT of one kind of rows."""
        full = facts._complete_source(source)
        full["started_at"] = full["datetime"]
        local = facts._get_local_sql(
            full["started_at"], full["team_id"], full["company_id"]
        )
        columns = [
            (
                SQL("(%s)::bigint * %s + %s", full["key"], len(KINDS), number),
                "id",
                "bigint",
            ),
            (SQL("%s", KINDS[number][0]), "kind", "text"),
            (SQL("EXTRACT(hour FROM %s)", local), "hour", "integer"),
            (SQL("EXTRACT(isodow FROM %s)::integer", local), "weekday", "text"),
            *((full[name], name, kind) for name, kind in COLUMNS.items()),
            *(
                (SQL.identifier("pbx", column), name, kind)
                for name, (column, kind) in FACTS.items()
            ),
            *(
                (counts.get(name, SQL("NULL")), name, kind)
                for name, kind in COUNTS.items()
            ),
        ]
        return SQL(
            "SELECT %s FROM %s WHERE %s",
            SQL(", ").join(
                SQL("(%s)::%s AS %s", value, TYPES[kind], SQL.identifier(name))
                for value, name, kind in columns
            ),
            full["from"],
            full["where"],
        )

    def action_open_source(self):
        """Open the call of a row, with the reader's own rights."""
        self.ensure_one()
        # By the number of the row: to look it up would read all there are.
        key, number = divmod(self.id, len(KINDS))
        call_id = key
        if KINDS[number][0] == "talk":
            call_id = self.env["pbx.call.leg"].browse(key).call_id.id
        return {
            "type": "ir.actions.act_window",
            "res_model": "pbx.call",
            "res_id": call_id,
            "views": [(False, "form")],
        }
