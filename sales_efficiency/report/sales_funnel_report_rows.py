"""The rows of the funnel report: which stages deals reached, in one statement."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .sales_fact_order import ORDER_AMOUNT
from .sales_funnel_report import LEAD_FIELDS

#: Columns of deals that are told of, or from which something is told: the wider the rows,
#: the sooner they no longer fit into memory.
LEAD_COLUMNS = sorted(
    {
        *LEAD_FIELDS.values(),
        "stage_id",
        "partner_id",
        "sales_client_type",
        "expected_revenue",
        "date_closed",
    }
)
#: Numbers of rows: the deal's and the place of the stage.
ID_FACTOR = 1000


class SalesFunnelReport(models.Model):
    _inherit = "sales.funnel.report"

    @property
    def _table_query(self):
        # Deal by deal: whatever the planner thinks of how many deals there are, it
        # reads the log once, by its index.
        return SQL(
            """
            WITH stage AS MATERIALIZED (%(stages)s)
            SELECT %(columns)s
              FROM (%(cohort)s) AS lead
        CROSS JOIN LATERAL (%(way)s) AS step
         LEFT JOIN crm_lost_reason reason ON reason.id = lead.lost_reason_id
             WHERE step.rank <= step.furthest
               AND (step.team_ids = '{}' OR lead.team_id = ANY(step.team_ids) OR step.visited)
            """,
            stages=self._get_stages_sql(),
            cohort=self._get_cohort_sql(),
            way=self._get_way_sql(),
            columns=SQL(", ").join(
                SQL("%s AS %s", column, SQL.identifier(name))
                for name, column in self._get_columns().items()
            ),
        )

    @api.model
    def _get_stages_sql(self):
        """Return SQL of all stages in the order of the pipeline."""
        link = self.env["crm.stage"]._fields["team_ids"]
        return SQL(
            """
            SELECT id, is_won, ROW_NUMBER() OVER (ORDER BY sequence, id) AS rank,
                   ARRAY(SELECT %s FROM %s WHERE %s = crm_stage.id) AS team_ids
              FROM crm_stage
            """,
            SQL.identifier(link.column2),
            SQL.identifier(link.relation),
            SQL.identifier(link.column1),
        )

    @api.model
    def _get_cohort_sql(self, more=()):
        """Return SQL of the deals there are rows of, with what is told of each.

        :param more: names of further columns of deals that are wanted
        """
        company = SQL(
            "COALESCE(lead.company_id, team.company_id, person.company_id, %s)",
            self.env.company.id,
        )
        narrow = self.env.context.get("sales_funnel_leads")
        condition = SQL("TRUE")
        # A remote client's context may hold anything.
        if isinstance(narrow, Domain):
            leads = self.env["crm.lead"].with_context(active_test=False)
            condition = SQL("lead.id IN %s", leads._search(narrow).subselect())
        return SQL(
            """
            SELECT %(columns)s, %(company)s AS place_id, %(currency)s AS currency_id,
                   client.industry_id,
                   CASE WHEN client.sales_first_order_date < lead.create_date
                        THEN 'current' ELSE 'new' END AS client_kind,
                   CASE WHEN lead.won_status = 'won' THEN COALESCE((
                       SELECT SUM(%(amount)s) FROM sale_order o
                        WHERE o.opportunity_id = lead.id AND o.state = 'sale'
                   ), lead.expected_revenue, 0) END AS actual
              FROM crm_lead lead
         LEFT JOIN crm_team team ON team.id = lead.team_id
         LEFT JOIN res_users person ON person.id = lead.user_id
         LEFT JOIN res_partner contact ON contact.id = lead.partner_id
         LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
             WHERE %(condition)s
            """,
            columns=SQL(", ").join(
                SQL.identifier("lead", name) for name in sorted({*LEAD_COLUMNS, *more})
            ),
            company=company,
            currency=self.env["sales.fact"]._get_currency_sql(company),
            condition=condition,
            amount=SQL(ORDER_AMOUNT),
        )

    @api.model
    def _get_way_sql(self):
        """Return SQL of all stages as ``lead`` went through them: what all its stays in
        each were together, and which one was the furthest.
        """
        return SQL(
            """
            SELECT stage.*, visit.seconds, visit.went_back, visit.expected,
                   visit.stage_id IS NOT NULL OR stage.id = lead.stage_id AS visited,
                   stage.id = lead.stage_id AS is_current,
                   MAX(stage.rank) FILTER (
                       WHERE visit.stage_id IS NOT NULL OR stage.id = lead.stage_id
                   ) OVER () AS furthest
              FROM stage
         LEFT JOIN (
                SELECT stage_id,
                       SUM(seconds) FILTER (WHERE won_status = 'pending') AS seconds,
                       BOOL_OR(kind = 'back') AS went_back,
                       (MAX(ARRAY[id, expected_revenue]))[2] AS expected
                  FROM sales_stage_move
                 WHERE lead_id = lead.id
              GROUP BY stage_id
              ) AS visit ON visit.stage_id = stage.id
            """
        )

    @api.model
    def _get_columns(self):
        """Return ``{field: SQL}`` of what the report tells of a deal at a stage."""
        ends = SQL("step.rank = step.furthest")
        columns = {
            name: SQL.identifier("lead", column) for name, column in LEAD_FIELDS.items()
        }
        expected = SQL(
            """CASE WHEN step.is_current OR step.expected IS NULL
                    THEN COALESCE(lead.expected_revenue, 0) ELSE step.expected END"""
        )
        return columns | {
            "id": SQL("lead.id::bigint * %s + step.rank", ID_FACTOR),
            "stage_id": SQL("step.id"),
            "company_id": SQL("lead.place_id"),
            "currency_id": SQL("lead.currency_id"),
            "client_kind": SQL("lead.client_kind"),
            "client_type": SQL("lead.sales_client_type"),
            "partner_id": SQL("lead.partner_id"),
            "industry_id": SQL("lead.industry_id"),
            "lost_side": SQL(
                """CASE WHEN lead.won_status = 'lost'
                        THEN COALESCE(reason.sales_side, 'other') END"""
            ),
            "visited": SQL("step.visited::integer"),
            "skipped": SQL("(NOT step.visited)::integer"),
            "passed": SQL("(NOT %s)::integer", ends),
            "lost": SQL("(%s AND lead.won_status = 'lost')::integer", ends),
            "open": SQL("(%s AND lead.won_status = 'pending')::integer", ends),
            "won": SQL("(%s AND lead.won_status = 'won')::integer", ends),
            "went_back": SQL("COALESCE(step.went_back, FALSE)::integer"),
            "days": SQL(
                """CASE WHEN step.is_won IS NOT TRUE AND (NOT step.is_current
                                                   OR lead.won_status <> 'pending')
                        THEN step.seconds / 86400.0 END"""
            ),
            "days_to_win": SQL(
                """CASE WHEN %s AND lead.won_status = 'won' THEN EXTRACT(
                       EPOCH FROM lead.date_closed - lead.create_date) / 86400.0 END""",
                ends,
            ),
            "pass_rate": SQL(
                "CASE WHEN %s AND lead.won_status <> 'won' THEN 0.0 ELSE 100.0 END",
                ends,
            ),
            "expected_amount": expected,
            "won_expected_amount": SQL(
                "CASE WHEN lead.won_status = 'won' THEN %s END", expected
            ),
            "actual_amount": SQL("lead.actual"),
        }
