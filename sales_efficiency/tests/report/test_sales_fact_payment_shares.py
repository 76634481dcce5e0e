from odoo.tests import tagged

from .common import InvoiceFactCommon


@tagged("post_install", "-at_install")
class TestSalesFactPaymentShares(InvoiceFactCommon):
    """One payment without a journal entry pays invoices of several people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.env["res.partner"].create(
            {"name": "Branch", "parent_id": cls.client.id}
        )

    def setUp(self):
        super().setUp()
        self._set_entries(False)
        self.first = self._create_invoice(
            400, "2017-08-03", invoice_date_due="2017-08-31"
        )
        self.second = self._create_invoice(
            200,
            "2017-08-04",
            invoice_date_due="2017-09-15",
            invoice_user_id=self.boris.id,
            team_id=self.south.id,
            partner_id=self.branch.id,
        )
        self.both = self.first | self.second

    def _pay_both(self, amount, day="2017-08-20", invoices=None, **values):
        payment = self._pay(
            invoices or self.both, amount, day, group_payment=True, **values
        )
        self.assertEqual(len(payment), 1)
        self.assertFalse(payment.move_id)
        return payment

    def _shares(self):
        """Return what anna and boris are credited with."""
        return tuple(
            round(self._total("paid_revenue", user), 6)
            for user in (self.anna, self.boris)
        )

    def test_each_invoice_gets_its_part(self):
        """Salesperson, team and invoice of each; together it is the payment."""
        self._pay_both(750)
        self.assertEqual(self._shares(), (400, 200))
        first, second = self._facts("paid_revenue").sorted("value", reverse=True)
        self.assertEqual((first.team_id, second.team_id), (self.north, self.south))
        self.assertEqual((first.res_id, second.res_id), tuple(self.both.ids))
        self.assertNotEqual(first.id, second.id)

    def test_earliest_due_first(self):
        """Too little money fills the invoice that is due first, as Odoo does it."""
        self._pay_both(550)
        self.assertEqual(self._shares(), (400, 40))

    def test_of_those_due_together_the_smallest_first(self):
        self.first.invoice_date_due = self.second.invoice_date_due
        payment = self._pay_both(550)
        self.assertEqual(self._shares(), (240, 200))
        self._receive(self.both, 550, "2017-08-22")
        self.assertEqual(self._shares(), (240, 200), payment.state)

    def test_too_much_goes_to_the_last(self):
        self._pay_both(800)
        self.assertEqual(self._shares(), (400, 240))

    def test_what_was_paid_before_is_not_open(self):
        """A credit note or a transfer that came earlier leaves less to fill."""
        self._receive(self.first, 250, "2017-08-10")
        self.assertEqual(self._shares(), (200, 0))
        self._pay_both(500)
        self.assertEqual(self._shares(), (400, 200))

    def test_what_comes_later_changes_nothing(self):
        """The parts of a day stay what they were on that day."""
        self._pay_both(375)
        self.assertEqual(self._shares(), (300, 0))
        self._receive(self.first, 125, "2017-08-25")
        self.assertEqual(self._shares(), (400, 0))

    def test_statement_counts_once(self):
        """The transfer that pays all takes the place of the payment."""
        self._pay_both(750)
        self._receive(self.both, 750, "2017-08-22")
        self.assertEqual(self._shares(), (400, 200))
        days = {str(fact.date) for fact in self._facts("paid_revenue")}
        self.assertEqual(days, {"2017-08-22"})

    def test_statement_of_a_part_counts_once(self):
        """So does one that leaves an invoice open."""
        self._pay_both(625)
        before = self._shares()
        self.assertEqual(before, (400, 100))
        self._receive(self.both, 625, "2017-08-22")
        self.assertEqual(self._shares(), before)

    def test_marked_as_paid_without_statement(self):
        self._pay_both(750).action_validate()
        self.assertEqual(self._shares(), (400, 200))

    def test_money_given_back(self):
        """Credit notes are filled with a payment to the client alike."""
        notes = self._create_invoice(80, "2017-08-05", move_type="out_refund")
        notes |= self._create_invoice(
            40, "2017-08-06", move_type="out_refund", invoice_user_id=self.boris.id
        )
        self._pay_both(150, invoices=notes)
        self.assertEqual(self._shares(), (-80, -40))

    def test_nothing_is_lost_in_rounding(self):
        """Thirds of a cent of a rate: the parts are the payment to the last digit."""
        self._set_rate(self.dollar, "2017-08-01", 3)
        self._set_rate(self.dollar, "2017-08-15", 7)
        invoices = self.env["account.move"]
        for amount in (33.33, 66.67, 100.01):
            invoices |= self._create_invoice(
                amount, "2017-08-03", currency_id=self.dollar.id
            )
        total = sum(invoices.mapped("amount_total"))
        payment = self._pay_both(total, invoices=invoices, currency_id=self.dollar.id)
        gross = sum(
            fact.value * invoice.amount_total / invoice.amount_untaxed
            for fact in self._facts("paid_revenue")
            for invoice in self.env["account.move"].browse(fact.res_id)
        )
        self.assertAlmostEqual(gross, payment.amount_company_currency_signed, places=9)
        self.assertAlmostEqual(gross, round(total / 7, 2), places=9)

    def test_opens_its_invoice(self):
        """Each part leads to its own invoice."""
        self._pay_both(750)
        for fact in self._facts("paid_revenue"):
            action = fact.action_open_source()
            self.assertEqual(
                (action["res_model"], action["res_id"]), ("account.move", fact.res_id)
            )
