"""The rows of the script report: runs, and stays in a stage that had none."""

from odoo import api, fields, models
from odoo.tools import SQL

#: Numbers of rows without a run: the deal's and the stage's.
ID_FACTOR = 100_000
#: Many2many criteria of a script, and the column of a deal that has to be among them.
LINKS = {
    "team_ids": "team_id",
    "medium_ids": "medium_id",
    "lang_ids": "lang_id",
}


class SalesScriptReport(models.Model):
    _inherit = "sales.script.report"

    @property
    def _table_query(self):
        return SQL(
            """
            WITH cohort AS (%(cohort)s), script AS (%(scripts)s), stay AS (%(stays)s),
            missed AS (%(missed)s)
            SELECT run.id * 2::bigint AS id, %(runs)s, %(common)s
              FROM sales_script_run run
              JOIN cohort lead ON lead.id = run.lead_id
             UNION ALL
            SELECT (missed.lead_id * %(factor)s::bigint + missed.stage_id) * 2 + 1 AS id,
                   %(missing)s, %(common)s
              FROM missed
              JOIN cohort lead ON lead.id = missed.lead_id
            """,
            cohort=self.env["sales.funnel.report"]._get_cohort_sql(),
            scripts=self._get_scripts_sql(),
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
    def _get_scripts_sql(self):
        """Return SQL of the scripts in use, and since when each has been."""
        return SQL(
            """
            SELECT script.id, script.company_id, script.client_kind, script.client_type,
                   MIN(version.date) AS since
              FROM sales_script script
              JOIN sales_script_version version ON version.script_id = script.id
             WHERE script.active AND script.version_id IS NOT NULL
          GROUP BY script.id
            """
        )

    @api.model
    def _get_stays_sql(self):
        """Return SQL of the open deals' stages, and of those that deals have left.

        The last stay counts where a deal was in a stage more than once.
        """
        return SQL(
            """
            SELECT DISTINCT ON (lead_id, stage_id) *
              FROM (
                SELECT id AS lead_id, stage_id, NULL::timestamp AS date, user_id, team_id
                  FROM cohort
                 WHERE won_status = 'pending' AND active
                 UNION ALL
                SELECT lead_id, stage_id, date, user_id, team_id
                  FROM sales_stage_move
                 WHERE won_status = 'pending'
                   AND date >= (SELECT MIN(since) FROM script)
              ) AS part
             WHERE stage_id IN (SELECT %(stage)s FROM %(table)s)
          ORDER BY lead_id, stage_id, date DESC NULLS FIRST
            """,
            **self._get_link("stage_ids"),
        )

    @api.model
    def _get_missed_sql(self):
        """Return SQL of stays that a script was there for, and nobody opened it."""
        return SQL(
            """
            SELECT stay.*
              FROM stay
              JOIN cohort lead ON lead.id = stay.lead_id AND lead.type = 'opportunity'
             WHERE NOT EXISTS (
                       SELECT FROM sales_script_run run
                        WHERE run.lead_id = stay.lead_id AND run.stage_id = stay.stage_id)
               AND EXISTS (
                       SELECT FROM script
                        WHERE (stay.date IS NULL OR stay.date >= script.since) AND %s)
            """,
            SQL(" AND ").join(self._get_fits()),
        )

    @api.model
    def _get_fits(self):
        """Return the conditions on which a ``script`` is for a ``lead`` of a ``stay``."""
        links = {name: self._get_link(name) for name in ("stage_ids", *LINKS)}
        fits = [
            SQL(
                """EXISTS (SELECT FROM %(table)s
                            WHERE %(script)s = script.id AND %(stage)s = stay.stage_id)""",
                **links["stage_ids"],
            ),
            SQL("COALESCE(script.company_id, lead.place_id) = lead.place_id"),
            SQL("COALESCE(script.client_kind, lead.client_kind) = lead.client_kind"),
            SQL(
                """(script.client_type IS NULL
                    OR script.client_type = lead.sales_client_type)"""
            ),
            self._get_category_fit(),
        ]
        for name, column in LINKS.items():
            fits.append(
                SQL(
                    """(NOT EXISTS (SELECT FROM %(table)s WHERE %(script)s = script.id)
                        OR EXISTS (SELECT FROM %(table)s WHERE %(script)s = script.id
                                      AND %(stage)s = %(own)s))""",
                    own=SQL.identifier("lead", column),
                    **links[name],
                )
            )
        return fits

    @api.model
    def _get_category_fit(self):
        """Return SQL that is true of the script's product categories and those below."""
        return SQL(
            """
            (NOT EXISTS (SELECT FROM %(table)s WHERE %(script)s = script.id)
             OR EXISTS (
                SELECT FROM %(table)s
                  JOIN product_category upper ON upper.id = %(stage)s
                  JOIN product_category own ON own.id = lead.sales_product_categ_id
                 WHERE %(script)s = script.id
                   AND starts_with(own.parent_path, upper.parent_path)))
            """,
            **self._get_link("product_categ_ids"),
        )

    @api.model
    def _get_link(self, name):
        """Return the table between scripts and what a criterion names, and its columns."""
        field = self.env["sales.script"]._fields[name]
        return {
            "table": SQL.identifier(field.relation),
            "script": SQL.identifier(field.column1),
            "stage": SQL.identifier(field.column2),
        }

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
        """Return ``{field: SQL}`` of a stay that was ``missed``, in the same order."""
        return {
            "run_id": SQL("NULL::integer"),
            "script_id": SQL("NULL::integer"),
            "version_id": SQL("NULL::integer"),
            "stage_id": SQL("missed.stage_id"),
            "user_id": SQL("missed.user_id"),
            "team_id": SQL("missed.team_id"),
            "date": SQL("COALESCE(missed.date, %s::timestamp)", fields.Datetime.now()),
            "outcome": SQL("CASE WHEN missed.date IS NULL THEN 'due' ELSE 'none' END"),
            "runs": SQL("0"),
            "not_opened": SQL("(missed.date IS NOT NULL)::integer"),
            "passed": SQL("0"),
            "share_followed": SQL("CASE WHEN missed.date IS NOT NULL THEN 0.0 END"),
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
