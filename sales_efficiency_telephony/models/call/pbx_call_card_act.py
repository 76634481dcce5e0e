from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.call_card import merge_notes

#: A note is what was said, not a book.
NOTE_LENGTH = 20_000


class PbxCall(models.Model):
    """What is done on a call card; each act answers with the card as it is then."""

    _inherit = "pbx.call"

    @api.model
    def _get_card_call(self, call_id):
        """Return the call a card is of, if the caller may change it."""
        call = self.browse(call_id).exists()
        if not call:
            raise UserError(self.env._("This call is there no more."))
        call.check_access("write")
        return call

    def _answer_card(self):
        """Tell the other screens of the card, and return it as it is now."""
        self._tell_cards()
        return self._prepare_card()

    @api.model
    def save_card_note(self, call_id, note, base=""):
        """Keep a note, and nothing anybody else wrote meanwhile lost.

        :param str note: what stands on the card
        :param str base: what it was begun with
        :return: dict: ``note``, as it is kept
        """
        call = self._get_card_call(call_id)
        if len(note) > NOTE_LENGTH:
            raise UserError(
                self.env._(
                    "The note is longer than %(length)s characters: shorten it.",
                    length=NOTE_LENGTH,
                )
            )
        kept = call.note or ""
        merged = merge_notes(base or "", note, kept)
        if merged != kept:
            call.note = merged
        return {"note": merged}

    @api.model
    def set_card_outcome(self, call_id, outcome_id):
        """Note what the talk came to; ``False`` takes it back."""
        call = self._get_card_call(call_id)
        call.outcome_id = self.env["pbx.outcome"].browse(outcome_id or []).exists()
        return call._answer_card()

    # ------------------------------------------------------------
    # WHO AND WHAT ABOUT
    # ------------------------------------------------------------

    @api.model
    def choose_card_deal(self, call_id, lead_id):
        """Say which deal the call is about."""
        call = self._get_card_call(call_id)
        lead = self.env["crm.lead"].browse(lead_id).exists()
        lead.check_access("read")
        call.lead_id = lead
        return call._answer_card()

    @api.model
    def link_card_client(self, call_id, partner_id):
        """Say whose number it is; an only open deal of the client is the call's."""
        call = self._get_card_call(call_id)
        partner = self.env["res.partner"].browse(partner_id).exists()
        partner.check_access("read")
        call._choose_client(partner)
        if not partner.phone and call.phone_sanitized and partner.has_access("write"):
            partner.phone = call.phone_sanitized
        deals = call._find_card_deals()
        if len(deals) == 1 and not call.lead_id:
            call.lead_id = deals
        return call._answer_card()

    @api.model
    def make_card_deal(self, call_id, name=""):
        """Open a deal of the caller's own for a call that has none."""
        call = self._get_card_call(call_id)
        if not call.lead_id:
            values = call._prepare_deal_values() | {
                "type": "opportunity",
                "user_id": self.env.uid,
                "team_id": self.env.user.sale_team_id.id,
            }
            values["name"] = (name or "").strip() or values["name"]
            # The deal takes the call, and former ones from the number.
            leads = self.env["crm.lead"].with_context(pbx_call_id=call.id)
            leads.create(values)
        return call._answer_card()

    # ------------------------------------------------------------
    # WHAT NEXT
    # ------------------------------------------------------------

    @api.model
    def plan_card_step(self, call_id, activity_type_id, day, summary=""):
        """Plan what comes next, on the deal or with the client.

        :param int activity_type_id: what is to be done
        :param str day: ``YYYY-MM-DD``
        :return: the card
        """
        call = self._get_card_call(call_id)
        record = call.lead_id or call.partner_id
        if not record:
            raise UserError(
                self.env._(
                    "Nobody knows yet who called: choose a client or open a deal first."
                )
            )
        record.activity_schedule(
            activity_type_id=activity_type_id,
            date_deadline=fields.Date.to_date(day),
            summary=(summary or "").strip(),
            user_id=self.env.uid,
            automated=False,
        )
        return call._answer_card()
