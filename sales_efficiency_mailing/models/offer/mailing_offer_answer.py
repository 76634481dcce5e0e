from odoo import fields, models
from odoo.fields import Domain


class MailingOffer(models.Model):
    """What clients do with offers."""

    _inherit = "mailing.offer"

    def _note_seen(self, orders):
        """Note that clients looked at their quotations."""
        offers = self.sudo().search(
            [("order_id", "in", orders.ids), ("seen_at", "=", False)]
        )
        offers.seen_at = fields.Datetime.now()

    def _note_accepted(self, orders):
        """Note which offers these confirmed orders came of, and wake the participants.

        An order is the offer's own quotation; or one with the client's coupon, or with
        the code or the price list of the group, by a client it was offered to.
        """
        orders = orders.sudo().filtered(lambda order: order.state == "sale")
        if not orders or not self.sudo().search_count([], limit=1):
            return
        offers = self.sudo().search(self._get_accepted_domain(orders), order="id")
        done = self.sudo().browse()
        for order in orders:
            mine = offers.filtered(lambda offer, order=order: offer._fits(order)) - done
            mine.write(
                {"accepted_at": fields.Datetime.now(), "accepted_order_id": order.id}
            )
            done |= mine
        done.participant_id._wake("accepted")

    def _get_accepted_domain(self, orders):
        """Return the domain of offers that orders may have come of."""
        programs = self._get_used_programs(orders)
        mine = Domain(
            "partner_id.commercial_partner_id",
            "in",
            orders.partner_id.commercial_partner_id.ids,
        )
        by_code = Domain("program_id", "in", programs.ids) & Domain(
            "card_id", "=", False
        )
        by_prices = Domain("kind", "=", "pricelist") & Domain(
            "pricelist_id", "in", orders.pricelist_id.ids
        )
        return Domain("accepted_at", "=", False) & (
            Domain("order_id", "in", orders.ids)
            | Domain("card_id", "in", orders.order_line.coupon_id.ids)
            | (mine & (by_code | by_prices))
        )

    def _get_used_programs(self, orders):
        return orders.order_line.reward_id.program_id

    def _fits(self, order):
        """Tell whether an order came of this offer."""
        if self.order_id:
            return self.order_id == order
        if self.card_id:
            return self.card_id in order.order_line.coupon_id
        client = order.partner_id.commercial_partner_id
        if self.partner_id.commercial_partner_id != client:
            return False
        if self.program_id:
            return self.program_id in self._get_used_programs(order)
        return self.pricelist_id == order.pricelist_id
