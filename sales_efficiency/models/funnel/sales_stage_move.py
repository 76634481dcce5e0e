from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.tools import SQL, split_every

from ...tools.stage_order import StageOrder

KINDS = [
    ("forward", "Forward"),
    ("back", "Back"),
    ("won", "Won"),
    ("lost", "Lost"),
    ("reopened", "Reopened"),
]
WON_STATUSES = [("pending", "Open"), ("won", "Won"), ("lost", "Lost")]
#: Rows that are written by one statement.
CHUNK = 1000


class Stay(NamedTuple):
    """A stay of a deal in a stage; its fields are columns of ``sales_stage_move``."""

    lead_id: int
    stage_id: int | None
    won_status: str
    user_id: int | None
    team_id: int | None
    company_id: int | None
    expected_revenue: float
    entered_at: datetime
    #: How it ended: empty while it goes on.
    date: datetime | None = None
    next_stage_id: int | None = None
    next_won_status: str | None = None
    changed_by_id: int | None = None


#: Of the rows that are logged, in their order.
COLUMNS = SQL(", ").join(
    map(SQL.identifier, (*Stay._fields, "seconds", "kind", "skipped_count"))
)


class SalesStageMove(models.Model):
    """One stay of a deal in a stage, written when it ended, and where the deal went.

    Rows are only added, never changed. They do not depend on the chatter: imports that
    leave none, and messages that somebody deletes, change nothing here. Where a deal is
    now and since when follows from the deal and its last row.
    """

    _name = "sales.stage.move"
    _description = "Stage Change"
    _order = "date desc, id desc"
    _rec_name = "lead_id"
    _log_access = False

    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Deal",
        required=True,
        index=True,
        ondelete="cascade",
    )
    stage_id = fields.Many2one(comodel_name="crm.stage", string="From Stage")
    next_stage_id = fields.Many2one(comodel_name="crm.stage", string="To Stage")
    won_status = fields.Selection(selection=WON_STATUSES, string="Outcome Before")
    next_won_status = fields.Selection(selection=WON_STATUSES, string="Outcome")
    kind = fields.Selection(selection=KINDS, string="Direction", required=True)
    skipped_count = fields.Integer(
        string="Skipped Stages", help="Stages between the two that were left out."
    )
    entered_at = fields.Datetime(string="Entered", required=True)
    date = fields.Datetime(string="Left", required=True)
    seconds = fields.Integer(string="Stay, Seconds", required=True, aggregator="avg")
    days = fields.Float(string="Stay, Days", compute="_compute_days")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        help="Whose deal it was during the stay.",
    )
    team_id = fields.Many2one(comodel_name="crm.team", string="Sales Team")
    company_id = fields.Many2one(comodel_name="res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    expected_revenue = fields.Monetary(help="As it was expected during the stay.")
    changed_by_id = fields.Many2one(comodel_name="res.users")

    #: Finds a deal's last row without reading the others.
    _lead_date_idx = models.Index("(lead_id, date)")
    _date_idx = models.Index("(date)")

    @api.depends("seconds")
    def _compute_days(self):
        for move in self:
            move.days = move.seconds / 86400

    # ------------------------------------------------------------
    # LOG
    # ------------------------------------------------------------

    @api.model
    def _log(self, changes):
        """Log what is about to change; what stays as it is leaves no row.

        What is known of a deal is read first: to plan a statement that finds out all of
        it and writes would cost more than the rest of a stage change.

        :param changes: list of (lead id, stage id, outcome, who changes it); ``None``
            where the stage or the outcome stays
        """
        stays = self._read_stays([lead_id for lead_id, *_change in changes])
        ended = []
        for lead_id, stage_id, won_status, changed_by_id in changes:
            stay = stays.get(lead_id)
            if not stay:
                continue
            goal = stage_id or stay.stage_id, won_status or stay.won_status
            if goal != (stay.stage_id, stay.won_status):
                ended.append(self._end(stay, *goal, changed_by_id))
        self._insert(ended)

    @api.model
    def _read_stays(self, lead_ids):
        """Return ``{lead_id: Stay}`` of where deals are, as the database knows it."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, stage_id, COALESCE(won_status, 'pending'), user_id, team_id,
                       company_id, COALESCE(expected_revenue, 0),
                       COALESCE((SELECT MAX(date) FROM sales_stage_move
                                  WHERE lead_id = crm_lead.id), create_date)
                  FROM crm_lead WHERE id = ANY(%s) AND stage_id IS NOT NULL
                """,
                lead_ids,
            )
        )
        return {row[0]: Stay(*row) for row in rows}

    @api.model
    def _end(self, stay, next_stage_id, next_won_status, changed_by_id):
        """Return a stay that ends now."""
        return stay._replace(
            date=max(stay.entered_at, fields.Datetime.now()),
            next_stage_id=next_stage_id,
            next_won_status=next_won_status,
            changed_by_id=changed_by_id,
        )

    @api.model
    def _insert(self, stays):
        """Log stays that have ended.

        :param stays: list of :class:`Stay`
        """
        if not stays:
            return
        order = StageOrder(self._get_order())
        companies = self._get_companies(stays)
        for some in split_every(CHUNK, stays):
            rows = [
                self._get_row(
                    stay if stay.company_id else stay._replace(company_id=company_id),
                    order,
                )
                for stay in some
                for company_id in [companies.get(stay.lead_id)]
            ]
            values = SQL(", ").join(SQL("%s", row) for row in rows)
            self.env.cr.execute(
                SQL("INSERT INTO sales_stage_move (%s) VALUES %s", COLUMNS, values)
            )
        leads = self.env["crm.lead"].browse({stay.lead_id: None for stay in stays})
        leads.invalidate_recordset(["sales_stage_move_ids"], flush=False)

    @api.model
    def _get_row(self, stay, order):
        """Return a stay as it is logged, see ``COLUMNS``."""
        way = stay.stage_id, stay.next_stage_id
        return (
            *stay,
            max(0, round((stay.date - stay.entered_at).total_seconds())),
            order.kind(*way, stay.won_status, stay.next_won_status),
            order.skipped(*way, stay.team_id),
        )

    @api.model
    def _get_companies(self, stays):
        """Return ``{lead_id: company_id}`` of deals that name no company: their team's,
        the salesperson's or the user's.
        """
        lead_ids = [stay.lead_id for stay in stays if not stay.company_id]
        if not lead_ids:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT lead.id, COALESCE(team.company_id, person.company_id, %s)
                      FROM crm_lead lead
                 LEFT JOIN crm_team team ON team.id = lead.team_id
                 LEFT JOIN res_users person ON person.id = lead.user_id
                     WHERE lead.id = ANY(%s)
                    """,
                    self.env.company.id,
                    lead_ids,
                )
            )
        )

    @api.model
    @tools.ormcache()
    def _get_order(self):
        """Return (stage id, ids of its teams) of all stages, in their order."""
        stages = self.env["crm.stage"].sudo().search([])
        return [
            (stage.id, stage.team_ids.ids)
            for stage in stages.sorted(lambda stage: (stage.sequence, stage.id))
        ]
