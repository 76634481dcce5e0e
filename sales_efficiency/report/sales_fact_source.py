"""Where built-in facts come from: one SQL description per kind of source record.

A source is a dict of SQL pieces. ``key`` (unique number within the source), ``from`` and
``where`` are required; ``moment`` (UTC timestamp) or ``day`` (date) says when, and
``all_day`` (date or NULL) may say the day of a moment; what is left out of the other
columns is NULL. The alias ``client`` is the commercial partner. The sources themselves
stand in ``sales_fact_order``, ``sales_fact_invoice`` and ``sales_fact_activity``.
"""

from odoo import models
from odoo.tools import SQL

from .sales_fact import COLUMNS

#: Room for metrics within the ids of facts: id = key of the source * this + metric.
ID_FACTOR = 100_000

CLIENT_JOIN = """
    LEFT JOIN res_partner contact ON contact.id = %s
    LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
"""
UTM = ("medium_id", "source_id", "campaign_id")


class SalesFact(models.Model):
    _inherit = "sales.fact"
    # What has to be in the database before the sources are read.
    _depends = {
        "sale.order": [
            "state",
            "date_order",
            "sales_sent_at",
            "partner_id",
            "user_id",
            "team_id",
            "company_id",
            "amount_untaxed",
            "currency_rate",
            *UTM,
        ],
        "sale.order.line": ["order_id", "product_id", "price_subtotal", "display_type"],
        "product.template": ["categ_id"],
        "res.partner": [
            "commercial_partner_id",
            "sales_first_order_id",
            "sales_first_order_date",
            "country_id",
            "state_id",
            "industry_id",
        ],
        "crm.lead": [
            "won_status",
            "active",
            "date_closed",
            "expected_revenue",
            "partner_id",
            "user_id",
            "team_id",
            "company_id",
            *UTM,
        ],
        "crm.team": ["company_id"],
        "res.users": ["company_id", "sale_team_id"],
        "account.move": [
            "state",
            "move_type",
            "journal_id",
            "invoice_date",
            "date",
            "amount_untaxed",
            "amount_untaxed_signed",
            "amount_total",
            "amount_total_signed",
            "currency_id",
            "invoice_date_due",
            "partner_id",
            "invoice_user_id",
            "team_id",
            *UTM,
        ],
        "account.move.line": [
            "move_id",
            "journal_id",
            "parent_state",
            "balance",
            "amount_currency",
            "product_id",
            "display_type",
        ],
        "account.partial.reconcile": [
            "debit_move_id",
            "credit_move_id",
            "amount",
            "debit_amount_currency",
            "credit_amount_currency",
            "max_date",
        ],
        "account.journal": ["type"],
        "account.payment": [
            "date",
            "state",
            "move_id",
            "invoice_ids",
            "payment_type",
            "currency_id",
            "amount",
            "amount_company_currency_signed",
        ],
        "calendar.event": [
            "active",
            "start",
            "stop",
            "allday",
            "start_date",
            "user_id",
            "opportunity_id",
            "sales_partner_id",
            "sales_outcome",
        ],
        "mail.activity": [
            "active",
            "date_done",
            "sales_done_at",
            "activity_type_id",
            "res_model",
            "res_id",
            "user_id",
        ],
        "mail.activity.type": ["category"],
    }

    def _get_fact_sources(self):
        """Return the built-in sources: ``{code: [description, ...]}``.

        Meant to be extended by addons that bring sources of their own; the code is the
        value of ``sales.metric.source``.
        """
        return {
            "order": [self._get_order_source()],
            "order_line": [self._get_order_line_source()],
            "quotation": [self._get_quotation_source()],
            "new_client": [self._get_new_client_source()],
            "won_deal": [self._get_won_deal_source()],
            "invoice": [self._get_invoice_source()],
            "invoice_line": [self._get_invoice_line_source()],
            "payment": [self._get_reconciled_source(), self._get_payment_source()],
            "meeting": [self._get_meeting_source()],
            "call": [self._get_call_source()],
        }

    def _get_branches(self, metrics):
        """Return the SELECTs of these metrics; those of one source share it.

        Three metrics on calls read the calls once, each call yielding a row for every
        metric it counts in.
        """
        own = metrics.filtered(lambda metric: metric.kind == "model")
        branches = [
            branch for metric in own for branch in self._get_own_branches(metric)
        ]
        sources = self._get_fact_sources()
        for code, group in (metrics - own).grouped("source").items():
            branches += [
                self._select_source(group, source) for source in sources.get(code, [])
            ]
        return branches

    def _select_source(self, metrics, source):
        """Assemble the SELECT of metrics over one source."""
        source = self._complete_source(source)
        tables, condition = source["from"], source["where"]
        # A metric that is not saved yet, of which a preview is shown, has no number.
        number = SQL("%s", metrics[0]._origin.id or 0)
        value, narrow = self._get_metric_sql(metrics[0], source)
        keys = self.env.context.get("sales_fact_keys")
        if keys is not None:
            condition = SQL("%s AND %s = ANY(%s)", condition, source["key"], list(keys))
        if len(metrics) > 1:
            number = SQL("metric.id")
            # Lateral, so that a record becomes several rows only once all is joined to it.
            tables = SQL(
                "%s CROSS JOIN LATERAL (VALUES %s) AS metric (id, value, counts)",
                tables,
                SQL(", ").join(
                    self._get_metric_row(metric, source) for metric in metrics
                ),
            )
            value, narrow = SQL("metric.value"), SQL("metric.counts")
        source |= {
            "id": SQL("(%s)::bigint * %s + %s", source["key"], ID_FACTOR, number),
            "metric_id": number,
            "value": value,
        }
        columns = [
            SQL("(%s)::%s AS %s", source[name], sql_type, SQL.identifier(name))
            for name, sql_type in zip(COLUMNS, map(SQL, COLUMNS.values()), strict=True)
        ]
        return SQL(
            "SELECT %s FROM %s WHERE %s AND %s",
            SQL(", ").join(columns),
            tables,
            condition,
            narrow,
        )

    def _get_metric_sql(self, metric, source):
        """Return what a metric counts of a source, and which rows of it."""
        value = self._get_measures(source)[metric.measure]
        condition = SQL("TRUE")
        if metric.client_kind != "any":
            condition = SQL("%s = %s", source["client_kind"], metric.client_kind)
        if metric.company_id:
            condition = SQL(
                "%s AND %s = %s", condition, source["company_id"], metric.company_id.id
            )
        return value, condition

    def _get_measures(self, source):
        """Return what can be measured of a source: ``{measure: SQL}``; to be extended."""
        return {
            "count": SQL("1"),
            "amount": source["amount"],
            "client": SQL("NULL"),
        }

    def _get_metric_row(self, metric, source):
        """Return the same as a row of values, with the number of the metric."""
        value, condition = self._get_metric_sql(metric, source)
        return SQL("(%s, (%s)::double precision, %s)", metric.id, value, condition)

    def _complete_source(self, source):
        """Add the columns that follow from the others."""
        full = {name: SQL("NULL") for name in COLUMNS} | source
        full["res_model"] = SQL("%s", source["model"])
        full["currency_id"] = self._get_currency_sql(full["company_id"])
        if "day" in source:
            full["date"] = source["day"]
            full["datetime"] = SQL("%s + interval '12 hours'", source["day"])
        else:
            full["datetime"] = source["moment"]
            full["date"] = self._get_local_day_sql(
                source["moment"], full["team_id"], full["company_id"]
            )
            if "all_day" in source:
                full["date"] = SQL("COALESCE(%s, %s)", source["all_day"], full["date"])
        if "client_kind" not in source:
            full["client_kind"] = self._get_client_kind_sql(full)
        return full

    def _get_client_kind_sql(self, source):
        """Say whether the client was new at that moment: not after the first order."""
        if "day" in source:
            return SQL(
                "CASE WHEN %s < %s THEN 'current' ELSE 'new' END",
                self._get_local_day_sql(
                    SQL("client.sales_first_order_date"),
                    source["team_id"],
                    source["company_id"],
                ),
                source["day"],
            )
        return SQL(
            "CASE WHEN client.sales_first_order_date < %s THEN 'current' ELSE 'new' END",
            source["moment"],
        )

    def _get_client_columns(self):
        return {
            "partner_id": SQL("contact.commercial_partner_id"),
            "country_id": SQL("client.country_id"),
            "state_id": SQL("client.state_id"),
            "industry_id": SQL("client.industry_id"),
        }
