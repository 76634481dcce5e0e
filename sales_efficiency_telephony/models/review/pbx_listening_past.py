from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .pbx_listening import OPEN


class PbxListening(models.Model):
    """What becomes of calls nobody has listened to: overdue, handed over, skipped."""

    _inherit = "pbx.listening"

    @api.model
    def _mark_past(self, company):
        """Note what is overdue, what can no longer be heard, and what is too old."""
        today = self.env["res.users"]._get_sales_today()
        waiting = self.search(
            Domain("company_id", "=", company.id)
            & Domain("state", "in", OPEN)
            & Domain("day", "<", today)
        )
        waiting.filtered(lambda one: one.state == "open").state = "overdue"
        recordings = self.env["pbx.recording"].search(
            Domain("call_id", "in", waiting.call_id.ids)
            & Domain("state", "=", "fetched")
        )
        gone = waiting.filtered(lambda one: one.call_id not in recordings.call_id)
        gone.state = "gone"
        oldest = today - timedelta(days=company.pbx_listening_days)
        late = (waiting - gone).filtered(lambda one: one.day < oldest)
        told = self.with_context(lang=company.partner_id.lang or self.env.lang)
        late._close_skipped(
            told.env._(
                "Nobody listened to it within %(count)s days.",
                count=company.pbx_listening_days,
            )
        )

    @api.model
    def _hand_over(self, company):
        """Give what waits for somebody who is away or leads no longer to who can listen."""
        waiting = self.search(
            Domain("company_id", "=", company.id) & Domain("state", "in", OPEN)
        )
        waiting._set_heads(company)

    def _set_heads(self, company):
        """Say who is to listen; who is asked already and there goes on."""
        head = company._get_sales_head()
        listeners = {
            team: team._get_listeners(company, head)
            for team in (self.env["crm.team"], *self.team_id)
        }
        away = head.union(*listeners.values())._get_on_leave(company)
        for row in self:
            team, user = row.team_id, row.user_id
            if row.head_id & listeners[team] - user - away:
                continue
            listener = team._get_listener(user, company, head, away)
            if listener != row.head_id:
                row.head_id = listener

    def action_skip(self):
        """Ask why these calls are not listened to."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Skip"),
            "res_model": "pbx.listening.skip",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_listening_ids": self.ids},
        }

    def _skip(self, reason):
        """Take calls off the list without a review, for whoever may listen to them.

        :raise AccessError: for calls of the caller
        :raise UserError: where nothing waits any more, or without a reason
        """
        self.check_access("read")
        rows = self.sudo()
        if self.env.user in rows.user_id:
            raise AccessError(
                self.env._(
                    "Whose call it is does not decide whether it is listened to: ask "
                    "the leader of the team."
                )
            )
        if any(row.state not in OPEN for row in rows):
            raise UserError(
                self.env._("Skip only calls that wait to be listened to, not others.")
            )
        if not (reason or "").strip():
            raise UserError(
                self.env._("Reason: say in a few words why it is not listened to.")
            )
        rows._close_skipped(reason.strip())

    def _close_skipped(self, reason):
        self.write({"state": "skipped", "skip_reason": reason})
