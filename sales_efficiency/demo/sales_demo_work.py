from datetime import datetime, time, timedelta

from odoo import Command, models
from odoo.tools import SQL

from .rhythm import WORKERS, pick_moment, share_of_today

#: What becomes of a meeting, and how often.
OUTCOMES = (("held", 80), ("no_show", 8), ("cancelled", 6), (False, 6))
PURPOSES = ("First meeting", "Tasting", "Offer", "Review of the year", "Site visit")
#: Days with meetings already in the calendar.
AHEAD_DAYS = 10
#: Working days of a week, for which a norm of meetings is meant.
WEEK = 5


class SalesDemo(models.AbstractModel):
    _inherit = "sales.demo"

    # ------------------------------------------------------------
    # CALLS
    # ------------------------------------------------------------

    def _make_calls(self, rng):
        """Make done calls of every day and one planned for the next days each."""
        calls = []
        for worker in WORKERS:
            prospects = self._get_prospects(worker)
            clients = self._get_clients(worker)
            for day in self._get_worked_days(worker):
                calls += self._get_calls(worker, day, prospects, clients, rng)
            calls += self._get_planned_calls(worker, clients, rng)
        activities = self.env["mail.activity"].create(calls)
        self._time_calls(activities, calls)

    def _time_calls(self, activities, calls):
        """Let done calls have been made at their hour; ORM knows only the day."""
        done = [
            (activity.id, call["sales_done_at"])
            for activity, call in zip(activities, calls, strict=True)
            if "sales_done_at" in call
        ]
        ids, moments = map(list, zip(*done, strict=True))
        activities.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE mail_activity activity
                   SET sales_done_at = call.moment
                  FROM unnest(%s, %s) AS call (id, moment)
                 WHERE activity.id = call.id
                """,
                ids,
                moments,
            )
        )
        activities.invalidate_recordset(["sales_done_at"])

    def _get_calls(self, worker, day, prospects, clients, rng):
        """Return the calls of one person on one day."""
        now = self._get_now()
        count = max(0, worker.calls + rng.randint(-2, 2))
        if day == now.date():
            count = round(count * share_of_today(now))
        calls = []
        for _number in range(count):
            # Who looks for new clients calls those above all.
            fresh = prospects if worker.new_clients and rng.random() < 0.8 else clients
            moment = self._to_utc(pick_moment(rng, day, now))
            calls.append(
                self._prepare_call(worker, rng.choice(fresh or clients))
                | {
                    "active": False,
                    "date_deadline": day,
                    "date_done": moment.date(),
                    "sales_done_at": moment,
                }
            )
        return calls

    def _get_planned_calls(self, worker, clients, rng):
        today = self.env.user._get_sales_today()
        return [
            self._prepare_call(worker, rng.choice(clients))
            | {
                "date_deadline": today + timedelta(days=ahead),
                "summary": "Ask about the offer",
            }
            for ahead in (0, 1, 3)
        ]

    def _prepare_call(self, worker, client):
        return {
            "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
            "res_model_id": self.env.ref("base.model_res_partner").id,
            "res_id": client.id,
            "user_id": self._get_user(worker).id,
        }

    # ------------------------------------------------------------
    # MEETINGS
    # ------------------------------------------------------------

    def _make_meetings(self, rng):
        """Make past meetings with their outcomes and meetings to come."""
        past, ahead, deals = [], [], self._get_deals_under_way()
        for worker in WORKERS:
            past += self._get_past_meetings(worker, deals, rng)
            ahead += self._get_next_meetings(worker, deals, rng)
        self.env["calendar.event"].create(past)
        ahead = self.env["calendar.event"].create(ahead)
        for meeting in ahead[::8]:
            later = timedelta(days=7)
            meeting._move_sales_meeting(meeting.start + later, meeting.stop + later)

    def _get_deals_under_way(self):
        """Return ``{(user, client): deal}``, with an empty one for nobody."""
        groups = self.env["crm.lead"]._read_group(
            [("won_status", "=", "pending")],
            ["user_id", "partner_id"],
            ["id:recordset"],
        )
        none = self.env["crm.lead"]
        return {(None, None): none} | {
            (user, client): deals[:1] for user, client, deals in groups
        }

    def _get_past_meetings(self, worker, deals, rng):
        now = self._get_now()
        clients = self._get_partners(worker)
        meetings = []
        for day in self._get_worked_days(worker):
            for _number in range(self._count_meetings(worker, rng)):
                start = pick_moment(rng, day, now).replace(minute=0)
                if start + timedelta(hours=1) > now:
                    continue
                outcome = rng.choices(*zip(*OUTCOMES, strict=True))[0]
                meetings.append(
                    self._prepare_meeting(
                        worker, rng.choice(clients), start, deals, rng
                    )
                    | {"sales_outcome": outcome}
                )
        return meetings

    def _count_meetings(self, worker, rng):
        """Return the meetings of a day: a few more than are held in the end."""
        wanted = worker.meetings * 1.2 / WEEK
        return int(wanted) + (rng.random() < wanted % 1)

    def _get_next_meetings(self, worker, deals, rng):
        today = self.env.user._get_sales_today()
        weights = self._get_weights(
            worker, today + timedelta(days=1), today + timedelta(days=AHEAD_DAYS)
        )
        clients = self._get_partners(worker)
        return [
            self._prepare_meeting(
                worker,
                rng.choice(clients),
                datetime.combine(day, time(rng.randint(9, 16))),
                deals,
                rng,
            )
            for day, weight in sorted(weights.items())
            if weight and rng.random() < 0.6
        ]

    def _prepare_meeting(self, worker, client, start, deals, rng):
        user = self._get_user(worker)
        start = self._to_utc(start)
        return {
            "name": f"{rng.choice(PURPOSES)}, {client.name}",
            "start": start,
            "stop": start + timedelta(hours=1),
            "user_id": user.id,
            "partner_ids": [Command.set((user.partner_id | client).ids)],
            "opportunity_id": deals.get((user, client), deals[None, None]).id,
        }
