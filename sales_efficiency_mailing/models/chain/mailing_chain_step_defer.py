"""Whose letter may not go out now: it is overdue, the hour is late, there were enough."""

from odoo import models

from ...tools.overdue import is_latest
from ...tools.transition import Outcome
from .mailing_chain_step import WRITING


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _get_deferred(self, participants, now):
        """Return ``{participant: Outcome}`` of those whose letter does not go out now.

        The letter of all others may be written at once.
        """
        outcomes = {}
        rest = participants
        for ask in (
            self._get_overdue,
            self._get_refused,
            self._get_shut_out,
            self._get_capped,
            self._get_beyond_quota,
        ):
            if rest:
                found = ask(rest, now)
                rest = rest.filtered(lambda one, found=found: one not in found)
                outcomes |= found
        return outcomes

    def _get_overdue(self, participants, _now):
        """Pass over what was due while the chain stood still, but for the latest."""
        overdue = participants.filtered(
            lambda one: one.catch_up_until and one.step_at < one.catch_up_until
        )
        if self.chain_id.overdue == "latest" and overdue:
            following = self._get_following(overdue)
            overdue = overdue.filtered(
                lambda one: not is_latest(following[one], one.catch_up_until)
            )
        return {
            one: Outcome.go(self.next_id.id, result="skipped", at=one.step_at)
            for one in overdue
        }

    def _get_following(self, participants):
        """Return ``{participant: when the letter after this one was due}``, ``None`` for
        none; as if nothing came true at the branches between.
        """
        moments = {one: one.step_at for one in participants}
        around = min(moments.values())
        step, seen = self.next_id, {self.id}
        while step and step.id not in seen and step.kind not in (*WRITING, "chain"):
            seen.add(step.id)
            if step.kind in ("wait", "branch"):
                pass_time = step._get_passing(around)
                moments = {
                    one: pass_time(moment, one.tz) for one, moment in moments.items()
                }
            step = step.next_id
        if step.kind not in WRITING:
            return dict.fromkeys(participants)
        return moments

    def _get_refused(self, participants, _now):
        """Pass over the letter for who wants none on its topics."""
        topics = self.topic_ids | self.mailing_ids.topic_ids
        if not topics:
            return {}
        refused = self.chain_id._get_refused_emails(
            set(participants.mapped("email_normalized")), topics
        )
        return {
            one: Outcome.go(self.next_id.id, result="refused")
            for one in participants
            if one.email_normalized in refused
        }

    def _get_shut_out(self, participants, now):
        """Wait for the hours in which letters go out."""
        openings = self.chain_id._get_openings(set(participants.mapped("tz")), now)
        return {
            one: Outcome.wait(openings[one.tz], one.limit_at or None)
            for one in participants
            if openings[one.tz] > now
        }

    def _get_capped(self, participants, now):
        """Wait for room, where somebody has had enough letters of all chains.

        As long as the limit looks back; who has got others again by then does without
        this one.
        """
        rooms = self.chain_id._get_rooms(
            set(participants.mapped("email_normalized")), now
        )
        outcomes = {}
        for one in participants:
            room = rooms.get(one.email_normalized, now)
            if room <= now:
                continue
            _letters, period = self.chain_id._get_cap()
            if one.limit_at and one.limit_at <= now:
                outcomes[one] = Outcome.go(self.next_id.id, result="capped")
            else:
                outcomes[one] = Outcome.wait(room, one.limit_at or now + period)
        return outcomes

    def _get_beyond_quota(self, participants, now):
        """Wait for another day, when the chain has written enough letters today."""
        left = self.chain_id._get_letters_left(now)
        if left is None or left >= len(participants):
            return {}
        until = self.chain_id._get_next_day(now)
        return {
            one: Outcome.wait(until, one.limit_at or None)
            for one in participants[left:]
        }
