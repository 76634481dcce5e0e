from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.call_card import find_place
from ...tools.call_state import LIVE

#: Tells a client that a call changed which it may have a card of; it reads it itself.
CALL_CHANGED = "pbx.call/changed"
#: A call that began longer ago than this many hours is history.
FRESH_HOURS = 12
#: Cards one client keeps open.
CARDS = 30


class PbxCall(models.Model):
    """Call cards: who is told of a call, and which of them concern a person now."""

    _inherit = "pbx.call"

    _live_idx = models.Index("(started_at) WHERE state IN ('ringing', 'ongoing')")

    def _on_recorded(self, before, states):
        res = super()._on_recorded(before, states)
        since = fields.Datetime.now() - timedelta(hours=FRESH_HOURS)
        self.filtered(
            lambda call: (
                call.started_at > since
                and (call.state in LIVE or before.get(call.id) in LIVE)
            )
        )._tell_cards()
        return res

    def _tell_cards(self):
        """Let those whose phones it rang with hear that a call changed."""
        # sudo: whose phones those are is asked for them, not for who changed it.
        for call in self.sudo():
            for user in call._get_card_users():
                user._bus_send(CALL_CHANGED, {"id": call.id})

    def _get_card_users(self):
        """Return who may have a card of the call."""
        self.ensure_one()
        callers = self.user_id if self.client_ref else self.user_id.browse()
        return self.leg_ids.user_id | callers

    # ------------------------------------------------------------
    # WHAT CLIENTS ASK FOR
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_live_cards(self, kept=()):
        """Return the cards of a client that has just started.

        :param kept: ids of the calls it had cards of
        :return: dict with ``cards`` (see :meth:`get_card`), ``outcomes`` and
            ``activity_types`` to choose from
        """
        old = self.browse(list(kept)[:CARDS]).exists()._filtered_access("read")
        calls = self._find_live_calls() | old
        return {
            "cards": [call._prepare_card() for call in calls],
            **self._get_card_choices(),
        }

    @api.model
    @api.readonly
    def get_card(self, call_id):
        """Return all that the card of a call shows, with the caller's own rights.

        :return: dict, see :meth:`_prepare_card`; ``False`` for what is no more
        :raise AccessError: on a call that neither rang with the caller nor is theirs
        """
        call = self.browse(call_id).exists()
        if not call:
            return False
        call.check_access("read")
        return call._prepare_card()

    @api.model
    def _find_live_calls(self):
        """Return the calls that ring with the current user, or that the user is in."""
        uid = self.env.uid
        calls = self.search(
            Domain("state", "in", LIVE)
            & Domain(
                "started_at",
                ">",
                fields.Datetime.now() - timedelta(hours=FRESH_HOURS),
            )
            & (Domain("user_id", "=", uid) | Domain("leg_ids.user_id", "=", uid)),
            limit=CARDS,
        )
        return calls.filtered(lambda call: call._get_place() != "elsewhere")

    def _get_place(self):
        """Return what the call is to the current user, see ``tools.call_card``."""
        self.ensure_one()
        user = self.env.user
        return find_place(
            self.state,
            self.direction,
            [
                (bool(leg.answered_at), bool(leg.ended_at), leg.outcome or "")
                for leg in self.leg_ids
                if leg.user_id == user
            ],
            is_caller=bool(self.client_ref) and self.user_id == user,
            is_others=bool(self.user_id) and self.user_id != user,
        )
