from odoo import models
from odoo.tools import formatLang


class SalesHandover(models.Model):
    """Tell people what came to them, and what left them again."""

    _inherit = "sales.handover"

    def _finish(self):
        """Say that it is over, once to each who has work now or has it no more."""
        undone = self.state == "returning"
        self.state = "returned" if undone else "done"
        for user, summary in self._get_summaries("returned" if undone else "moved"):
            text = (
                self.env._("Back with %(from)s, as the transfer was undone: %(what)s.")
                if undone
                else self.env._("Work of %(from)s is yours from now on: %(what)s.")
            )
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=self.display_name,
                body=text % {"from": self.from_user_id.name, "what": summary},
            )

    def _get_summaries(self, state):
        """Return ``[(receiver, what in words)]`` of the lines in a state."""
        labels = dict(
            self.env["sales.handover.line"]
            ._fields["model"]
            ._description_selection(self.env)
        )
        found = {}
        for user, model, count, amount in self.env["sales.handover.line"]._read_group(
            [
                ("handover_id", "=", self.id),
                ("state", "=", state),
                ("to_user_id", "!=", False),
            ],
            ["to_user_id", "model"],
            ["__count", "amount:sum"],
        ):
            words = f"{labels[model]}: {count}"
            if amount and model in ("crm.lead", "sale.order"):
                money = formatLang(self.env, amount, currency_obj=self.currency_id)
                words += f" ({money})"
            found.setdefault(user, []).append(words)
        return [(user, ", ".join(words)) for user, words in found.items()]
