from datetime import timedelta

from odoo import fields, models

from odoo.addons.sales_efficiency.tools.working_time import due_after_hours

from ...tools.send_window import to_local, to_utc
from ...tools.transition import Outcome, branch
from ..chain.mailing_chain_window import AHEAD

#: What a letter that invites has to carry, one of them.
PLACEHOLDERS = ("object.chain_invitation_url", "object.chain_invitation_button")


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _run_event(self, participants, now):
        """Invite those who come, and let those who are invited wait for what they do.

        They wait until the event is over and who was there has been noted: one working
        hour after its end.
        """
        self._refuse(self._find_cancelled())
        outcomes = {}
        invited = participants._get_open_logs(self).participant_id
        fresh = participants - invited
        if fresh:
            outcomes = self._invite(fresh, now)
            # Who has just been written to waits with the others.
            invited |= fresh.filtered(lambda one: one not in outcomes)
        return outcomes | self._get_answers(invited & participants, now)

    def _invite(self, participants, now):
        """Write to those who come; return ``{participant: Outcome}`` of whom it could not
        be done for, or no more.
        """
        if self.event_id.sudo().date_end <= now:
            return dict.fromkeys(
                participants,
                Outcome.go(
                    self.next_id.id,
                    result="skipped",
                    reason=self.env._("The event was over."),
                ),
            )
        self._refuse(self._find_invitation_problems())
        # Of this step, should they have been invited by another one just now.
        records = self.env[self.chain_id.target]
        records.invalidate_model(records._get_invitation_fields(), flush=False)
        logs = self._send_letters(participants, now)
        unsent = {one: log for one, log in logs.items() if log.result != "sent"}
        return self._get_outcomes_of(unsent)

    def _get_answers(self, participants, now):
        """Return the first way that came true for each, or until when it is waited."""
        if not participants:
            return {}
        limit = self._get_event_limit(self.event_id)
        met = {way.id: way._get_met(participants) for way in self.way_ids}
        ways = [(way.id, way.target_id.id) for way in self.way_ids]
        return {
            one: branch(
                ways,
                {way_id for way_id, ids in met.items() if one.id in ids},
                now,
                limit,
                self.next_id.id,
                self.way_ids._get_look_every(),
            )
            for one in participants
        }

    def _find_event_problems(self):
        """Return what keeps this step from inviting anybody, as sentences."""
        problems = self._find_cancelled() + self._find_invitation_problems()
        event = self.event_id.sudo()
        if event and event.date_end <= fields.Datetime.now():
            problems.append(
                self.env._(
                    "The event %(event)s is over: choose another one at the step "
                    "%(step)s.",
                    event=event.name,
                    step=self.display_name,
                )
            )
        return problems

    def _find_cancelled(self):
        """Return that the event was cancelled, archived or taken away, if it was."""
        event = self.event_id.sudo()
        if not event:
            return self._find_missing("event_id")
        if event.kanban_state == "cancel" or not event.active:
            return [
                self.env._(
                    "The event %(event)s was cancelled or archived: choose another one "
                    "at the step %(step)s, or take the participants on by hand.",
                    event=event.name,
                    step=self.display_name,
                )
            ]
        return []

    def _find_invitation_problems(self):
        """Return which letters do not carry the invitation."""
        return [
            self.env._(
                "The letter %(letter)s does not carry the invitation: put "
                "%(placeholder)s into its text.",
                letter=letter.display_name,
                placeholder=PLACEHOLDERS[-1],
            )
            for letter in self._get_letters_without(PLACEHOLDERS)
        ]

    def _get_event_limit(self, event):
        """Return when it is known who came to an event: naive UTC."""
        end = event.sudo().date_end
        schedule, zone, absences = self.chain_id._get_working_time(end)
        local = to_local(end, zone)
        due = due_after_hours(schedule, absences, local, 1, local + AHEAD)
        return to_utc(due or local + timedelta(hours=1), zone)
