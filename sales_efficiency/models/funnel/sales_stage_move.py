from odoo import api, fields, models
from odoo.tools import SQL

KINDS = [
    ("forward", "Forward"),
    ("back", "Back"),
    ("won", "Won"),
    ("lost", "Lost"),
    ("reopened", "Reopened"),
]
WON_STATUSES = [("pending", "Open"), ("won", "Won"), ("lost", "Lost")]


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
        """Log what is about to change, in one statement; what stays as it is leaves no row.

        :param changes: list of (lead id, stage id, outcome, who changes it); ``None``
            where the stage or the outcome stays
        """
        rows = SQL(", ").join(SQL("%s", change) for change in changes)
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sales_stage_move (
                    lead_id, stage_id, next_stage_id, won_status, next_won_status,
                    entered_at, date, seconds, user_id, team_id, company_id,
                    expected_revenue, changed_by_id, kind, skipped_count
                )
                SELECT stay.*, %(kind)s, %(skipped)s
                  FROM (
                    SELECT lead.id, lead.stage_id,
                           COALESCE(change.stage_id::integer, lead.stage_id) AS next_id,
                           COALESCE(lead.won_status, 'pending') AS won_status,
                           COALESCE(change.won_status, lead.won_status, 'pending')
                               AS next_status,
                           entered.at,
                           GREATEST(entered.at, %(now)s),
                           GREATEST(0, EXTRACT(EPOCH FROM %(now)s - entered.at))::integer,
                           lead.user_id, lead.team_id,
                           COALESCE(lead.company_id, team.company_id, person.company_id,
                                    %(company)s),
                           COALESCE(lead.expected_revenue, 0), change.user_id
                      FROM (VALUES %(rows)s) AS change
                           (lead_id, stage_id, won_status, user_id)
                      JOIN crm_lead lead ON lead.id = change.lead_id
                 LEFT JOIN crm_team team ON team.id = lead.team_id
                 LEFT JOIN res_users person ON person.id = lead.user_id
             CROSS JOIN LATERAL (
                    SELECT COALESCE(MAX(date), lead.create_date) AS at
                      FROM sales_stage_move WHERE lead_id = lead.id
                 ) AS entered
                  ) AS stay
             LEFT JOIN crm_stage old ON old.id = stay.stage_id
             LEFT JOIN crm_stage new ON new.id = stay.next_id
                 WHERE stay.stage_id IS NOT NULL
                   AND (stay.stage_id IS DISTINCT FROM stay.next_id
                        OR stay.won_status IS DISTINCT FROM stay.next_status)
                """,
                rows=rows,
                now=SQL("%s::timestamp", now),
                company=self.env.company.id,
                kind=self._get_kind_sql(),
                skipped=self._get_skipped_sql(),
            )
        )
        leads = self.env["crm.lead"].browse(change[0] for change in changes)
        leads.invalidate_recordset(["sales_stage_move_ids"], flush=False)

    @api.model
    def _get_kind_sql(self):
        """Return SQL of ``kind`` where ``stay``, and the stages ``old`` and ``new``, are."""
        return SQL(
            """
            CASE WHEN stay.won_status <> stay.next_status
                 THEN CASE stay.next_status WHEN 'pending' THEN 'reopened'
                                            ELSE stay.next_status END
                 WHEN (new.sequence, new.id) < (old.sequence, old.id) THEN 'back'
                 ELSE 'forward'
             END
            """
        )

    @api.model
    def _get_skipped_sql(self):
        """Return SQL of ``skipped_count``: stages of the deal's team that lie between."""
        link = self.env["crm.stage"]._fields["team_ids"]
        return SQL(
            """
            (SELECT COUNT(*) FROM crm_stage middle
              WHERE (middle.sequence, middle.id) > (old.sequence, old.id)
                AND (middle.sequence, middle.id) < (new.sequence, new.id)
                AND %s)
            """,
            self._get_for_team_sql(
                SQL.identifier("middle", "id"), SQL.identifier("stay", "team_id"), link
            ),
        )

    @api.model
    def _get_for_team_sql(self, stage, team, link=None):
        """Return SQL that tells whether a stage is one of a team's pipeline."""
        link = link or self.env["crm.stage"]._fields["team_ids"]
        table, stage_column, team_column = map(
            SQL.identifier, (link.relation, link.column1, link.column2)
        )
        return SQL(
            """
            (NOT EXISTS (SELECT FROM %(table)s WHERE %(stage_column)s = %(stage)s)
             OR EXISTS (SELECT FROM %(table)s
                         WHERE %(stage_column)s = %(stage)s AND %(team_column)s = %(team)s))
            """,
            table=table,
            stage_column=stage_column,
            team_column=team_column,
            stage=stage,
            team=team,
        )
