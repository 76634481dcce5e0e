"""The rows of the script report: runs, and stays in a stage that had none."""

from odoo import api, fields, models
from odoo.tools import SQL

#: Numbers of rows without a run: the deal's and the stage's.
ID_FACTOR = 100_000
#: What is needed of a deal; whole rows would take too long to sort.
DEAL_COLUMNS = (
    "id",
    "type",
    "active",
    "stage_id",
    "user_id",
    "team_id",
    "place_id",
    "currency_id",
    "client_kind",
    "sales_client_type",
    "medium_id",
    "lang_id",
    "sales_product_categ_id",
    "won_status",
    "actual",
)
#: Many2many criteria of a script, and the column of a deal that has to be among them.
LINKS = {
    "team_ids": "team_id",
    "product_categ_ids": "sales_product_categ_id",
    "medium_ids": "medium_id",
    "lang_ids": "lang_id",
}


class SalesScriptReport(models.Model):
    _inherit = "sales.script.report"

    @property
    def _table_query(self):
        # Deals are joined while their number is known well enough to do it quickly.
        return SQL(
            """
            WITH script AS (%(scripts)s), deal AS (%(deals)s), stay AS (%(stays)s)
            SELECT run.id * 2::bigint AS id, %(runs)s, %(common)s
              FROM sales_script_run run
              JOIN deal lead ON lead.id = run.lead_id
             UNION ALL
            SELECT (lead.id * %(factor)s::bigint + lead.stay_stage_id) * 2 + 1 AS id,
                   %(missing)s, %(common)s
              FROM stay lead
             WHERE %(missed)s
            """,
            scripts=self._get_scripts_sql(),
            deals=self._get_deals_sql(),
            stays=self._get_stays_sql(),
            missed=self._get_missed_sql(),
            runs=self._as_columns(self._get_run_columns()),
            missing=self._as_columns(self._get_missed_columns()),
            common=self._as_columns(self._get_common_columns()),
            factor=ID_FACTOR,
        )

    @api.model
    def _as_columns(self, columns):
        return SQL(", ").join(
            SQL("%s AS %s", column, SQL.identifier(name))
            for name, column in columns.items()
        )

    @api.model
    def _get_deals_sql(self):
        """Return SQL of the deals there are rows of."""
        return SQL(
            "SELECT %s FROM (%s) AS lead",
            SQL(", ").join(SQL.identifier("lead", name) for name in DEAL_COLUMNS),
            self.env["sales.funnel.report"]._get_cohort_sql(["active", "lang_id"]),
        )

    @api.model
    def _get_scripts_sql(self):
        """Return SQL of the scripts in use, since when each has been, and for what."""
        return SQL(
            """
            SELECT script.id, script.company_id, script.client_kind, script.client_type,
                   (SELECT MIN(version.date) FROM sales_script_version version
                     WHERE version.script_id = script.id) AS since, %s
              FROM sales_script script
             WHERE script.active AND script.version_id IS NOT NULL
            """,
            self._as_columns(
                {name: self._get_wanted_sql(name) for name in ("stage_ids", *LINKS)}
            ),
        )

    @api.model
    def _get_wanted_sql(self, name):
        """Return SQL of the array of ids that a criterion of a ``script`` names.

        Categories bring along those that lie within them.
        """
        field = self.env["sales.script"]._fields[name]
        wanted = SQL(
            "SELECT %s FROM %s WHERE %s = script.id",
            SQL.identifier(field.column2),
            SQL.identifier(field.relation),
            SQL.identifier(field.column1),
        )
        if name == "product_categ_ids":
            wanted = SQL(
                """
                SELECT own.id
                  FROM product_category upper
                  JOIN product_category own
                    ON starts_with(own.parent_path, upper.parent_path)
                 WHERE upper.id IN (%s)
                """,
                wanted,
            )
        return SQL("ARRAY(%s)", wanted)

    @api.model
    def _get_stays_sql(self):
        """Return SQL of the open deals' stages, and of those that deals have left.

        The last stay counts where a deal was in a stage more than once.
        """
        return SQL(
            """
            SELECT DISTINCT ON (id, stay_stage_id) *
              FROM (
                SELECT deal.*, stage_id AS stay_stage_id, NULL::timestamp AS stay_date,
                       user_id AS stay_user_id, team_id AS stay_team_id
                  FROM deal
                 WHERE won_status = 'pending' AND active
                 UNION ALL
                SELECT deal.*, move.stage_id, move.date, move.user_id, move.team_id
                  FROM sales_stage_move move
                  JOIN deal ON deal.id = move.lead_id
                 WHERE move.won_status = 'pending'
                   AND move.date >= (SELECT MIN(since) FROM script)
              ) AS part
             WHERE type = 'opportunity'
               AND stay_stage_id IN (SELECT UNNEST(stage_ids) FROM script)
          ORDER BY id, stay_stage_id, stay_date DESC NULLS FIRST
            """
        )

    @api.model
    def _get_missed_sql(self):
        """Return SQL that is true of a stay with a script that nobody opened."""
        return SQL(
            """
            NOT EXISTS (
                SELECT FROM sales_script_run run
                 WHERE run.lead_id = lead.id AND run.stage_id = lead.stay_stage_id)
            AND EXISTS (
                SELECT FROM script
                 WHERE (lead.stay_date IS NULL OR lead.stay_date >= script.since)
                   AND lead.stay_stage_id = ANY(script.stage_ids) AND %s)
            """,
            SQL(" AND ").join(self._get_fits()),
        )

    @api.model
    def _get_fits(self):
        """Return the conditions on which a ``script`` is for a ``lead``."""
        return [
            SQL("COALESCE(script.company_id, lead.place_id) = lead.place_id"),
            SQL("COALESCE(script.client_kind, lead.client_kind) = lead.client_kind"),
            SQL(
                """(script.client_type IS NULL
                    OR script.client_type = lead.sales_client_type)"""
            ),
            *(
                SQL(
                    "(%(wanted)s = '{}' OR %(own)s = ANY(%(wanted)s))",
                    wanted=SQL.identifier("script", name),
                    own=SQL.identifier("lead", column),
                )
                for name, column in LINKS.items()
            ),
        ]

    @api.model
    def _get_run_columns(self):
        """Return ``{field: SQL}`` of what a ``run`` tells."""
        under_way = SQL(
            """(run.state = 'open' AND run.is_current AND run.stage_id = lead.stage_id
                AND lead.won_status = 'pending')"""
        )
        return {
            "run_id": SQL("run.id"),
            "script_id": SQL("run.script_id"),
            "version_id": SQL("run.version_id"),
            "stage_id": SQL("run.stage_id"),
            "user_id": SQL("run.user_id"),
            "team_id": SQL("run.team_id"),
            "date": SQL("run.date_start"),
            "outcome": SQL(
                """CASE WHEN run.state = 'done' THEN 'done' WHEN %s THEN 'open'
                        ELSE 'left' END""",
                under_way,
            ),
            "runs": SQL("1"),
            "not_opened": SQL("0"),
            "passed": SQL("(run.passed_by_id IS NOT NULL)::integer"),
            "share_followed": SQL(
                "CASE WHEN NOT %s THEN COALESCE(run.share_followed, 0) END", under_way
            ),
        }

    @api.model
    def _get_missed_columns(self):
        """Return ``{field: SQL}`` of a stay that was missed, in the same order."""
        return {
            "run_id": SQL("NULL::integer"),
            "script_id": SQL("NULL::integer"),
            "version_id": SQL("NULL::integer"),
            "stage_id": SQL("lead.stay_stage_id"),
            "user_id": SQL("lead.stay_user_id"),
            "team_id": SQL("lead.stay_team_id"),
            "date": SQL(
                "COALESCE(lead.stay_date, %s::timestamp)", fields.Datetime.now()
            ),
            "outcome": SQL(
                "CASE WHEN lead.stay_date IS NULL THEN 'due' ELSE 'none' END"
            ),
            "runs": SQL("0"),
            "not_opened": SQL("(lead.stay_date IS NOT NULL)::integer"),
            "passed": SQL("0"),
            "share_followed": SQL("CASE WHEN lead.stay_date IS NOT NULL THEN 0.0 END"),
        }

    @api.model
    def _get_common_columns(self):
        """Return ``{field: SQL}`` of what the deal tells."""
        return self._get_outcome_columns() | {
            "company_id": SQL("lead.place_id"),
            "currency_id": SQL("lead.currency_id"),
            "product_categ_id": SQL("lead.sales_product_categ_id"),
            "medium_id": SQL("lead.medium_id"),
            "client_kind": SQL("lead.client_kind"),
            "won_amount": SQL("lead.actual"),
        }
