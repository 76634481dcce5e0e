"""Past leads are given out once more by the present rules; nothing is written."""

from dataclasses import dataclass
from datetime import timedelta
from heapq import heapify, heappop, heappush

from odoo import api, models

from ...tools.past_desk import PastDesk
from ...tools.presence import Presence
from ...tools.receiver import Person
from ...tools.working_days import at_hour, day_weights, to_local, working_intervals
from ..distribution.sales_lead_desk_staff import Staff
from ..distribution.working_moment import AHEAD, to_utc

DAY = timedelta(days=1)


@dataclass
class PastStaff(Staff):
    """The people of one company in a past period."""

    def move_to(self, moment, day, keys):
        """Let it be this moment for these people, see :meth:`PastDesk.move_to`."""
        self.now = moment
        self.desk.move_to(moment, day, keys)
        people = self.desk.people
        self.until = {
            key: str(people[key].works_from.date() - DAY)
            for key in keys
            if people[key].absent and people[key].works_from
        }

    def hold(self, decision, closed_at):
        """Let who got a lead have it until it was closed."""
        person = self.desk.people.get(decision.user_id)
        if not person:
            return
        if decision.way == "leader":
            person.open_leads += 1
            person.given_today += 1
        if closed_at:
            self.desk.expect_closing(decision.user_id, closed_at)

    def get_next_start(self, keys):
        """Return when the first of these people comes to work."""
        starts = [self.desk.people[key].works_from for key in keys]
        return min((start for start in starts if start), default=None)


class SalesLeadDesk(models.AbstractModel):
    _inherit = "sales.lead.desk"

    @api.model
    def _replay(self, leads, company, day):
        """Decide on past leads in the order they came in, as the present rules would have.

        Working time, absences, the order of turns and open leads are those of then, and
        what the replay itself gives away counts for the next leads. Shares, pauses and
        skills are the present ones.

        :param leads: ``crm.lead`` records of one company
        :param date day: from when on, no later than the first lead
        :return: list of ``Decision``, one for each lead; ``None`` without rules
        """
        rules = self.env["sales.lead.rule"]._get_rules(company.id)
        if not rules:
            return None
        values = leads._get_past_values(self._get_asked(rules))
        matching = self._match(rules, leads, values)
        staff = self._gather_past(leads, company, day, matching, values)
        zone = self._get_day_zone(company)
        decisions = [None] * len(leads)
        queue = [(lead.create_date, rank) for rank, lead in enumerate(leads)]
        heapify(queue)
        while queue:
            moment, rank = heappop(queue)
            one, fitting = values[rank], matching[rank]
            keys = self._get_people_ids([fitting], [one])
            staff.move_to(moment, to_local(moment, zone).date(), keys)
            decisions[rank] = decision = self._decide_one(staff, fitting, one, ())
            if decision.way != "waits":
                staff.hold(decision, leads[rank].date_closed)
            elif again := staff.get_next_start(keys):
                heappush(queue, (again, rank))
        return decisions

    # ------------------------------------------------------------
    # WHO WAS THERE
    # ------------------------------------------------------------

    @api.model
    def _gather_past(self, leads, company, day, matching, values):
        """Read once who was there from a day on, what they had, and whose turn it was."""
        users = self.env["res.users"].sudo().with_company(company)
        users = users.browse(self._get_people_ids(matching, values))
        start = to_utc(at_hour(day, 0), self._get_day_zone(company))
        last = max(leads.mapped("create_date"), default=start).date() + AHEAD
        schedules = users._get_sales_schedules(day - DAY, last)
        presences = {
            user_id: self._get_presence(*schedule, day - DAY, last)
            for user_id, schedule in schedules.items()
        }
        weights, paused = self._read_weights(users), self._get_paused(users.ids)
        closings = self._read_closings(users, start)
        people = [
            Person(
                key=user.id,
                weight=weights.get(user.id, 1),
                open_leads=len(closings.get(user.id, ())),
                paused=user.id in paused,
            )
            for user in users
        ]
        marks, steps = self._read_past_turns(users, start)
        desk = PastDesk(people, start, presences, marks, self._get_shares(steps))
        for user_id, moments in closings.items():
            for moment in filter(None, moments):
                desk.expect_closing(user_id, moment)
        return PastStaff(company, start, desk, schedules, steps, {})

    @api.model
    def _get_presence(self, schedule, zone, absences, day, last):
        """Return when somebody works from one day to another."""
        weights = day_weights(schedule, day, last, absences)
        away = [
            (to_utc(at_hour(one, 0), zone), to_utc(at_hour(one, 24), zone))
            for one, weight in weights.items()
            if not weight
        ]
        shifts = [
            (to_utc(shift_from, zone), to_utc(shift_to, zone))
            for one, weight in weights.items()
            if weight
            for shift_from, shift_to in working_intervals(schedule, one, absences)
        ]
        return Presence(shifts, away)

    @api.model
    def _read_weights(self, users):
        """Return ``{user_id: share of leads}``."""
        rows = (
            self.env["crm.team.member"]
            .sudo()
            ._read_group(
                [("user_id", "in", users.ids)], ["user_id"], ["sales_weight:max"]
            )
        )
        return {user.id: weight for user, weight in rows}

    @api.model
    def _read_closings(self, users, start):
        """Return ``{user_id: moments when leads that were open at the start were closed}``,
        empty ones for those that still are open.
        """
        rows = (
            self.env["crm.lead"]
            .sudo()
            .with_context(active_test=False)
            ._read_group(
                [
                    ("user_id", "in", users.ids),
                    ("create_date", "<", start),
                    "|",
                    ("date_closed", ">=", start),
                    "&",
                    ("active", "=", True),
                    ("won_status", "=", "pending"),
                ],
                ["user_id"],
                ["date_closed:array_agg"],
            )
        )
        return {user.id: moments for user, moments in rows}

    @api.model
    def _read_past_turns(self, users, start):
        """Return how far leads had moved people on in the turns of each rule by then.

        :return: ``{rule_id: {user_id: mark}}``, and the same for the sum of the steps
        """
        rows = (
            self.env["sales.lead.assignment"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "in", users.ids),
                    ("rule_id", "!=", False),
                    ("date", "<", start),
                ],
                ["rule_id", "user_id"],
                ["step:sum", "skipped:max"],
            )
        )
        marks, steps = {}, {}
        for rule, user, done, skipped in rows:
            marks.setdefault(rule.id, {})[user.id] = done + skipped
            steps.setdefault(rule.id, {})[user.id] = done
        return marks, steps
