from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.demo.rhythm import WORKERS

from ..tools.missed import Missed, find_answers
from .habits import DAYS_BACK, OUTCOMES, TALKED, TEAMS, VAIN
from .voices import make_talk


class PbxDemo(models.AbstractModel):
    _inherit = "pbx.demo"

    def _make_phone_calls(self, provider, rng):
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
            self._hear(provider, self._space_out(told), rng)
        self._close_older(provider)
        self._hear(provider, self._plan_waiting(days, kept), rng)
        self._link_decided(provider)

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
            if conversation.play in VAIN and not call.user_id:
                # Told together with the call back, nobody was asked for it.
                user = call.leg_ids.user_id[:1]
                call.write({"user_id": user.id, "team_id": user.sale_team_id.id})
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
            [
                ("won_status", "in", ("won", "lost")),
                ("date_closed", ">=", since),
                ("partner_id", "!=", False),
            ],
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
