from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...tools.level import Seat, get_capacities, get_load, get_status

#: What the counts are made of: they are flushed before.
SOURCES = {
    "crm.team": ["company_id", "active"],
    "crm.team.member": [
        "user_id",
        "crm_team_id",
        "active",
        "sales_weight",
        "assignment_optout",
    ],
    "res.users": ["company_id", "active", "sale_team_id"],
    "crm.lead": [
        "user_id",
        "team_id",
        "company_id",
        "active",
        "won_status",
        "expected_revenue",
    ],
    "mail.activity": ["user_id", "active", "date_deadline"],
    "calendar.event": [
        "user_id",
        "active",
        "start",
        "sales_outcome",
        "sales_partner_id",
        "opportunity_id",
    ],
}


class LoadRow(NamedTuple):
    """How much one person carries in one company."""

    id: int
    user_id: int
    team_id: int
    weight: float
    is_paused: bool
    deal_count: int
    revenue: float
    overdue_count: int
    today_count: int
    meeting_count: int
    company_id: int
    open_limit: int = 0
    capacity: float | None = None
    percent: float | None = None
    status: str = "none"

    @property
    def seat(self):
        """The person as ``tools.level`` takes it."""
        return Seat(self.user_id, self.weight, self.deal_count, self.open_limit)


class SalesLoad(models.AbstractModel):
    """Counts what people carry and weighs it against a fair share of their team."""

    _name = "sales.load"
    _description = "Load of People"

    @api.model
    def _get_rows(self, company):
        """Return a :class:`LoadRow` for everybody in a team of the company.

        Somebody in several teams counts once, in the one that is the main team.
        """
        limits = self.env["sales.lead.desk"]._get_open_limits(company)
        teams = defaultdict(list)
        for row in self._count(company):
            row = LoadRow(*row, company_id=company.id)
            limit = limits.get(row.user_id, 0)
            teams[row.team_id].append(row._replace(open_limit=limit))
        return [row for rows in teams.values() for row in self._weigh(rows)]

    @api.model
    def _weigh(self, rows):
        """Add to the rows of one team what is fair, and how they stand to it."""
        capacities = get_capacities([row.seat for row in rows])
        return [
            row._replace(
                capacity=capacity,
                percent=get_load(row.deal_count, capacity),
                status=get_status(row.deal_count, capacity, row.open_limit),
            )
            for row in rows
            for capacity in [capacities[row.user_id]]
        ]

    @api.model
    def _count(self, company):
        """Count in one query, in the order of the fields of :class:`LoadRow`.

        Activities and meetings know no company: they count where the person is at home.
        """
        for model, names in SOURCES.items():
            self.env[model].flush_model(names)
        here = self.with_company(company)
        today = here.env["res.users"]._get_sales_today()
        first, last = here.env["sales.norm"]._get_norm_periods(today)["week"]
        return self.env.execute_query(
            SQL(
                """
                WITH people AS (%(people)s)
                SELECT people.id, people.user_id, people.team_id, people.weight,
                       people.is_paused, COALESCE(deals.count, 0),
                       COALESCE(deals.revenue, 0), COALESCE(activities.overdue, 0),
                       COALESCE(activities.today, 0), COALESCE(meetings.count, 0)
                  FROM people
             LEFT JOIN (%(deals)s) AS deals USING (user_id)
             LEFT JOIN (%(activities)s) AS activities
                    ON activities.user_id = people.user_id AND people.is_home
             LEFT JOIN (%(meetings)s) AS meetings
                    ON meetings.user_id = people.user_id AND people.is_home
              ORDER BY people.id
                """,
                people=self._get_people_sql(company),
                deals=self._get_deals_sql(company),
                activities=self._get_activities_sql(today),
                meetings=self._get_meetings_sql(company, first, last),
            )
        )

    @api.model
    def _get_people_sql(self, company):
        return SQL(
            """
            SELECT MIN(member.id) AS id, member.user_id,
                   (ARRAY_AGG(team.id ORDER BY (team.id = person.sale_team_id) DESC,
                                               member.id))[1] AS team_id,
                   MAX(member.sales_weight) AS weight,
                   COALESCE(BOOL_AND(member.assignment_optout), FALSE) AS is_paused,
                   person.company_id = %(company)s OR NOT EXISTS (
                       SELECT FROM crm_team_member other
                         JOIN crm_team home ON home.id = other.crm_team_id
                        WHERE other.user_id = person.id AND other.active AND home.active
                          AND COALESCE(home.company_id, person.company_id)
                              = person.company_id
                   ) AS is_home
              FROM crm_team_member member
              JOIN crm_team team ON team.id = member.crm_team_id AND team.active
              JOIN res_users person ON person.id = member.user_id AND person.active
             WHERE member.active
               AND COALESCE(team.company_id, person.company_id) = %(company)s
          GROUP BY member.user_id, person.id
            """,
            company=company.id,
        )

    @api.model
    def _get_deals_sql(self, company):
        return SQL(
            """
            SELECT lead.user_id, COUNT(*), SUM(lead.expected_revenue) AS revenue
              FROM crm_lead lead
              JOIN res_users person ON person.id = lead.user_id
         LEFT JOIN crm_team team ON team.id = lead.team_id
             WHERE lead.active AND lead.won_status = 'pending'
               AND lead.user_id IN (SELECT user_id FROM people)
               AND COALESCE(lead.company_id, team.company_id, person.company_id) = %s
          GROUP BY lead.user_id
            """,
            company.id,
        )

    @api.model
    def _get_activities_sql(self, today):
        return SQL(
            """
            SELECT user_id, COUNT(*) FILTER (WHERE date_deadline < %(today)s) AS overdue,
                   COUNT(*) FILTER (WHERE date_deadline = %(today)s) AS today
              FROM mail_activity
             WHERE active AND date_deadline <= %(today)s
               AND user_id IN (SELECT user_id FROM people)
          GROUP BY user_id
            """,
            today=today,
        )

    @api.model
    def _get_meetings_sql(self, company, first, last):
        """Count meetings with clients on some days, as the company's days go."""
        calendar = company.sudo()._get_sales_calendar()
        zone = calendar._get_sales_hours()[calendar.id].tz or "UTC"
        return SQL(
            """
            SELECT user_id, COUNT(*) FROM calendar_event
             WHERE active AND user_id IN (SELECT user_id FROM people)
               AND (sales_partner_id IS NOT NULL OR opportunity_id IS NOT NULL)
               AND (sales_outcome IS NULL OR sales_outcome NOT IN ('moved', 'cancelled'))
               AND start BETWEEN %(before)s AND %(after)s
               AND (start AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                   BETWEEN %(first)s AND %(last)s
          GROUP BY user_id
            """,
            first=first,
            last=last,
            before=first - timedelta(days=1),
            after=last + timedelta(days=2),
            zone=zone,
        )
