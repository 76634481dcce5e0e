from odoo import Command
from odoo.tests import tagged

from .common import InvoiceFactCommon


@tagged("post_install", "-at_install")
class TestSalesFactInvoice(InvoiceFactCommon):
    """Invoices and credit notes, without tax."""

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
