"""Where built-in facts come from: one SQL description per kind of source record.

A source is a dict of SQL pieces. ``key`` (unique number within the source), ``from``
and
``where`` are required; ``moment`` (UTC timestamp) or ``day`` (date) says when, and
``all_day`` (date or NULL) may say the day of a moment; what is left out of the other
columns is NULL. The alias ``client`` is the commercial partner.
"""

from odoo import fields, models
from odoo.tools import SQL

from .sales_fact import COLUMNS

#: Room for metrics within the ids of facts: id = key of the source * this + metric.
ID_FACTOR = 100_000

CLIENT_JOIN = """
    LEFT JOIN res_partner contact ON contact.id = %s
    LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
"""
ORDER_AMOUNT = "o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1)"
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
            "debit_amount_currency",
            "credit_amount_currency",
        ],
        "account.journal": ["type"],
        "account.payment": [
            "date",
            "state",
            "move_id",
            "invoice_ids",
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
            rows = SQL(", ").join(SQL("(%s)", metric.id) for metric in metrics)
            tables = SQL("%s CROSS JOIN (VALUES %s) AS metric (id)", tables, rows)
            value, narrow = (
                SQL("CASE metric.id %s END", SQL(" ").join(cases))
                for cases in zip(
                    *(self._get_metric_cases(metric, source) for metric in metrics),
                    strict=True,
                )
            )
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
        value = {
            "count": SQL("1"),
            "amount": source["amount"],
            "client": SQL("NULL"),
        }[metric.measure]
        condition = SQL("TRUE")
        if metric.client_kind != "any":
            condition = SQL("%s = %s", source["client_kind"], metric.client_kind)
        if metric.company_id:
            condition = SQL(
                "%s AND %s = %s", condition, source["company_id"], metric.company_id.id
            )
        return value, condition

    def _get_metric_cases(self, metric, source):
        """Return the same as branches of a CASE on the metric."""
        value, condition = self._get_metric_sql(metric, source)
        return (
            SQL("WHEN %s THEN (%s)::double precision", metric.id, value),
            SQL("WHEN %s THEN %s", metric.id, condition),
        )

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

    # ------------------------------------------------------------
    # ORDERS AND CLIENTS
    # ------------------------------------------------------------

    def _get_order_columns(self):
        """Return what every source around ``sale_order o`` shares."""
        return (
            self._get_client_columns()
            | {
                "key": SQL("o.id"),
                "model": "sale.order",
                "res_id": SQL("o.id"),
                "user_id": SQL("o.user_id"),
                "team_id": SQL("o.team_id"),
                "company_id": SQL("o.company_id"),
                "amount": SQL(ORDER_AMOUNT),
            }
            | {name: SQL("o.%s", SQL.identifier(name)) for name in UTM}
        )

    def _get_client_columns(self):
        return {
            "partner_id": SQL("contact.commercial_partner_id"),
            "country_id": SQL("client.country_id"),
            "state_id": SQL("client.state_id"),
            "industry_id": SQL("client.industry_id"),
        }

    def _get_order_source(self):
        return self._get_order_columns() | {
            "moment": SQL("o.date_order"),
            "from": SQL("sale_order o %s", SQL(CLIENT_JOIN, SQL("o.partner_id"))),
            "where": SQL("o.state = 'sale'"),
        }

    def _get_order_line_source(self):
        return self._get_order_columns() | {
            "key": SQL("line.id"),
            "moment": SQL("o.date_order"),
            "amount": SQL(
                "line.price_subtotal / COALESCE(NULLIF(o.currency_rate, 0), 1)"
            ),
            "product_categ_id": SQL("template.categ_id"),
            "from": SQL(
                """
                sale_order o
                JOIN sale_order_line line ON line.order_id = o.id
                LEFT JOIN product_product product ON product.id = line.product_id
                LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                %s
                """,
                SQL(CLIENT_JOIN, SQL("o.partner_id")),
            ),
            "where": SQL("o.state = 'sale' AND line.display_type IS NULL"),
        }

    def _get_quotation_source(self):
        return self._get_order_columns() | {
            "moment": SQL("o.sales_sent_at"),
            "from": SQL("sale_order o %s", SQL(CLIENT_JOIN, SQL("o.partner_id"))),
            "where": SQL("o.state IN ('sent', 'sale')"),
        }

    def _get_new_client_source(self):
        return self._get_order_columns() | {
            "moment": SQL("o.date_order"),
            "client_kind": SQL("'new'"),
            "partner_id": SQL("client.id"),
            "from": SQL(
                "sale_order o JOIN res_partner client ON client.sales_first_order_id = o.id"
            ),
            "where": SQL("o.state = 'sale'"),
        }

    def _get_won_deal_source(self):
        return (
            self._get_client_columns()
            | {
                "key": SQL("lead.id"),
                "model": "crm.lead",
                "res_id": SQL("lead.id"),
                "user_id": SQL("lead.user_id"),
                "team_id": SQL("lead.team_id"),
                "company_id": SQL(
                    "COALESCE(lead.company_id, team.company_id, seller.company_id)"
                ),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL("lead.date_closed"),
                "from": SQL(
                    """
                crm_lead lead
                LEFT JOIN crm_team team ON team.id = lead.team_id
                LEFT JOIN res_users seller ON seller.id = lead.user_id
                %s
                """,
                    SQL(CLIENT_JOIN, SQL("lead.partner_id")),
                ),
                "where": SQL("lead.won_status = 'won' AND lead.active"),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )

    # ------------------------------------------------------------
    # INVOICES AND PAYMENTS
    # ------------------------------------------------------------

    def _get_invoice_columns(self):
        """Return what every source around ``account_move move`` shares."""
        return (
            self._get_client_columns()
            | {
                "key": SQL("move.id"),
                "model": "account.move",
                "res_id": SQL("move.id"),
                "user_id": SQL("move.invoice_user_id"),
                "team_id": SQL("move.team_id"),
                "company_id": SQL("move.company_id"),
            }
            | {name: SQL("move.%s", SQL.identifier(name)) for name in UTM}
        )

    def _get_invoice_source(self):
        return self._get_invoice_columns() | {
            "day": SQL("move.invoice_date"),
            "amount": SQL("move.amount_untaxed_signed"),
            "from": SQL(
                "account_move move %s", SQL(CLIENT_JOIN, SQL("move.partner_id"))
            ),
            "where": SQL(
                "move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')"
            ),
        }

    def _get_invoice_line_source(self):
        return self._get_invoice_source() | {
            "key": SQL("line.id"),
            "amount": SQL("-line.balance"),
            "product_categ_id": SQL("template.categ_id"),
            "from": SQL(
                """
                account_move move
                JOIN account_move_line line
                  ON line.move_id = move.id AND line.display_type = 'product'
                LEFT JOIN product_product product ON product.id = line.product_id
                LEFT JOIN product_template template ON template.id = product.product_tmpl_id
                %s
                """,
                SQL(CLIENT_JOIN, SQL("move.partner_id")),
            ),
        }

    def _get_reconciled_source(self):
        """Money matched with an invoice, or given back on a credit note, without its tax.

        Money is what went through a bank or cash journal, at the rate of its own day: not
        exchange differences, write-offs and other entries that settle an invoice.
        """
        return self._get_invoice_columns() | {
            "key": SQL("part.id::bigint * 2"),
            "day": SQL("other.date"),
            "amount": SQL(
                """
                money.balance / NULLIF(money.amount_currency, 0)
                * CASE money.id WHEN credit.id THEN part.credit_amount_currency
                                ELSE -part.debit_amount_currency END
                * move.amount_untaxed / NULLIF(move.amount_total, 0)
                """
            ),
            "from": SQL(
                """
                account_partial_reconcile part
                JOIN account_move_line debit ON debit.id = part.debit_move_id
                JOIN account_move_line credit ON credit.id = part.credit_move_id
                JOIN account_move move ON move.id IN (debit.move_id, credit.move_id)
                 AND move.move_type IN ('out_invoice', 'out_refund')
                JOIN account_move other ON other.id IN (debit.move_id, credit.move_id)
                 AND other.move_type NOT IN ('out_invoice', 'out_refund')
                JOIN account_journal journal ON journal.id = other.journal_id
                 AND journal.type IN ('bank', 'cash', 'credit')
                JOIN account_move_line money ON money.id = CASE other.id
                     WHEN debit.move_id THEN debit.id ELSE credit.id END
                %s
                """,
                SQL(CLIENT_JOIN, SQL("move.partner_id")),
            ),
            "where": SQL("move.state = 'posted' AND other.state = 'posted'"),
        }

    def _get_payment_source(self):
        """Payments without a journal entry: as long as no bank statement tells of them.

        Those that the statement confirmed are counted with it; those that somebody marked
        as paid, with no statement at all, stay counted here.
        """
        return self._get_invoice_columns() | {
            "key": SQL("payment.id::bigint * 2 + 1"),
            "day": SQL("payment.date"),
            "amount": SQL(
                """
                payment.amount_company_currency_signed
                * move.amount_untaxed / NULLIF(move.amount_total, 0)
                """
            ),
            "from": SQL(
                """
                account_payment payment
                JOIN account_move move ON move.id = (
                    SELECT MIN(link.invoice_id)
                      FROM account_move__account_payment link
                     WHERE link.payment_id = payment.id
                )
                %s
                """,
                SQL(CLIENT_JOIN, SQL("move.partner_id")),
            ),
            "where": SQL(
                """
                payment.move_id IS NULL AND payment.state IN ('in_process', 'paid')
                AND move.state = 'posted'
                AND move.move_type IN ('out_invoice', 'out_refund')
                AND (payment.state = 'in_process' OR NOT EXISTS (
                    SELECT 1
                      FROM account_move_line receivable
                      JOIN account_partial_reconcile part
                        ON receivable.id IN (part.debit_move_id, part.credit_move_id)
                      JOIN account_move_line money
                        ON money.id IN (part.debit_move_id, part.credit_move_id)
                       AND money.parent_state = 'posted'
                      JOIN account_journal journal ON journal.id = money.journal_id
                       AND journal.type IN ('bank', 'cash', 'credit')
                     WHERE receivable.move_id = move.id
                       AND ABS(payment.amount) = CASE receivable.id
                           WHEN part.debit_move_id THEN part.debit_amount_currency
                           ELSE part.credit_amount_currency END
                ))
                """
            ),
        }

    # ------------------------------------------------------------
    # MEETINGS AND CALLS
    # ------------------------------------------------------------

    def _get_meeting_source(self):
        return (
            self._get_client_columns()
            | {
                "key": SQL("event.id"),
                "model": "calendar.event",
                "res_id": SQL("event.id"),
                "user_id": SQL("event.user_id"),
                "team_id": SQL("COALESCE(lead.team_id, seller.sale_team_id)"),
                "company_id": SQL("COALESCE(lead.company_id, seller.company_id)"),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL("event.start"),
                # A whole day is that day wherever one is.
                "all_day": SQL("CASE WHEN event.allday THEN event.start_date END"),
                "from": SQL(
                    """
                calendar_event event
                LEFT JOIN crm_lead lead ON lead.id = event.opportunity_id
                LEFT JOIN res_users seller ON seller.id = event.user_id
                %s
                """,
                    SQL(CLIENT_JOIN, SQL("event.sales_partner_id")),
                ),
                "where": self._get_meeting_held_sql(),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )

    def _get_meeting_held_sql(self):
        """Return the condition that a meeting with a client was held.

        Without an outcome it counts, once it is over, as the setting of its company
        says; meetings to come count in no case.
        """
        return SQL(
            """
            event.active
            AND (event.opportunity_id IS NOT NULL OR event.sales_partner_id IS NOT NULL)
            AND event.start <= %(now)s
            AND (event.sales_outcome = 'held' OR (
                event.sales_outcome IS NULL AND event.stop <= %(now)s
                AND COALESCE(lead.company_id, seller.company_id) = ANY(%(companies)s)
            ))
            """,
            now=fields.Datetime.now(),
            companies=self._get_places().held_companies,
        )

    def _get_call_source(self):
        return (
            self._get_client_columns()
            | {
                "key": SQL("activity.id"),
                "model": "mail.activity",
                "res_id": SQL("activity.id"),
                "user_id": SQL("activity.user_id"),
                "team_id": SQL(
                    "COALESCE(lead.team_id, o.team_id, seller.sale_team_id)"
                ),
                "company_id": SQL(
                    "COALESCE(lead.company_id, o.company_id, seller.company_id)"
                ),
                "amount": SQL("lead.expected_revenue"),
                "moment": SQL(
                    "COALESCE(activity.sales_done_at, activity.date_done + interval '12 hours')"
                ),
                "from": SQL(
                    """
                mail_activity activity
                LEFT JOIN crm_lead lead
                  ON activity.res_model = 'crm.lead' AND lead.id = activity.res_id
                LEFT JOIN sale_order o
                  ON activity.res_model = 'sale.order' AND o.id = activity.res_id
                LEFT JOIN res_users seller ON seller.id = activity.user_id
                %s
                """,
                    SQL(
                        CLIENT_JOIN,
                        SQL(
                            "COALESCE(lead.partner_id, o.partner_id, CASE activity.res_model "
                            "WHEN 'res.partner' THEN activity.res_id END)"
                        ),
                    ),
                ),
                "where": SQL(
                    """
                activity.date_done IS NOT NULL AND activity.active IS NOT TRUE
                AND activity.activity_type_id IN (
                    SELECT id FROM mail_activity_type WHERE category = 'phonecall'
                )
                """
                ),
            }
            | {name: SQL("lead.%s", SQL.identifier(name)) for name in UTM}
        )
