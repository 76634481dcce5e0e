from uuid import uuid4

from odoo import Command, models

from .quiet import QUIET


class MailingChainStep(models.Model):
    """Offers that are a quotation of each client's own."""

    _inherit = "mailing.chain.step"

    def _make_quotations(self, participants, records, until):
        """Create a quotation for each; return ``{participant: values of its offer}``."""
        self._find_clients(participants, records)
        lines = {
            lang: self._prepare_offer_lines(lang)
            for lang in set(participants.partner_id.mapped("lang"))
        }
        orders = (
            self.env["sale.order"]
            .with_context(**QUIET)
            .create(
                [
                    {
                        **self._prepare_quotation_values(one, records[one], until),
                        "order_line": lines[one.partner_id.lang],
                    }
                    for one in participants
                ]
            )
        )
        # What can be neither signed nor paid online could not be accepted at all.
        orders.filtered(
            lambda order: not (order.require_signature or order.require_payment)
        ).require_signature = True
        return {
            one: {
                "kind": "quotation",
                "order_id": order.id,
                "partner_id": order.partner_id.id,
                "pricelist_id": order.pricelist_id.id,
            }
            for one, order in zip(participants, orders, strict=True)
        }

    def _find_clients(self, participants, records):
        """Give a client to each who has none: one with the address, or a new one."""
        without = participants.filtered(lambda one: not one.partner_id)
        for one in without:
            record = records[one]
            one.partner_id = (
                record if one.res_model == "res.partner" else record.partner_id
            )
        without = without.filtered(lambda one: not one.partner_id)
        if not without:
            return
        known = self.env["res.partner"].search(
            [
                ("email_normalized", "in", without.mapped("email_normalized")),
                ("company_id", "in", (self.company_id.id, False)),
            ],
            order="id desc",
        )
        by_email = {partner.email_normalized: partner for partner in known}
        for one in without:
            lead = records[one]
            lead._handle_partner_assignment(
                force_partner_id=by_email.get(one.email_normalized, known.browse()).id
            )
            one.partner_id = lead.partner_id

    def _prepare_quotation_values(self, participant, record, until):
        """Return the values of the quotation for a participant: a hole."""
        is_deal = record._name == "crm.lead"
        campaign = self.chain_id.campaign_id
        values = {
            "partner_id": participant.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": self._get_responsible(record).id,
            "sale_order_template_id": self.offer_template_id.id,
            "validity_date": until,
            "origin": self.chain_id.name,
            "opportunity_id": record.id if is_deal else False,
            "campaign_id": campaign.id,
            "source_id": self.mailing_ids[:1].source_id.id,
            "medium_id": self.mailing_ids[:1].medium_id.id,
            "access_token": str(uuid4()),
        }
        if is_deal and record.team_id:
            values["team_id"] = record.team_id.id
        if self.offer_pricelist_id:
            values["pricelist_id"] = self.offer_pricelist_id.id
        return values

    def _prepare_offer_lines(self, lang):
        template = self.offer_template_id.with_context(lang=lang)
        lines = [
            line._prepare_order_line_values()
            for line in template.sale_order_template_line_ids
        ]
        if len(lines) > 1:
            # As Odoo does: the first line stays the first one.
            lines[0]["sequence"] = -99
        return [Command.create(line) for line in lines]
