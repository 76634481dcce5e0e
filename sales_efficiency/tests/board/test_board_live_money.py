from odoo import Command
from odoo.tests import tagged

from .common import LiveCommon


@tagged("post_install", "-at_install")
class TestBoardLiveMoney(LiveCommon):
    """Screens hear of invoices and of the money that comes for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls._create_journal("Sales", "sale", "SE1")
        cls.misc = cls._create_journal("Misc", "general", "SE2")
        cls.income = cls._create_account("Income", "700SE", "income")
        cls.receivable = cls._create_account("Clients", "400SE", "asset_receivable")
        client = cls.client.with_company(cls.company)
        client.property_account_receivable_id = cls.receivable

    @classmethod
    def _create_journal(cls, name, kind, code):
        return cls.env["account.journal"].create(
            {"name": name, "type": kind, "code": code, "company_id": cls.company.id}
        )

    @classmethod
    def _create_account(cls, name, code, kind):
        return cls.env["account.account"].create(
            {
                "name": name,
                "code": code,
                "account_type": kind,
                "reconcile": kind == "asset_receivable",
                "company_ids": [Command.set(cls.company.ids)],
            }
        )

    def _create_invoice(self):
        return self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.client.id,
                "invoice_user_id": self.anna.id,
                "company_id": self.company.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Thing",
                            "price_unit": 100,
                            "account_id": self.income.id,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )

    def _create_entry(self):
        """Post an entry by which the client's account gets 100."""
        entry = self.env["account.move"].create(
            {
                "journal_id": self.misc.id,
                "line_ids": [
                    Command.create({"account_id": self.income.id, "debit": 100}),
                    Command.create(
                        {
                            "account_id": self.receivable.id,
                            "credit": 100,
                            "partner_id": self.client.id,
                        }
                    ),
                ],
            }
        )
        entry.action_post()
        return entry

    def test_draft_invoice_is_silent(self):
        invoice = self._create_invoice()
        self._assert_silent()
        invoice.invoice_line_ids.price_unit = 200
        self._assert_silent()

    def test_posting_and_resetting_an_invoice(self):
        invoice = self._create_invoice()
        self._collect()
        invoice.action_post()
        self._assert_told()
        invoice.button_draft()
        self._assert_told()

    def test_other_entries_are_silent(self):
        self._create_entry()
        self._assert_silent()

    def test_money_matched_with_an_invoice(self):
        """So is money that is no longer matched."""
        invoice = self._create_invoice()
        invoice.action_post()
        lines = (invoice | self._create_entry()).line_ids.filtered(
            lambda line: line.account_id == self.receivable
        )
        self._collect()
        lines.reconcile()
        self._assert_told()
        lines.remove_move_reconcile()
        self._assert_told()
