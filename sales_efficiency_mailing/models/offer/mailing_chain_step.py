"""Offers: quotations of each client's own, codes of loyalty programs, price lists."""

from datetime import timedelta
from uuid import uuid4

from odoo import Command, fields, models

from ...tools.send_window import to_local
from ..chain.step_broken import StepBroken

#: What is created by hundreds tells nobody of each.
QUIET = {
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "action_no_send_mail": True,
}


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    offer_count = fields.Integer(string="Offers", compute="_compute_offer_count")

    _offer_days_positive = models.Constraint(
        "CHECK (offer_days > 0)", "Valid for Days: give a number from 1 on."
    )

    def _compute_offer_count(self):
        counts = dict(
            self.env["mailing.offer"]._read_group(
                [("step_id", "in", self.ids)], ["step_id"], ["__count"]
            )
        )
        for step in self:
            step.offer_count = counts.get(step._origin, 0)

    def action_view_offers(self):
        """Show what was offered at this step, and what became of it."""
        self.ensure_one()
        return self.env["mailing.offer.report"]._get_action(
            [("step_id", "=", self.id)], self.name
        )

    # ------------------------------------------------------------
    # RUN
    # ------------------------------------------------------------

    def _run_offer(self, participants, now):
        """Make an offer to each and write the letter that carries it.

        Whose letter could not be written has no offer left: it is made anew when the
        participant is tried again.
        """
        self._check_offer()
        offers = self._make_offers(participants, now)
        self.env[self.chain_id.target].invalidate_model(
            self.env[self.chain_id.target]._get_offer_fields(), flush=False
        )
        logs = self._send_letters(participants, now)
        sent = {one for one, log in logs.items() if log.result == "sent"}
        kept = offers.filtered(lambda offer: offer.participant_id in sent)
        (offers - kept)._withdraw()
        # Only now: a quotation that was sent cannot be deleted.
        kept.order_id.with_context(**QUIET).write({"state": "sent"})
        return self._get_outcomes_of(logs)

    def _check_offer(self):
        """Refuse a step that offers nothing, or whose letter does not say what."""
        if not (
            self.offer_template_id or self.offer_program_id or self.offer_pricelist_id
        ):
            raise StepBroken(
                self.env._(
                    "The step %(step)s offers nothing: choose a quotation template, a "
                    "loyalty program or a price list.",
                    step=self.display_name,
                )
            )
        needed = ()
        if self.offer_template_id:
            needed = ("object.chain_offer_url", "object.chain_offer_button")
        elif self.offer_program_id:
            needed = ("object.chain_offer_code",)
        letters = needed and self._get_letters_without(needed)
        if letters:
            raise StepBroken(
                self.env._(
                    "The letter %(letter)s does not carry the offer: put %(placeholder)s "
                    "into its text.",
                    letter=letters[0].display_name,
                    placeholder=needed[-1],
                )
            )

    def _make_offers(self, participants, now):
        """Create the offers of participants.

        :return: mailing.offer records
        """
        values = {
            "step_id": self.id,
            "chain_id": self.chain_id.id,
            "company_id": self.company_id.id,
            "sent_at": now,
            "valid_until": self._get_offer_end(now),
        }
        records = participants._get_records()
        if self.offer_template_id:
            own = self._make_quotations(participants, records, values["valid_until"])
        elif self.offer_program_id:
            own = self._make_codes(participants, values["valid_until"])
        else:
            own = {
                one: {"kind": "pricelist", "pricelist_id": self.offer_pricelist_id.id}
                for one in participants
            }
        return self.env["mailing.offer"].create(
            [
                {
                    **values,
                    "participant_id": one.id,
                    "res_model": one.res_model,
                    "res_id": one.res_id,
                    "partner_id": one.partner_id.id,
                    "user_id": self._get_responsible(records[one]).id,
                    **own[one],
                }
                for one in participants
            ]
        )

    def _get_offer_end(self, now):
        """Return the last day of an offer that is made now."""
        _schedule, zone, _absences = self.chain_id._get_working_time(now)
        return to_local(now, zone).date() + timedelta(days=self.offer_days)

    # ------------------------------------------------------------
    # QUOTATIONS
    # ------------------------------------------------------------

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

    # ------------------------------------------------------------
    # CODES
    # ------------------------------------------------------------

    def _make_codes(self, participants, until):
        """Return ``{participant: values of its offer}``: a coupon for each, or the one
        code of the program.
        """
        program = self.offer_program_id
        if not program.active:
            raise StepBroken(
                self.env._(
                    "The loyalty program %(program)s is archived: restore it, or choose "
                    "another one.",
                    program=program.display_name,
                )
            )
        values = {"kind": "code", "program_id": program.id}
        code = program.rule_ids.filtered(lambda rule: rule.mode == "with_code")[:1].code
        if code:
            return dict.fromkeys(participants, {**values, "code": code})
        points = max(program.reward_ids.mapped("required_points"), default=1)
        cards = (
            self.env["loyalty.card"]
            .with_context(**QUIET)
            .create(
                [
                    {
                        "program_id": program.id,
                        "partner_id": one.partner_id.id,
                        "points": points,
                        "expiration_date": until,
                    }
                    for one in participants
                ]
            )
        )
        self.env["loyalty.history"].create(
            [
                {
                    "description": self.chain_id.name,
                    "card_id": card.id,
                    "issued": points,
                }
                for card in cards
            ]
        )
        return {
            one: {**values, "card_id": card.id, "code": card.code}
            for one, card in zip(participants, cards, strict=True)
        }


class MailingOffer(models.Model):
    _inherit = "mailing.offer"

    def _withdraw(self):
        """Undo offers that no letter told of."""
        self.card_id.unlink()
        self.order_id.unlink()
        self.unlink()
