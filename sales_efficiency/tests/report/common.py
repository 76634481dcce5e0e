from datetime import date, datetime

from odoo import Command
from odoo.fields import Domain

from ..common import SalesEfficiencyCommon

AUGUST = (date(2017, 8, 1), date(2017, 8, 31))


class FactCommon(SalesEfficiencyCommon):
    """Facts of August 2017, by metric and person."""

    @classmethod
    def _total(cls, code, user=None, days=AUGUST, domain=Domain.TRUE):
        """Return the figure of a metric as every screen gets it."""
        metric = cls._metric(code)
        totals = cls.env["sales.fact"]._get_totals(metric, *days, domain=domain)
        return totals[metric].get(((user or cls.anna).id,), 0)

    @classmethod
    def _facts(cls, code, domain=Domain.TRUE):
        """Return the facts of a metric as they are now, oldest first."""
        cls.env["sales.fact"].invalidate_model()
        return (
            cls.env["sales.fact"]
            .with_context(sales_fact_metric_ids=cls._metric(code).ids)
            .search(
                Domain("company_id", "=", cls.company.id) & Domain(domain),
                order="datetime, id",
            )
        )

    @classmethod
    def _create_lead(cls, user=None, **values):
        user = cls.anna if user is None else user
        return cls.env["crm.lead"].create(
            {
                "name": "Deal",
                "type": "opportunity",
                "partner_id": cls.prospect.id,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "company_id": cls.company.id,
                "expected_revenue": 700,
                **values,
            }
        )

    @classmethod
    def _win(cls, lead, moment):
        lead.action_set_won()
        lead.date_closed = datetime.fromisoformat(moment)

    @classmethod
    def _call(cls, record, moment=None, user=None):
        """Plan a call on ``record``; do it at ``moment`` if given."""
        activity = cls.env["mail.activity"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id(record._name),
                "res_id": record.id,
                "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                "user_id": (user or cls.anna).id,
            }
        )
        if moment:
            activity._action_done()
            activity.sales_done_at = datetime.fromisoformat(moment)
        return activity

    @classmethod
    def _set_rate(cls, currency, day, rate, company=None):
        """Say how much of ``currency`` one unit of the company's was worth that day."""
        cls.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "name": day,
                "rate": rate,
                "company_id": (company or cls.company).id,
            }
        )

    @classmethod
    def _order_values(cls, lines, **values):
        """Return values of an order with lines ``(name or product, quantity, price)``."""
        return {
            "order_line": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": quantity,
                        "price_unit": price,
                        "tax_ids": [Command.clear()],
                    }
                )
                for product, quantity, price in lines
            ],
            **values,
        }


class InvoiceFactCommon(FactCommon):
    """Invoices with a quarter of tax, and the ways their money comes in."""

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
