from odoo import Command
from odoo.tests import tagged

from .common import InvoiceFactCommon


@tagged("post_install", "-at_install")
class TestSalesFactPayment(InvoiceFactCommon):
    """The money received for invoices, without tax."""

    def test_paid_in_parts(self):
        """Each part counts on its day, without the tax in it."""
        for entries in (False, True):
            with self.subTest(entries=entries):
                self._set_entries(entries)
                invoice = self._create_invoice(400, "2017-08-03")
                before = self._total("paid_revenue")
                self._pay(invoice, 125, "2017-08-05")
                self.assertEqual(self._total("paid_revenue") - before, 100)
                last = self._pay(invoice, 375, "2017-08-25")
                self.assertEqual(self._total("paid_revenue") - before, 400)
                last.action_draft()
                self.assertEqual(self._total("paid_revenue") - before, 100)
                last.action_cancel()
                self.assertEqual(self._total("paid_revenue") - before, 100)

    def test_payment_marked_as_paid_without_statement(self):
        self._set_entries(False)
        payment = self._pay(self._create_invoice(400, "2017-08-03"), 500, "2017-08-05")
        self.assertFalse(payment.move_id)
        payment.action_validate()
        self.assertEqual(payment.state, "paid")
        self.assertEqual(self._total("paid_revenue"), 400)

    def test_statement_counts_once(self):
        """The payment that waited is not counted beside the statement's line."""
        self._set_entries(False)
        invoice = self._create_invoice(400, "2017-08-03")
        payment = self._pay(invoice, 500, "2017-08-05")
        self._receive(invoice, 500, "2017-08-07")
        self.assertEqual(payment.state, "paid")
        self.assertEqual(self._total("paid_revenue"), 400)
        self.assertEqual(str(self._facts("paid_revenue").date), "2017-08-07")

    def test_payment_before_invoice(self):
        """Money in advance counts once an invoice tells what for, on the day it came."""
        self._set_entries(True)
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.client.id,
                "amount": 500,
                "date": "2017-08-02",
                "journal_id": self.bank.id,
            }
        )
        payment.action_post()
        self.assertFalse(self._facts("paid_revenue"))
        invoice = self._create_invoice(400, "2017-09-10")
        (payment.move_id.line_ids | invoice.line_ids).filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual(self._total("paid_revenue"), 400)

    def test_money_given_back(self):
        self._set_entries(True)
        self._pay(self._create_invoice(400, "2017-08-03"), 500, "2017-08-05")
        refund = self._create_invoice(100, "2017-08-10", move_type="out_refund")
        self._pay(refund, 125, "2017-08-12")
        self.assertEqual(self._total("paid_revenue"), 300)

    def test_credit_note_is_no_payment(self):
        invoice = self._create_invoice(400, "2017-08-03")
        refund = self._create_invoice(400, "2017-08-10", move_type="out_refund")
        (invoice.line_ids | refund.line_ids).filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual(invoice.amount_residual, 0)
        self.assertFalse(self._facts("paid_revenue"))

    def test_written_off_is_no_payment(self):
        invoice = self._create_invoice(400, "2017-08-03")
        receivable = invoice.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        entry = self.env["account.move"].create(
            {
                "date": "2017-08-20",
                "line_ids": [
                    Command.create(
                        {"account_id": receivable.account_id.id, "credit": 500}
                    ),
                    Command.create({"account_id": self.income.id, "debit": 500}),
                ],
            }
        )
        entry.action_post()
        credit = entry.line_ids.filtered("credit")
        credit.partner_id = self.client
        (receivable | credit).reconcile()
        self.assertEqual(invoice.amount_residual, 0)
        self.assertFalse(self._facts("paid_revenue"))

    def test_payment_at_the_rate_of_its_day(self):
        """What came in is what it was worth then, whichever way the rate went."""
        self._set_entries(True)
        self._set_rate(self.dollar, "2017-08-01", 2)
        self._set_rate(self.dollar, "2017-08-10", 1)
        self._set_rate(self.dollar, "2017-08-20", 4)
        for day, worth in (("2017-08-12", 400), ("2017-08-22", 100)):
            invoice = self._create_invoice(
                400, "2017-08-03", currency_id=self.dollar.id
            )
            before = self._total("paid_revenue")
            self._pay(invoice, 500, day, currency_id=self.dollar.id)
            self.assertEqual(invoice.amount_residual, 0)
            self.assertAlmostEqual(self._total("paid_revenue") - before, worth)
