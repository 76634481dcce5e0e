"""Sources of facts around invoices and the money that pays them."""

from odoo import models
from odoo.tools import SQL

from .sales_fact_source import CLIENT_JOIN, UTM


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
