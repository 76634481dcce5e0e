from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone

from odoo import models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.demo.rhythm import HOURS, WORKERS, share_of_today

from ..tools.demo_calls import play
from ..tools.missed import Missed, find_answers
from .habits import (
    DAYS_BACK,
    HUNTING,
    KEEPING,
    OUTCOMES,
    PHONES,
    RECEPTION,
    RECORDED,
    TALKED,
    TEAMS,
    VAIN,
)
from .voices import make_talk

#: Numbers nobody knows: every so manieth call that comes in.
STRANGERS, STRANGE = "+3225559{:03d}", 0.05
#: At noon fewer calls are made.
NOON, AT_NOON = 12, 0.35
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
    _inherit = "pbx.demo"

    def _make_calls(self, provider, rng):
        """Tell of the calls of every day, one day after the other."""
        today = self.env.user._get_sales_today()
        days = {
            worker: self._get_worked_days(worker, today - timedelta(days=DAYS_BACK))
            for worker in WORKERS
        }
        people = {worker: self._get_numbers(worker) for worker in WORKERS}
        kept = {worker.slug: people[worker][-2:] for worker in WORKERS}
        for day in sorted(set().union(*days.values())):
            told = []
            for worker in WORKERS:
                if day in days[worker]:
                    recorded = self._get_recorded(worker, days[worker], day)
                    numbers = people[worker][:-2]
                    told += self._plan_day(worker, day, numbers, recorded, rng)
            self._hear(provider, told, rng)
        self._close_older(provider)
        self._hear(provider, self._plan_waiting(days, kept), rng)
        self._link_decided(provider)

    # ------------------------------------------------------------
    # WHAT HAPPENS
    # ------------------------------------------------------------

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
        step = (end - start) / (count + 1)
        plays = list(zip(*(HUNTING if worker.new_clients else KEEPING), strict=True))
        recorded, told = list(recorded), []
        for place in range(count):
            at = start + step * (place + rng.uniform(0.05, 0.3))
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
        if at + timedelta(seconds=call.talk + 60) > end:
            # Too late to call back: somebody took it instead.
            return [replace(call, play="answered")]
        name = "outgoing" if rng.random() < 0.85 else "answered"
        return [call, replace(call, play=name, at=at)]

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

    # ------------------------------------------------------------
    # WHAT IS MADE OF IT
    # ------------------------------------------------------------

    def _hear(self, provider, told, rng):
        """Tell the inbox of calls, and note what people would note of them."""
        if not told:
            return
        last = self._get_last("mail.message")
        facts = {call: call.tell() for call in told}
        self.env["pbx.event"]._receive(
            provider, [(fact, None) for call in told for fact in facts[call]]
        )
        uids = {facts[call][0].call: call for call in told}
        calls = self.env["pbx.call"].search(
            [("provider_id", "=", provider.id), ("call_uid", "in", list(uids))],
            order="started_at, id",
        )
        for call in calls:
            conversation = uids[call.call_uid]
            if conversation.play in TALKED and call.talk_seconds:
                self._note_outcome(call, rng)
            if conversation.recorded:
                self._keep_recording(call, conversation.recorded)
        self._date_messages(last, max(calls.mapped("started_at")))

    def _note_outcome(self, call, rng):
        if rng.random() < 0.3:
            return
        name, _often, notes = rng.choices(OUTCOMES, [one[1] for one in OUTCOMES])[0]
        values = {"outcome_id": self._get_own(f"pbx_outcome_{name}").id}
        if rng.random() < 0.6:
            values["note"] = rng.choice(notes)
        call.write(values)

    def _keep_recording(self, call, recorded):
        """Give the waiting recording its file, as if it had been fetched."""
        recording = call.recording_ids
        recording._settle(make_talk(recorded.seconds, recorded.share), None)
        for slug, team in TEAMS.items():
            if recorded.slug in team:
                self.env["pbx.recording.mark"].create(
                    [
                        {
                            "recording_id": recording.id,
                            "second": second,
                            "text": text,
                            "user_id": self._ref(f"res_users_{slug}").id,
                        }
                        for second, text in recorded.marks
                    ]
                )

    def _close_older(self, provider):
        """Close missed calls of former weeks: told so late, nobody was to call back."""
        missed = self.env["pbx.call"].search(
            [
                ("provider_id", "=", provider.id),
                ("direction", "=", "in"),
                ("state", "in", ("missed", "abandoned")),
                ("missed_state", "=", False),
            ]
        )
        talks, _attempts = missed._find_later_calls()
        answers = find_answers(
            [call._to_fact(Missed, "started_at") for call in missed], talks
        )
        missed.filtered(lambda call: call.id in answers)._close_by_talks(answers)

    def _link_decided(self, provider):
        """Let talks from before a deal was won or lost be about it."""
        last = self._get_last("mail.message")
        since = self._get_now() - timedelta(days=DAYS_BACK)
        deals = self.env["crm.lead"].with_context(active_test=False)
        deals = deals.search(
            [("won_status", "in", ("won", "lost")), ("date_closed", ">=", since)],
            order="date_closed",
        )
        for client, closed in deals.grouped("partner_id").items():
            calls = self.env["pbx.call"].search(
                [
                    ("provider_id", "=", provider.id),
                    ("partner_id", "=", client.id),
                    ("lead_id", "=", False),
                    ("talk_seconds", ">", 0),
                ]
            )
            for call in calls:
                later = [one for one in closed if one.date_closed > call.started_at]
                if later:
                    call.write({"lead_id": later[0].id})
        self._date_messages(last, since)

    def _date_messages(self, last, moment, model="crm.lead"):
        """Let what was written since be of that moment."""
        self.env["mail.message"].flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE mail_message SET date = %s WHERE id > %s AND model = %s",
                moment,
                last,
                model,
            )
        )
        self.env["mail.message"].invalidate_model(["date"])
