"""Sources of facts around invoices and the money that pays them."""

from odoo import models
from odoo.tools import SQL

from .sales_fact_source import CLIENT_JOIN, UTM

#: Room for the invoices of one payment within the keys of facts.
INVOICES_PER_PAYMENT = 1_000


class SalesFact(models.Model):
    _inherit = "sales.fact"

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
        as paid, with no statement at all, stay counted here. A payment of several
        invoices is a fact of each.
        """
        return self._get_invoice_columns() | {
            "key": SQL(
                "(payment.id::bigint * %s + share.position) * 2 + 1",
                INVOICES_PER_PAYMENT,
            ),
            "day": SQL("payment.date"),
            "amount": SQL(
                """
                SIGN(payment.amount_company_currency_signed) * share.amount
                * move.amount_untaxed / NULLIF(move.amount_total, 0)
                """
            ),
            "from": SQL(
                """
                account_payment payment
                JOIN LATERAL (%s) share ON TRUE
                JOIN account_move move ON move.id = share.invoice_id
                %s
                """,
                self._get_payment_shares_sql(),
                SQL(CLIENT_JOIN, SQL("move.partner_id")),
            ),
            "where": SQL(
                """
                payment.move_id IS NULL AND payment.state IN ('in_process', 'paid')
                AND (payment.state = 'in_process' AND share.invoices = 1
                     OR NOT EXISTS (%s))
                """,
                self._get_payment_statement_sql(),
            ),
        }

    def _get_payment_shares_sql(self):
        """Return what of a payment without a journal entry each of its invoices gets.

        Odoo does not say until the statement is matched; then it fills the invoices in the
        order of their due dates and amounts, as is done here, up to what was open of each
        on the day of the payment. The last one takes the rest: the parts are the payment.
        """
        return SQL(
            """
            SELECT invoice_id, position, invoices,
                   GREATEST(CASE WHEN position = invoices THEN paid - before
                            ELSE LEAST(due, paid - before) END, 0) AS amount
              FROM (
                  SELECT open.*, ABS(payment.amount_company_currency_signed) AS paid,
                         SUM(due) OVER (ORDER BY position) - due AS before
                    FROM (
                        SELECT item.*,
                               CASE WHEN invoices > 1 THEN (%s) ELSE 0 END AS due
                          FROM (
                              SELECT invoice.id AS invoice_id, invoice.currency_id,
                                     invoice.amount_total, invoice.amount_total_signed,
                                     COUNT(*) OVER () AS invoices,
                                     ROW_NUMBER() OVER (
                                         ORDER BY invoice.invoice_date_due,
                                                  invoice.amount_total_signed, invoice.id
                                     ) AS position
                                FROM account_move__account_payment link
                                JOIN account_move invoice ON invoice.id = link.invoice_id
                                 AND invoice.state = 'posted' AND invoice.move_type =
                                     CASE payment.payment_type
                                     WHEN 'inbound' THEN 'out_invoice' ELSE 'out_refund' END
                               WHERE link.payment_id = payment.id
                          ) item
                    ) open
              ) filled
            """,
            self._get_open_amount_sql(),
        )

    def _get_open_amount_sql(self):
        """Return what was open of invoice ``item`` on the day of ``payment``.

        In company currency; at the rate of the payment if the invoice is in its currency.
        """
        return SQL(
            """
            SELECT GREATEST(
                       CASE WHEN item.currency_id = payment.currency_id
                       THEN (item.amount_total - COALESCE(SUM(
                                CASE line.id WHEN part.debit_move_id
                                THEN part.debit_amount_currency
                                ELSE part.credit_amount_currency END), 0))
                            * ABS(payment.amount_company_currency_signed)
                            / NULLIF(payment.amount, 0)
                       ELSE ABS(item.amount_total_signed)
                            - COALESCE(SUM(part.amount), 0) END,
                       0
                   )
              FROM account_move_line line
              JOIN account_partial_reconcile part
                ON line.id IN (part.debit_move_id, part.credit_move_id)
             WHERE line.move_id = item.invoice_id AND line.display_type = 'payment_term'
               AND part.max_date <= payment.date
            """
        )

    def _get_payment_statement_sql(self):
        """Return the bank entries that tell of ``payment``: those that paid just as much
        of its invoices."""
        return SQL(
            """
            SELECT 1
              FROM account_move__account_payment link
              JOIN account_move_line receivable ON receivable.move_id = link.invoice_id
              JOIN account_partial_reconcile part
                ON receivable.id IN (part.debit_move_id, part.credit_move_id)
              JOIN account_move_line money
                ON money.id IN (part.debit_move_id, part.credit_move_id)
               AND money.parent_state = 'posted'
              JOIN account_journal journal ON journal.id = money.journal_id
               AND journal.type IN ('bank', 'cash', 'credit')
             WHERE link.payment_id = payment.id
          GROUP BY money.move_id
            HAVING ABS(payment.amount) = SUM(
                       CASE receivable.id WHEN part.debit_move_id
                       THEN part.debit_amount_currency
                       ELSE part.credit_amount_currency END
                   )
            """
        )
