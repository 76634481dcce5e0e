from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from ...tools.call_event import CallEvent
from ...tools.call_state import LIVE

#: Calls ended between two commits.
CHUNK = 100
#: What goes on when it was last told of is over no sooner, in seconds: a call that was just
#: answered is not one nobody answered.
MOMENT = 1.0
#: A phone system that does not tell of a call it was asked for does not make it.
UNHEARD = timedelta(minutes=10)


class PbxEvent(models.Model):
    """Calls that a phone system no longer knows of, though nobody told of their end."""

    _inherit = "pbx.event"

    @api.model
    def _get_gone(self, provider, legs, calls, known_at):
        """Return facts that end the calls and legs that are no more.

        :param legs: names of the channels there are
        :param calls: numbers of the calls there are, or that are being told of
        :param known_at: until when it is known what was going on, in seconds since 1970
        :return: list of :class:`CallEvent`
        """
        facts = []
        live = self._get_live(provider)
        last = self._get_last(provider, live.mapped("call_uid"))
        for call in live:
            at = max(last.get(call.call_uid, 0.0) + MOMENT, known_at)
            if call.call_uid not in calls:
                facts.append(self._prepare_end(call.call_uid, "", at))
                continue
            facts += [
                self._prepare_end(call.call_uid, leg.leg_uid, at)
                for leg in call.leg_ids
                if not leg.ended_at and leg.leg_uid not in legs
            ]
        return facts

    @api.model
    def _cron_end_silent(self):
        """End the calls that have been going on in silence for too long.

        A phone system that died, or lost its last report, never tells of their end.
        """
        cron = self.env["ir.cron"]
        left = cron._commit_progress(remaining=1)
        for provider in self.env["pbx.provider"].search([]):
            self._fail_unheard(provider)
            told = self._get_silent(provider)
            for chunk in split_every(CHUNK, told, list):
                if not left:
                    return
                self._receive(provider, [(event, None) for event in chunk])
                left = cron._commit_progress(len(chunk), remaining=1)
        cron._commit_progress(remaining=0)

    @api.model
    def _get_silent(self, provider):
        """Return facts that end what nothing was told of for the provider's hours."""
        # A listener asks the phone system itself what goes on.
        if provider.live_hours <= 0 or provider._is_listened_to():
            return []
        limit = fields.Datetime.now() - timedelta(hours=provider.live_hours)
        live = self._get_live(provider).filtered(lambda call: call.started_at < limit)
        last = self._get_last(provider, live.mapped("call_uid"))
        seen_at = provider._get_listener_seen_at()
        return [
            self._prepare_end(call_uid, "", max(at + MOMENT, seen_at))
            for call_uid, at in last.items()
            if max(at, seen_at) < limit.timestamp()
        ]

    @api.model
    def _get_live(self, provider):
        domain = self._get_live_domain(provider) & Domain("call_uid", "!=", False)
        return self.env["pbx.call"].sudo().search(domain)

    @api.model
    def _get_live_domain(self, provider):
        return Domain("provider_id", "=", provider.id) & Domain("state", "in", LIVE)

    @api.model
    def _fail_unheard(self, provider):
        """End the calls that were asked for and that nothing was ever told of."""
        pause = UNHEARD
        if provider._is_told_late():
            # The talk may still go on.
            pause = max(pause, timedelta(hours=provider.live_hours))
        limit = fields.Datetime.now() - pause
        calls = self.env["pbx.call"]._in_rights_of_system(provider)
        domain = (
            self._get_live_domain(provider)
            & Domain("call_uid", "=", False)
            & Domain("started_at", "<", limit)
        )
        for call in calls.search(domain):
            call.write({"state": "failed", "ended_at": call.started_at})

    @api.model
    def _get_last(self, provider, call_uids):
        """Return ``{number of a call: when what was told of it last happened}``."""
        domain = [("provider_id", "=", provider.id), ("call_uid", "in", call_uids)]
        return dict(self._read_group(domain, ["call_uid"], ["occurred_at:max"]))

    @api.model
    def _prepare_end(self, call_uid, leg_uid, at):
        return CallEvent(
            uid=f"gone-{call_uid}-{leg_uid}-{at:.0f}",
            call=call_uid,
            kind="leg_ended" if leg_uid else "call_ended",
            at=at,
            leg=leg_uid,
        )
