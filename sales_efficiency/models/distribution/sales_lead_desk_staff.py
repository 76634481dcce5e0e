"""Who may receive leads: who works, what everybody has, and whose turn it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.receiver import Desk, Person
from ...tools.working_days import day_weights, to_local
from ...tools.working_time import due_after_hours
from .working_moment import AHEAD, get_due, to_utc


@dataclass
class Staff:
    """The people of one company while leads are given out to them."""

    company: models.BaseModel
    now: datetime
    desk: Desk
    schedules: dict
    steps: dict
    until: dict

    def get_due(self, user_id, minutes):
        """Return when so many minutes of the person's work have passed, in UTC."""
        return get_due(self.schedules[user_id], self.now, minutes)

    def give(self, user_id, terms):
        """Count a lead as given by a rule.

        :return: the step that moves the person on, and how much was skipped in all
        """
        steps = self.steps.setdefault(terms.rule, {})
        mark = self.desk.give(user_id, terms)
        step = 1 / self.desk.people[user_id].weight
        steps[user_id] = steps.get(user_id, 0.0) + step
        return step, mark - steps[user_id]


class SalesLeadDesk(models.AbstractModel):
    _inherit = "sales.lead.desk"

    @api.model
    def _gather(self, company, user_ids):
        """Read once who is there, what they have, and whose turn it is."""
        now = fields.Datetime.now()
        users = self.env["res.users"].sudo().browse(user_ids).with_company(company)
        loads = self._read_loads(users, company, now)
        day = self.env.user.with_company(company)._get_sales_today()
        schedules = users._get_sales_schedules(day, day + AHEAD)
        paused = self._get_paused(users.ids)
        people, marks, steps, until = [], {}, {}, {}
        for user_id, (weight, open_leads, today, of_rules) in loads.items():
            works_from, away = self._find_work(schedules[user_id], now)
            if away:
                until[user_id] = str(away)
            for rule_id, (done, skipped) in (of_rules or {}).items():
                marks.setdefault(int(rule_id), {})[user_id] = done + skipped
                steps.setdefault(int(rule_id), {})[user_id] = done
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
        desk = Desk(people, now, marks, self._get_shares(steps))
        return Staff(company, now, desk, schedules, steps, until)

    @api.model
    def _get_shares(self, steps):
        """Return how many leads for the share each one got by all rules.

        :param dict steps: ``{rule_id: {user_id: sum}}``
        """
        shares = Counter()
        for of_rule in steps.values():
            shares.update(of_rule)
        return shares

    @api.model
    def _find_work(self, schedule, now):
        """Return when somebody works next, in UTC, and the last day of an absence."""
        schedule, zone, absences = schedule
        local = to_local(now, zone)
        start = due_after_hours(schedule, absences, local, 0, until=local + AHEAD)
        weight = day_weights(schedule, local.date(), local.date(), absences)
        away = weight.get(local.date()) == 0
        last = (start.date() if start else local.date() + AHEAD) - timedelta(days=1)
        return to_utc(start, zone) if start else None, last if away else None

    @api.model
    def _get_day_zone(self, company):
        """Return the time zone in which a company's days begin and end."""
        calendar = company.sudo()._get_sales_calendar()
        return pytz.timezone(calendar._get_sales_hours()[calendar.id].tz or "UTC")

    @api.model
    def _read_loads(self, users, company, now):
        """Return ``{user_id: (weight, open leads, leads of today, turns)}``.

        Turns are ``{rule_id: (sum of the steps, what was skipped)}``. In one query: it is
        asked for with each lead that comes in.
        """
        self.env["crm.lead"].flush_model(["user_id", "active", "won_status"])
        self.env["sales.lead.assignment"].flush_model()
        self.env["sales.lead.turn"].flush_model()
        self.env["crm.team.member"].flush_model(["user_id", "active", "sales_weight"])
        zone = self._get_day_zone(company)
        midnight = datetime.combine(to_local(now, zone).date(), time.min)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT person.id, COALESCE(weight.value, 1), leads.count, today.count,
                       turn.rules
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
                    SELECT jsonb_object_agg(rule_id, ARRAY[steps, skipped]) AS rules
                      FROM (
                        SELECT rule_id, SUM(step) AS steps, MAX(skipped) AS skipped
                          FROM (
                            SELECT rule_id, steps AS step, skipped FROM sales_lead_turn
                             WHERE user_id = person.id
                             UNION ALL
                            SELECT rule_id, step, skipped FROM sales_lead_assignment
                             WHERE user_id = person.id AND rule_id IS NOT NULL
                               AND date >= COALESCE((
                                   SELECT MAX(until) FROM sales_lead_turn), '-infinity')
                        ) AS part
                        GROUP BY rule_id
                    ) AS of_rule
                ) AS turn
                LEFT JOIN LATERAL (
                    SELECT MAX(sales_weight) AS value FROM crm_team_member
                     WHERE user_id = person.id AND active
                ) AS weight ON TRUE
              ORDER BY person.rank
                """,
                users=users.ids,
                midnight=to_utc(midnight, zone),
            )
        )
        return {user_id: tuple(row) for user_id, *row in rows}

    @api.model
    def _get_paused(self, user_ids):
        """Return who of these people is paused in every team they belong to."""
        return self.env["crm.team.member"]._get_sales_paused() & set(user_ids)
