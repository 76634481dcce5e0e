from odoo import api, models


class SalesBoard(models.Model):
    """Heads see on their card how many calls wait for them."""

    _inherit = "sales.board"

    @api.model
    def _get_cards(self, rows, day):
        """Add the calls to listen to, and say so among what is left to do."""
        cards = super()._get_cards(rows, day)
        users = self.env["res.users"].browse(cards)
        counts = self.env["pbx.listening"]._get_counts(users, day) if cards else {}
        for user_id, count in counts.items():
            card = cards[user_id]
            card["listening"] = count
            text = self._get_listening_text(count)
            if text and not card.get("leave_until"):
                card["todo"] = ". ".join(filter(None, [card["todo"], text]))
        return cards

    @api.model
    def _get_listening_text(self, count):
        """Say how many calls are to be listened to, empty if none."""
        waiting = count["open"] + count["overdue"]
        if not waiting:
            return ""
        if count["overdue"]:
            return self.env._(
                "Calls to listen to: %(waiting)s, of them overdue: %(overdue)s",
                waiting=waiting,
                overdue=count["overdue"],
            )
        return self.env._("Calls to listen to: %(waiting)s", waiting=waiting)
