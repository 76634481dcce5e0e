from datetime import timedelta

from odoo import fields, models

from ...tools.send_window import to_local
from .quiet import QUIET


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

    def _get_frozen_fields(self):
        """What is offered does not change under who has been offered it."""
        return super()._get_frozen_fields() | {
            "offer_template_id",
            "offer_program_id",
            "offer_pricelist_id",
            "offer_days",
        }

    def _get_flow_lines(self):
        """Say what is offered."""
        if self.kind != "offer":
            return super()._get_flow_lines()
        return [
            self.offer_template_id.name
            or self.offer_program_id.name
            or self.offer_pricelist_id.name,
            self.env._("Valid for %(days)s days", days=self.offer_days),
        ]

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
        self._refuse(self._find_offer_problems())
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

    def _find_offer_problems(self):
        """Return what keeps this step from offering anything, as sentences."""
        if not (
            self.offer_template_id or self.offer_program_id or self.offer_pricelist_id
        ):
            return [
                self.env._(
                    "The step %(step)s offers nothing: choose a quotation template, a "
                    "loyalty program or a price list.",
                    step=self.display_name,
                )
            ]
        if self.offer_template_id:
            needed = ("object.chain_offer_url", "object.chain_offer_button")
        elif self.offer_program_id:
            needed = ("object.chain_offer_code",)
        else:
            return []
        return [
            self.env._(
                "The letter %(letter)s does not carry the offer: put %(placeholder)s into "
                "its text.",
                letter=letter.display_name,
                placeholder=needed[-1],
            )
            for letter in self._get_letters_without(needed)
        ]

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


class MailingOffer(models.Model):
    _inherit = "mailing.offer"

    def _withdraw(self):
        """Undo offers that no letter told of."""
        self.card_id.unlink()
        self.order_id.unlink()
        self.unlink()
