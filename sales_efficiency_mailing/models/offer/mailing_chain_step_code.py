from odoo import models

from ..chain.step_broken import StepBroken
from .quiet import QUIET


class MailingChainStep(models.Model):
    """Offers that are a code of a loyalty program."""

    _inherit = "mailing.chain.step"

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
