from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ...tools.call_state import LIVE, MISSED
from ...tools.missed import Missed, Talk, count_attempts, find_answers
from ...tools.phone_number import is_internal, plain_number

#: Somebody of ours and the client speak, or spoke, with each other.
TALKS = ("ongoing", "answered")
#: Older ones are history: nobody waits for a call any more.
RECENT = timedelta(days=7)
#: How a missed call waits again.
NOT_CLOSED = {
    "missed_closed_at": False,
    "missed_closed_by_id": False,
    "missed_minutes": 0,
}
#: What a missed call leaves when it turns out to be none.
NOTHING = {
    **NOT_CLOSED,
    "missed_state": False,
    "missed_first_id": False,
    "missed_count": 0,
    "missed_attempts": 0,
    "missed_due_at": False,
    "missed_escalate_at": False,
}


class PbxCall(models.Model):
    """Missed calls are opened and closed by what the log says.

    Whatever comes in, the waiting calls of the same number or client are brought in
    order by the calls there are: nothing depends on the order in which they were told.
    """

    _inherit = "pbx.call"

    def _on_recorded(self, before, states):
        """Open, gather and close missed calls."""
        done = super()._on_recorded(before, states)
        changed = self.sudo().filtered(
            lambda call: (
                call.direction != "internal"
                and call.state != "ringing"
                and before.get(call.id) != call.state
            )
        )
        changed._settle_missed(before)
        return done

    def _get_missed_key(self):
        """Return what missed calls of one number have in common."""
        return self.company_id.id, self.phone_sanitized or self.number

    def _waits_for_call(self, is_new):
        """Tell whether a client called in vain just now and can be called back.

        :param is_new: whether we have only now heard of it
        """
        return (
            self.direction == "in"
            and self.state in MISSED
            and not self.missed_state
            and self._has_shown_number()
            and self.started_at > fields.Datetime.now() - RECENT
            and (not is_new or self._is_fresh())
        )

    def _has_shown_number(self):
        """Tell whether somebody outside called with a number, be it an odd one."""
        if self.number_kind == "none":
            plain = plain_number(self.number)
            return bool(plain) and not is_internal(
                plain, self.provider_id.internal_digits
            )
        return self.number_kind != "own" and bool(self.phone_sanitized or self.number)

    def _settle_missed(self, before):
        """Bring the missed calls of these calls' numbers and clients in order.

        :param dict before: ``{call id: state it had, False where it is new}``
        """
        wrong = self.filtered(
            lambda call: call.missed_state and call.state not in MISSED
        )
        if wrong:
            wrong._drop_missed_activities()
            wrong.write(NOTHING)
            wrong.flush_recordset()
        fresh = self.filtered(
            lambda call: call._waits_for_call(not before.get(call.id))
        )
        waiting = self._find_waiting() | fresh
        if not waiting:
            return
        talks, attempts = waiting._find_later_calls()
        answers = find_answers(
            [call._to_fact(Missed, "started_at") for call in waiting], talks
        )
        answered = waiting.filtered(lambda call: call.id in answers)
        answered._close_by_talks(answers)
        (waiting - answered)._gather_waiting(attempts)

    def _to_fact(self, kind, moment):
        return kind(
            self.id,
            self._get_missed_key(),
            self.partner_id.commercial_partner_id.id or None,
            self[moment] or self.started_at,
        )

    def _get_same_domain(self):
        """Return the domain of calls with the same numbers or clients."""
        numbers = self.filtered("phone_sanitized").mapped("phone_sanitized")
        told = (self - self.filtered("phone_sanitized")).mapped("number")
        same = Domain("phone_sanitized", "in", numbers)
        if any(told):
            same |= Domain("phone_sanitized", "=", False) & Domain("number", "in", told)
        if self.partner_id:
            firms = self.partner_id.commercial_partner_id
            same |= Domain("partner_id", "child_of", firms.ids)
        return Domain("company_id", "in", self.company_id.ids) & same

    def _find_waiting(self):
        """Return the missed calls that these calls may have to do with: the open ones,
        those closed by a talk that came after one of these, and those closed by one of
        these that was no talk.
        """
        if not self:
            return self
        same = self._get_same_domain()
        found = self.search(Domain("missed_state", "=", "open") & same)
        talks = self.filtered(lambda call: call.state in TALKS)
        found |= self.search(Domain("missed_closed_by_id", "in", (self - talks).ids))
        if talks:
            first = min(call.answered_at or call.started_at for call in talks)
            found |= self.search(
                same
                & Domain("missed_closed_by_id", "!=", False)
                & Domain("missed_closed_at", ">", first)
            )
        return found

    def _find_later_calls(self):
        """Return what came after these missed calls: talks, and attempts in vain."""
        calls = self.search_fetch(
            self._get_same_domain()
            & Domain("started_at", ">=", min(self.mapped("started_at")))
            & Domain("direction", "!=", "internal")
            & (Domain("state", "in", TALKS) | Domain("direction", "=", "out")),
            ["state", "direction", "number", "phone_sanitized", "answered_at"],
        )
        talks = calls.filtered(lambda call: call.state in TALKS)
        tries = (calls - talks).filtered(lambda call: call.state not in LIVE)
        return (
            [call._to_fact(Talk, "answered_at") for call in talks],
            [call._to_fact(Talk, "started_at") for call in tries],
        )

    def _gather_waiting(self, attempts):
        """Let those of one number wait together; who is new gets somebody to call."""
        new = self.browse()
        for calls in self.grouped(lambda call: call._get_missed_key()).values():
            calls = calls.sorted(lambda call: (call.started_at, call.id))
            known = calls.filtered(
                lambda call: call.missed_state == "open" and not call.missed_first_id
            )
            first = (known or calls)[0]
            new |= first - known
            others = calls - first
            first._write_changed(
                NOT_CLOSED
                | {
                    "missed_state": "open",
                    "missed_first_id": False,
                    "missed_count": len(calls),
                    "missed_attempts": count_attempts(
                        first._to_fact(Missed, "started_at"), attempts
                    ),
                }
            )
            for call in others:
                call._write_changed(
                    NOT_CLOSED | {"missed_state": "open", "missed_first_id": first.id}
                )
        # Where another worker has just had a missed call of the same number, the unique
        # index refuses: whoever recorded this one begins again.
        self.flush_recordset()
        new._assign_callers()
        self._follow_first()

    def _follow_first(self):
        """Let the others of a number be due with the first, for the same person."""
        for call in self.filtered("missed_first_id"):
            first = call.missed_first_id
            call._write_changed(
                {"missed_due_at": first.missed_due_at, "user_id": first.user_id.id}
            )
