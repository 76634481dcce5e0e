"""Who may receive leads: who works, what everybody has, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.receiver import Desk, Person
from ...tools.working_days import day_weights, to_local
from ...tools.working_time import due_after_hours

#: How far ahead it is looked for when somebody works next.
AHEAD = timedelta(days=31)


@dataclass
class Staff:
    """The people of one company while leads are given out to them."""

    company: models.BaseModel
    now: datetime
    desk: Desk
    schedules: dict
    marks: dict
    until: dict

    def get_due(self, user_id, minutes):
        """Return when so many minutes of the person's work have passed, in UTC."""
        return get_due(self.schedules[user_id], self.now, minutes)

    def give(self, user_id):
        """Count a lead as given; return the step that moves the person on."""
        mark = self.desk.give(user_id)
        step = mark - self.marks.get(user_id, 0.0)
        self.marks[user_id] = mark
        return step


def get_due(schedule, now, minutes):
    """Return when so many minutes of somebody's work have passed, in UTC.

    :param schedule: as ``res.users._get_sales_schedules`` has it
    """
    schedule, zone, absences = schedule
    local = to_local(now, zone)
    due = due_after_hours(schedule, absences, local, minutes / 60, local + AHEAD)
    return _to_utc(due, zone) if due else False


def _to_utc(moment, zone):
    return zone.localize(moment).astimezone(pytz.UTC).replace(tzinfo=None)


class SalesLeadDesk(models.AbstractModel):
    _inherit = "sales.lead.desk"

    @api.model
    def _gather(self, company, matching, owners):
        """Read once who is there, what they have, and whose turn it is."""
        user_ids = dict.fromkeys(
            user_id for rules in matching for rule in rules for user_id in rule.people
        )
        user_ids |= dict.fromkeys(filter(None, owners))
        now = fields.Datetime.now()
        users = self.env["res.users"].sudo().browse(user_ids).with_company(company)
        loads = self._read_loads(users, company, now)
        day = self.env.user.with_company(company)._get_sales_today()
        schedules = users._get_sales_schedules(day, day + AHEAD)
        paused = self._get_paused(users.ids)
        people, marks, until = [], {}, {}
        for user_id, (weight, open_leads, today, mark) in loads.items():
            works_from, away = self._find_work(schedules[user_id], now)
            if away:
                until[user_id] = str(away)
            if mark is not None:
                marks[user_id] = mark
            people.append(
                Person(
                    key=user_id,
                    weight=weight,
                    open_leads=open_leads,
                    given_today=today,
                    works_from=works_from,
                    absent=bool(away),
                    paused=user_id in paused,
                )
            )
        desk = Desk(people, now, marks)
        return Staff(company, now, desk, schedules, marks, until)

    @api.model
    def _find_work(self, schedule, now):
        """Return when somebody works next, in UTC, and the last day of an absence."""
        schedule, zone, absences = schedule
        local = to_local(now, zone)
        start = due_after_hours(schedule, absences, local, 0, until=local + AHEAD)
        weight = day_weights(schedule, local.date(), local.date(), absences)
        away = weight.get(local.date()) == 0
        last = (start.date() if start else local.date() + AHEAD) - timedelta(days=1)
        return _to_utc(start, zone) if start else None, last if away else None

    @api.model
    def _read_loads(self, users, company, now):
        """Return ``{user_id: (weight, open leads, leads of today, mark)}``.

        In one query: it is asked for with each lead that comes in.
        """
        self.env["crm.lead"].flush_model(["user_id", "active", "won_status"])
        self.env["sales.lead.assignment"].flush_model()
        self.env["sales.lead.turn"].flush_model()
        self.env["crm.team.member"].flush_model(["user_id", "active", "sales_weight"])
        calendar = company.sudo()._get_sales_calendar()
        hours = calendar._get_sales_hours()[calendar.id]
        zone = pytz.timezone(hours.tz or "UTC")
        midnight = datetime.combine(to_local(now, zone).date(), time.min)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT person.id, COALESCE(weight.value, 1), leads.count, today.count,
                       turn.mark
                  FROM unnest(%(users)s::integer[]) WITH ORDINALITY AS person (id, rank)
                CROSS JOIN LATERAL (
                    SELECT COUNT(*) FROM crm_lead
                     WHERE user_id = person.id AND active AND won_status = 'pending'
                ) AS leads
                CROSS JOIN LATERAL (
                    SELECT COUNT(*) FROM sales_lead_assignment
                     WHERE user_id = person.id AND date >= %(midnight)s
                ) AS today
                CROSS JOIN LATERAL (
                    SELECT SUM(part.step) AS mark FROM (
                        SELECT mark AS step FROM sales_lead_turn
                         WHERE user_id = person.id AND company_id = %(company)s
                         UNION ALL
                        SELECT step FROM sales_lead_assignment
                         WHERE user_id = person.id AND company_id = %(company)s
                           AND date >= COALESCE((
                               SELECT until FROM sales_lead_turn
                                WHERE user_id = person.id
                                  AND company_id = %(company)s), '-infinity')
                    ) AS part
                ) AS turn
                LEFT JOIN LATERAL (
                    SELECT MAX(sales_weight) AS value FROM crm_team_member
                     WHERE user_id = person.id AND active
                ) AS weight ON TRUE
              ORDER BY person.rank
                """,
                users=users.ids,
                midnight=_to_utc(midnight, zone),
                company=company.id,
            )
        )
        return {user_id: tuple(row) for user_id, *row in rows}

    @api.model
    def _get_paused(self, user_ids):
        """Return who of these people is paused in every team they belong to."""
        return self.env["crm.team.member"]._get_sales_paused() & set(user_ids)
