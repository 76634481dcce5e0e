from odoo import Command
from odoo.tools import SQL

from ..chain.common import ChainRunCommon


class OfferCommon(ChainRunCommon):
    """A step that offers three Things, and a branch that waits for it to be accepted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chain.exit_on_won = False
        cls.template = cls.env["sale.order.template"].create(
            {
                "name": "Starter",
                "company_id": cls.company.id,
                "sale_order_template_line_ids": [
                    Command.create({"product_id": cls.product.id, "product_uom_qty": 3})
                ],
            }
        )
        cls.step = cls._add_step(
            "offer", part="selling", offer_template_id=cls.template.id, offer_days=10
        )
        cls.mailing = cls._write_letter(
            cls.step, body_html="<p>For you: <t t-out='object.chain_offer_button'/></p>"
        )
        cls.branch = cls._add_step("branch", after=cls.step, wait_count=5)
        cls.thanks = cls._add_step("wait", wait_count=30)
        cls.pity = cls._add_step("wait", after=cls.branch, wait_count=30)
        cls.env["mailing.chain.way"].create(
            {
                "step_id": cls.branch.id,
                "condition": "accepted",
                "target_id": cls.thanks.id,
            }
        )

    def _offer(self, leads):
        self._put_in_force()
        participants = self._enter(leads)
        self._run()
        return participants

    def _get_offers(self, participants):
        return self.env["mailing.offer"].search(
            [("participant_id", "in", participants.ids)], order="id"
        )

    def _get_report(self, offers):
        self.env.flush_all()
        return self.env["mailing.offer.report"].browse(offers.ids)

    def _confirm(self, partner, **values):
        """Let a client order a Thing and the order be confirmed."""
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": self.product.id})],
                **values,
            }
        )
        order.action_confirm()
        return order

    def _count_rows(self, table):
        self.env.flush_all()
        [[count]] = self.env.execute_query(
            SQL("SELECT count(*) FROM %s", SQL.identifier(table))
        )
        return count
