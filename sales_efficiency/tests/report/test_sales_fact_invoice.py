from odoo import Command
from odoo.tests import tagged

from .common import FactCommon


@tagged("post_install", "-at_install")
class TestSalesFactInvoice(FactCommon):
    """Invoices and the money received for them, without tax."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.company.currency_id = cls.env.ref("base.EUR")
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.income = cls.env["account.account"].search(
            [("account_type", "=", "income"), ("company_ids", "=", cls.company.id)],
            limit=1,
        )
        cls.tax = cls.env["account.tax"].create(
            {
                "name": "A quarter",
                "amount": 25,
                "type_tax_use": "sale",
                "company_id": cls.company.id,
                "country_id": cls.env.ref("base.us").id,
            }
        )
        cls.dollar = cls.env.ref("base.USD")
        cls.dollar.active = True

    def _create_invoice(
        self, amount, day, move_type="out_invoice", post=True, **values
    ):
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.client.id,
                "invoice_date": day,
                "invoice_user_id": self.anna.id,
                "team_id": self.north.id,
                "company_id": self.company.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "account_id": self.income.id,
                            "price_unit": amount,
                            "tax_ids": [Command.set(self.tax.ids)],
                        }
                    )
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    def _set_entries(self, wanted):
        """Say whether payments make a journal entry at once.

        Those that make none wait for the bank statement; that takes an accounting
        addon beyond invoicing, which is told by the state of invoices it gives.
        """
        state = "paid" if wanted else "in_payment"
        moves = self.env.registry["account.move"]
        self.patch(moves, "_get_invoice_in_payment_state", lambda _self: state)
        account = self.env["account.account"]
        if wanted:
            account = account.create(
                {
                    "name": "Outstanding",
                    "code": "109900",
                    "account_type": "asset_current",
                    "reconcile": True,
                    "company_ids": [Command.set(self.company.ids)],
                }
            )
        lines = (
            self.bank.inbound_payment_method_line_ids
            | self.bank.outbound_payment_method_line_ids
        )
        lines.payment_account_id = account

    def _pay(self, invoices, amount, day, **values):
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoices.ids)
            .create({"payment_date": day, "journal_id": self.bank.id, **values})
        )
        wizard.write({"amount": amount, "payment_difference_handling": "open"})
        return wizard._create_payments()

    def _receive(self, invoice, amount, day):
        """Enter a line of the bank statement and match it with the invoice."""
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": day,
                "payment_ref": "Transfer",
                "partner_id": self.client.id,
                "amount": amount,
            }
        )
        _liquidity, suspense, _other = line._seek_for_lines()
        receivable = invoice.line_ids.filtered(
            lambda item: item.account_id.account_type == "asset_receivable"
        )
        suspense.account_id = receivable.account_id
        (suspense | receivable).reconcile()
        return line

    # ------------------------------------------------------------
    # INVOICES
    # ------------------------------------------------------------

    def test_invoice_from_draft_to_cancelled(self):
        invoice = self._create_invoice(400, "2017-08-03", post=False)
        self.assertEqual(self._total("invoiced_revenue"), 0)
        invoice.action_post()
        self.assertEqual(self._total("invoiced_revenue"), 400)
        invoice.button_draft()
        invoice.invoice_date = "2017-09-01"
        invoice.action_post()
        self.assertEqual(self._total("invoiced_revenue"), 0)
        invoice.invoice_user_id = self.boris
        invoice.button_draft()
        invoice.invoice_date = "2017-08-04"
        invoice.action_post()
        self.assertEqual(self._total("invoiced_revenue", self.boris), 400)
        invoice.button_draft()
        invoice.button_cancel()
        self.assertEqual(self._total("invoiced_revenue", self.boris), 0)

    def test_credit_note(self):
        self._create_invoice(400, "2017-08-03")
        self._create_invoice(100, "2017-08-20", move_type="out_refund")
        self.assertEqual(self._total("invoiced_revenue"), 300)
        self.assertEqual(self._facts("invoiced_revenue").mapped("value"), [400, -100])

    def test_bills_of_vendors_are_none(self):
        self._create_invoice(400, "2017-08-03", move_type="in_invoice")
        self.assertFalse(self._facts("invoiced_revenue"))

    def test_invoice_at_the_rate_of_its_day(self):
        self._set_rate(self.dollar, "2017-08-01", 2)
        invoice = self._create_invoice(400, "2017-08-03", currency_id=self.dollar.id)
        self.assertEqual(self._total("invoiced_revenue"), 200)
        self._set_rate(self.dollar, "2017-08-10", 8)
        self.assertEqual(self._total("invoiced_revenue"), 200)
        self.assertEqual(invoice.amount_untaxed, 400)

    def test_lines_by_product_category(self):
        metric = self.env["sales.metric"].create(
            {
                "name": "Invoiced by product",
                "code": "invoiced_by_product",
                "kind": "source",
                "source": "invoice_line",
                "measure": "amount",
                "unit": "money",
            }
        )
        self._create_invoice(400, "2017-08-03")
        facts = self.env["sales.fact"].search([("metric_id", "=", metric.id)])
        self.assertEqual(facts.value, 400)
        self.assertEqual(facts.product_categ_id, self.product.categ_id)

    def test_down_payment_counts_once(self):
        order = self._create_order(self.anna, 500, "2017-08-03 10:00:00")
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": [Command.set(order.ids)],
                "advance_payment_method": "percentage",
                "amount": 20,
            }
        )
        wizard.create_invoices()
        self.assertTrue(order.order_line.filtered("is_downpayment"))
        order.invoice_ids.invoice_date = "2017-08-04"
        order.invoice_ids.action_post()
        self.assertEqual(self._total("order_revenue"), 500)
        self.assertEqual(self._total("order_line_revenue"), 500)
        self.assertEqual(self._total("invoiced_revenue"), 100)

    def test_invoice_of_the_day_of_the_first_order(self):
        """The day is the local one: an order at 22:30 UTC is of the next day."""
        order = self._create_order(self.anna, 100, "2017-08-02 22:30:00")
        invoice = order._create_invoices()
        invoice.invoice_date = "2017-08-03"
        invoice.action_post()
        self.assertEqual(self._facts("invoiced_revenue").mapped("client_kind"), ["new"])
        invoice.button_draft()
        invoice.invoice_date = "2017-08-04"
        invoice.action_post()
        self.assertEqual(
            self._facts("invoiced_revenue").mapped("client_kind"), ["current"]
        )

    # ------------------------------------------------------------
    # PAYMENTS
    # ------------------------------------------------------------

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
