from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone

from odoo import models

from odoo.addons.sales_efficiency.demo.rhythm import HOURS, WORKERS, share_of_today

from ..tools.demo_calls import play
from .habits import HUNTING, KEEPING, PHONES, RECEPTION, RECORDED, TEAMS, VAIN

#: Numbers nobody knows: every so manieth call that comes in.
STRANGERS, STRANGE = "+3225559{:03d}", 0.05
#: At noon fewer calls are made.
NOON, AT_NOON = 12, 0.35
#: Seconds from a call's beginning to the next one beside the talk.
AROUND = 75
#: Seconds until somebody calls back, and what a talk lasts.
BACK = (420, 4200)
TALK = (35, 540)
#: Who did not call back today, how many minutes ago it was, and how often it rang.
WAITING = (("lucas", 35, 2), ("daniel", 18, 1), ("elena", 50, 1))


@dataclass(frozen=True)
class Conversation:
    """One call of the demonstration: a play, and what is noted of it."""

    play: str
    at: datetime
    phones: tuple
    number: str
    talk: float
    recorded: object = None

    def tell(self):
        """Return the facts a phone system would tell."""
        at = self.at.replace(tzinfo=timezone.utc).timestamp()
        facts = play(self.play, at, self.phones, self.number, self.talk)
        if self.recorded:
            facts.append(
                replace(
                    facts[-1],
                    uid=f"{facts[-1].call}-file",
                    kind="recording_ready",
                    recording=f"{facts[-1].call}.wav",
                )
            )
        return facts


class PbxDemo(models.AbstractModel):
    """Who of the demonstration talks with whom, and when."""

    _inherit = "pbx.demo"

    def _get_numbers(self, worker):
        """Return the numbers of a person's clients, those with open deals last."""
        deals = self.env["crm.lead"].search(
            [
                ("user_id", "=", self._get_user(worker).id),
                ("won_status", "=", "pending"),
                ("type", "=", "opportunity"),
            ]
        )
        open_clients = deals.partner_id
        partners = self._get_partners(worker)
        partners = partners.sorted(lambda one: (one in open_clients, one.id))
        return [one.phone_sanitized for one in partners if one.phone_sanitized]

    def _get_recorded(self, worker, days, day):
        """Return the recorded talks of a person on a day."""
        back = len(days) - days.index(day)
        return [one for one in RECORDED if (one.slug, one.back) == (worker.slug, back)]

    def _get_window(self, day):
        """Return the moments, in UTC, between which clients are called on a day."""
        now = self._get_now()
        start, end = (datetime.combine(day, time(hour)) for hour in HOURS)
        if day == now.date() and end > now:
            midnight = datetime.combine(day, time.min)
            start, end = min(start, midnight + (now - midnight) / 2), now
        return self._to_utc(start), self._to_utc(end)

    def _plan_day(self, worker, day, numbers, recorded, rng):
        """Return the calls of one person on one day, none of them in another."""
        start, end = self._get_window(day)
        count = max(2, worker.calls + rng.randint(-2, 3))
        if day == self._get_now().date():
            count = max(1, round(count * share_of_today(self._get_now())))
        step = (end - start) / count
        plays = list(zip(*(HUNTING if worker.new_clients else KEEPING), strict=True))
        recorded, told = list(recorded), []
        for place in range(count):
            at = start + step * (place + rng.uniform(0.05, 0.6))
            if at.hour == NOON - 1 and rng.random() > AT_NOON:
                continue
            name = rng.choices(*plays)[0]
            call = Conversation(
                name,
                at,
                (PHONES[worker.slug], self._pick_second(worker, rng)),
                self._pick_number(name, numbers, rng),
                min(rng.triangular(*TALK, 120), step.total_seconds() / 3),
            )
            if place and recorded:
                call = replace(
                    call,
                    play=rng.choice(("outgoing", "answered")),
                    number=rng.choice(numbers[-4:]),
                    talk=recorded[-1].seconds,
                    recorded=recorded.pop(),
                )
            told += self._call_back(call, end, rng)
        return told

    def _pick_second(self, worker, rng):
        """Return the phone that rings as well, or to which a client is put through."""
        team = next(team for team in TEAMS.values() if worker.slug in team)
        return PHONES[rng.choice([slug for slug in team if slug != worker.slug])]

    def _pick_number(self, name, numbers, rng):
        if name in ("answered", "queue") and rng.random() < STRANGE:
            return STRANGERS.format(rng.randrange(1000))
        # With whom a deal is open, one talks more.
        return rng.choice(numbers[-12:] if rng.random() < 0.5 else numbers)

    def _call_back(self, call, end, rng):
        """Return a call with what follows: who called in vain is called back in time."""
        if call.play not in VAIN:
            return [call]
        at = call.at + timedelta(seconds=rng.uniform(*BACK))
        if at > end or end > self._get_an_hour_ago():
            # Too late to call back: somebody took it instead.
            return [replace(call, play="answered")]
        name = "outgoing" if rng.random() < 0.85 else "answered"
        return [call, replace(call, play=name, at=at)]

    def _get_an_hour_ago(self):
        return self._to_utc(self._get_now()) - timedelta(hours=1)

    def _space_out(self, told):
        """Return calls with nobody in two of them: who is busy calls later."""
        now, free, calls = self._to_utc(self._get_now()), {}, []
        for call in sorted(told, key=lambda call: call.at):
            if call.play not in VAIN:
                phones = call.phones if call.play == "transfer" else call.phones[:1]
                at = max([call.at, *(free[one] for one in phones if one in free)])
                until = at + timedelta(seconds=call.talk + AROUND)
                if until > now:
                    continue
                free |= dict.fromkeys(phones, until)
                call = replace(call, at=at)
            calls.append(call)
        return calls

    def _plan_waiting(self, days, kept):
        """Return who is still to be called back, one since the day before; and a call at
        the reception.
        """
        by_slug = {worker.slug: days[worker] for worker in WORKERS}
        told = []
        for slug, minutes, times in WAITING:
            start, end = self._get_window(by_slug[slug][-1])
            for number in range(times):
                at = max(start, end - timedelta(minutes=minutes - 8 * number))
                told.append(
                    Conversation("missed", at, (PHONES[slug],), kept[slug][-1], 0)
                )
        lucas = PHONES["lucas"], kept["lucas"][0]
        at = self._get_window(by_slug["lucas"][-2])[1] - timedelta(minutes=95)
        later = at + timedelta(minutes=50)
        told += [
            Conversation("abandoned", at, lucas[:1], lucas[1], 0),
            Conversation("unreached", later, lucas[:1], lucas[1], 0),
            Conversation("answered", later, (RECEPTION,), kept["amara"][0], 40),
        ]
        return told
