from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Columns of the report and their SQL types. Types must be the same in every branch of
#: the union, else the database would compute all branches before it filters.
COLUMNS = {
    "id": "bigint",
    "metric_id": "integer",
    "user_id": "integer",
    "team_id": "integer",
    "company_id": "integer",
    "date": "date",
    "datetime": "timestamp",
    "partner_id": "integer",
    "client_kind": "text",
    "medium_id": "integer",
    "source_id": "integer",
    "campaign_id": "integer",
    "product_categ_id": "integer",
    "country_id": "integer",
    "state_id": "integer",
    "industry_id": "integer",
    "currency_id": "integer",
    "amount": "numeric",
    "value": "double precision",
    "res_model": "text",
    "res_id": "integer",
}
#: Sums that mean nothing over different metrics.
GUARDED_SUMS = ("value:sum", "amount:sum", "amount:sum_currency")
#: In the context: keys of groups as the database has them.
PLAIN = object()


class SalesFact(models.Model):
    """What happened, one row per metric and source record.

    Every figure of the addon is a sum over these rows, made by :meth:`_get_totals` or,
    on screen, by graph and pivot, so that a number shown in two places is one number.
    Nothing is stored: a source that is deleted, cancelled or re-dated changes its fact
    at once.
    """

    _name = "sales.fact"
    _description = "Sales Fact"
    _auto = False
    _order = "datetime desc, id desc"
    _rec_name = "metric_id"

    metric_id = fields.Many2one("sales.metric", readonly=True)
    user_id = fields.Many2one("res.users", string="Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Date(readonly=True, help="The day in the team's time zone.")
    datetime = fields.Datetime(string="Moment", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Client", readonly=True, aggregator="count_distinct"
    )
    client_kind = fields.Selection(
        selection=[("new", "New clients"), ("current", "Current clients")],
        readonly=True,
    )
    medium_id = fields.Many2one("utm.medium", string="Channel", readonly=True)
    source_id = fields.Many2one("utm.source", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    product_categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    country_id = fields.Many2one("res.country", readonly=True)
    state_id = fields.Many2one("res.country.state", string="Region", readonly=True)
    industry_id = fields.Many2one("res.partner.industry", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        readonly=True,
        help="The money behind the record, in company currency at the rate of its day.",
    )
    value = fields.Float(
        readonly=True, help="What the metric counts; empty for numbers of clients."
    )
    unit = fields.Selection(related="metric_id.unit")
    measure = fields.Selection(related="metric_id.measure")
    res_model = fields.Char(string="Source Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Source Record", model_field="res_model", readonly=True
    )

    @property
    def _table_query(self):
        """Return one SELECT per source, glued so that filters reach the tables below."""
        metrics = self.env["sales.metric"].sudo()
        wanted = self.env.context.get("sales_fact_metric_ids")
        # Archived ones too where they are named: what was planned by them still counts.
        metrics = metrics.search([]) if wanted is None else metrics.browse(wanted)
        if not self.env.context.get("sales_fact_by_metric"):
            metrics = metrics.exists()
        metrics = metrics.filtered(lambda metric: metric.kind != "ratio")
        branches = self._with_places()._get_branches(metrics)
        if not branches:
            branches = [self._get_empty_branch()]
        return SQL(" UNION ALL ").join(branches)

    def _get_empty_branch(self):
        columns = [
            SQL("NULL::%s AS %s", sql_type, SQL.identifier(name))
            for name, sql_type in zip(COLUMNS, map(SQL, COLUMNS.values()), strict=True)
        ]
        return SQL("SELECT %s WHERE FALSE", SQL(", ").join(columns))

    def _read_group_select(self, aggregate_spec, query):
        """Leave sums over different metrics or currencies empty: they mean nothing.

        Whoever groups by metric anyway may say so with ``sales_fact_by_metric``.
        """
        total = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec not in GUARDED_SUMS or self.env.context.get(
            "sales_fact_by_metric"
        ):
            return total
        metric = self._field_to_sql(self._table, "metric_id", query)
        condition = SQL("MIN(%s) = MAX(%s)", metric, metric)
        if len(self.env.companies.currency_id) > 1:
            currency = self._field_to_sql(self._table, "currency_id", query)
            condition = SQL("%s AND MIN(%s) = MAX(%s)", condition, currency, currency)
        return SQL("CASE WHEN %s THEN %s END", condition, total)

    @api.model
    def _get_draft_totals(self, metric, date_from, date_to, company):
        """Sum up the facts of a metric that need not be saved yet, in one company.

        Everybody's facts: the caller sees to who may see them.

        :return: (number of facts, ``{None: total}``, ``{day: total}``, ``{user id:
            total}``)
        """
        self = self._with_places()
        branches = self._get_branches(metric)
        if not branches:
            return 0, {}, {}, {}
        for name, fields_ in self._depends.items():
            self.env[name].flush_model(fields_)
        figure = SQL(
            "COUNT(DISTINCT fact.partner_id)"
            if metric.measure == "client"
            else "SUM(fact.value)"
        )
        start, end = self._get_moments(date_from, date_to)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT GROUPING(fact.date, fact.user_id), fact.date, fact.user_id,
                       COUNT(*), %s
                  FROM (%s) fact
                 WHERE fact.company_id = %s AND fact.date BETWEEN %s AND %s
                   AND fact.datetime BETWEEN %s AND %s
              GROUP BY GROUPING SETS ((), (fact.date), (fact.user_id))
                """,
                figure,
                SQL(" UNION ALL ").join(branches),
                company.id,
                date_from,
                date_to,
                start,
                end,
            )
        )
        count, total, days, people = 0, {}, {}, {}
        for level, day, user_id, facts, value in rows:
            if level == 3:
                count, total = facts, ({None: value or 0.0} if facts else {})
            elif level == 1:
                days[day] = value or 0.0
            else:
                people[user_id] = value or 0.0
        return count, total, days, people

    @api.model
    def _get_totals(
        self, metrics, date_from, date_to, groupby=("user_id",), domain=Domain.TRUE
    ):
        """Sum up facts: the one place where a figure of the addon is made.

        :param metrics: ``sales.metric`` records, ratios among them
        :param date date_from: first local day
        :param date date_to: last local day
        :param groupby: fields of this model, as ``_read_group`` takes them
        :param domain: further condition on facts
        :return: ``{metric: {(key, ...): value}}``; keys are ids, dates or values,
            ``False`` where empty. Money is in company currency. A ratio whose
            denominator is zero has no value.
        """
        self = self._with_places()
        ratios = metrics.filtered(lambda metric: metric.kind == "ratio")
        base = (metrics - ratios) | ratios.numerator_id | ratios.denominator_id
        clients = base.filtered(lambda metric: metric.measure == "client")
        domain = Domain(domain) & self._get_period_domain(date_from, date_to)
        totals = {metric: {} for metric in base}
        for group, aggregate in (
            (base - clients, "value:sum"),
            (clients, "partner_id:count_distinct"),
        ):
            if group:
                self._read_totals(totals, group, domain, groupby, aggregate)
        for ratio in ratios:
            totals[ratio] = ratio._divide(
                totals[ratio.numerator_id], totals[ratio.denominator_id]
            )
        return {metric: totals[metric] for metric in metrics}

    def _read_totals(self, totals, metrics, domain, groupby, aggregate):
        """Run one grouped query and sort its rows into ``totals``."""
        facts = self.with_context(
            sales_fact_metric_ids=tuple(metrics.ids),
            sales_fact_by_metric=True,
            sales_fact_keys_as=PLAIN,
        )
        rows = facts._read_group(
            Domain("metric_id", "in", metrics.ids) & domain,
            ["metric_id", *groupby],
            [aggregate],
        )
        by_number = {metric.id: totals[metric] for metric in metrics}
        for metric_id, *keys, value in rows:
            by_number[metric_id][tuple(keys)] = value or 0.0

    def _read_group_postprocess_groupby(self, groupby_spec, raw_values):
        """Leave the keys of totals as the database has them: thousands of records would
        be made only to be asked for their ids.
        """
        if self.env.context.get("sales_fact_keys_as") is PLAIN:
            return (False if value is None else value for value in raw_values)
        return super()._read_group_postprocess_groupby(groupby_spec, raw_values)

    @api.model
    def _get_period_domain(self, date_from, date_to):
        """Return the domain for the local days ``date_from`` to ``date_to``.

        The condition on the moment says nothing new; it lets the database use the
        indexes of the tables below, which know nothing of local days.
        """
        start, end = self._get_moments(date_from, date_to)
        return (
            Domain("date", ">=", date_from)
            & Domain("date", "<=", date_to)
            & Domain("datetime", ">=", start)
            & Domain("datetime", "<=", end)
        )

    def _get_moments(self, date_from, date_to):
        """Return bounds in UTC that hold these days wherever somebody works."""
        return self._get_places().get_moments(date_from, date_to)
