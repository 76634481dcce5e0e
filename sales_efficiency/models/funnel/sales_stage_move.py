from odoo import api, fields, models, tools
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
        """Log what is about to change; what stays as it is leaves no row.

        One short statement for each kind of change: it costs as much to plan a statement
        with many tables as to write the row.

        :param changes: list of (lead id, stage id, outcome, who changes it); ``None``
            where the stage or the outcome stays
        """
        kinds = {}
        for lead_id, *kind in changes:
            kinds.setdefault(tuple(kind), []).append(lead_id)
        for kind, lead_ids in kinds.items():
            self._log_kind(lead_ids, *kind)
        leads = self.env["crm.lead"].browse(change[0] for change in changes)
        leads.invalidate_recordset(["sales_stage_move_ids"], flush=False)

    @api.model
    def _log_kind(self, lead_ids, stage_id, won_status, user_id):
        """Log that deals get to the same stage and outcome."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sales_stage_move (%(columns)s)
                SELECT id, stage_id, next_id, won_status, next_status, at,
                       GREATEST(at, %(now)s),
                       GREATEST(0, EXTRACT(EPOCH FROM %(now)s - at))::integer,
                       user_id, team_id, company_id, revenue, %(user)s,
                       %(kind)s, %(skipped)s
                  FROM (
                    SELECT id, stage_id, user_id, team_id,
                           COALESCE(%(stage)s, stage_id) AS next_id,
                           COALESCE(won_status, 'pending') AS won_status,
                           COALESCE(%(status)s, won_status, 'pending') AS next_status,
                           COALESCE((SELECT MAX(date) FROM sales_stage_move
                                      WHERE lead_id = crm_lead.id), create_date) AS at,
                           COALESCE(%(company)s) AS company_id,
                           COALESCE(expected_revenue, 0) AS revenue
                      FROM crm_lead
                     WHERE id = ANY(%(leads)s) AND stage_id IS NOT NULL
                  ) AS stay
                 WHERE stage_id <> next_id OR won_status <> next_status
                """,
                columns=self._get_log_columns(),
                now=SQL("%s::timestamp", fields.Datetime.now()),
                stage=SQL("%s::integer", stage_id),
                status=SQL("%s::varchar", won_status),
                user=user_id,
                kind=self._get_kind_sql(),
                skipped=self._get_skipped_sql(),
                company=self._get_company_sql(),
                leads=lead_ids,
            )
        )

    @api.model
    def _get_log_columns(self):
        """Return SQL of the columns of a row, in the order in which they are logged."""
        return SQL(
            """
            lead_id, stage_id, next_stage_id, won_status, next_won_status, entered_at,
            date, seconds, user_id, team_id, company_id, expected_revenue, changed_by_id,
            kind, skipped_count
            """
        )

    @api.model
    def _get_company_sql(self):
        """Return SQL of whose a deal of ``crm_lead`` is, the first of them that is set."""
        return SQL(
            """
            company_id,
            (SELECT company_id FROM crm_team WHERE id = crm_lead.team_id),
            (SELECT company_id FROM res_users WHERE id = crm_lead.user_id), %s
            """,
            self.env.company.id,
        )

    @api.model
    def _get_kind_sql(self):
        """Return SQL of ``kind`` where ``stay`` tells the stages and outcomes."""
        return SQL(
            """
            CASE WHEN stay.won_status <> stay.next_status
                 THEN CASE stay.next_status WHEN 'pending' THEN 'reopened'
                                            ELSE stay.next_status END
                 WHEN %s < 0 THEN 'back'
                 ELSE 'forward'
             END
            """,
            self._get_hop_sql([stage for stage, _teams in self._get_order()]),
        )

    @api.model
    def _get_skipped_sql(self):
        """Return SQL of ``skipped_count``: stages of the deal's team that lie between."""
        order = self._get_order()
        for_all = [stage for stage, teams in order if not teams]
        if len(for_all) == len(order):
            return SQL("GREATEST(0, %s - 1)", self._get_hop_sql(for_all))
        teams = sorted({team for _stage, teams in order for team in teams})
        whens = SQL(" ").join(
            SQL(
                "WHEN %s THEN %s",
                team,
                [stage for stage, own in order if not own or team in own],
            )
            for team in teams
        )
        pipeline = SQL("CASE stay.team_id %s ELSE %s END", whens, for_all)
        everything = [stage for stage, _teams in order]
        # The stages a deal leaves and enters may be those of another team.
        return SQL(
            """
            (SELECT COUNT(*) FROM UNNEST(%(pipeline)s) AS middle (id)
              WHERE array_position(%(all)s, middle.id)
                    > array_position(%(all)s, stay.stage_id)
                AND array_position(%(all)s, middle.id)
                    < array_position(%(all)s, stay.next_id))
            """,
            pipeline=pipeline,
            all=everything,
        )

    @api.model
    def _get_hop_sql(self, stages):
        """Return SQL of how many stages further a deal gets, below zero: back."""
        return SQL(
            "(array_position(%(stages)s, stay.next_id)"
            " - array_position(%(stages)s, stay.stage_id))",
            stages=stages,
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
