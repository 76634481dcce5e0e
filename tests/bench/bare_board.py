"""The board's figures in bare SQL: what the addon is measured against.

Written as one would who knows the company's tables and nothing of the addon's models:
each kind of record is read once for all that is told of it, over the indexes that are
there. It yields what ``get_board_data`` shows of 500 people: target, fact, working days
by everybody's own schedule less holidays and absences (day by day, so that halves
count), expected, pace, share done, gap, needed a day and forecast of people, teams and
department; fourteen days of trend; norms of day and week with what is done of them;
how long the absent are away; what today still has to bring; the latest orders of the
day. Names, sentences and the dict around it are left out, so they are to the addon's
charge.
"""

from datetime import datetime, time, timedelta

from odoo.tools import SQL

TREND_DAYS = 14
ABSENCE_DAYS = 60
CLOSED_LIMIT = 30

#: Teams that work in a zone of their own.
ZONES = """
    zones AS (
        SELECT team.id AS team_id, calendar.tz AS zone
          FROM crm_team team JOIN resource_calendar calendar
            ON calendar.id = team.sales_calendar_id
    )
"""
#: The local day of a moment: of the team's zone, else of the company's.
LOCAL_DAY = """
    (%(moment)s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(zones.zone, %(zone)s))::date
"""

#: Everybody with a target, the schedule that counts and its time zone.
PERSON = """
    %(zones)s,
    person AS (
        SELECT line.user_id, line.team_id, line.target, resource.id AS resource_id,
               calendar.id AS calendar_id, calendar.two_weeks_calendar AS two_weeks,
               COALESCE(resource.tz, calendar.tz) AS zone, users.sales_position_id
          FROM sales_plan_line line
          JOIN res_users users ON users.id = line.user_id
     LEFT JOIN resource_resource resource
            ON resource.user_id = line.user_id AND resource.company_id = %(company)s
           AND resource.active
     LEFT JOIN resource_calendar own
            ON own.id = resource.calendar_id AND own.flexible_hours IS NOT TRUE
     LEFT JOIN crm_team team ON team.id = users.sale_team_id
          JOIN resource_calendar calendar
            ON calendar.id = COALESCE(own.id, team.sales_calendar_id, %(calendar)s)
         WHERE line.state IN ('confirmed', 'closed') AND line.company_id = %(company)s
           AND line.period_type = 'month' AND line.metric_id = %(metric)s
           AND line.date_start <= %(day)s AND line.date_end >= %(day)s
           AND NOT line.has_scope AND line.user_id IS NOT NULL
    )
"""

#: Share of each day that everybody works, 1 for a full day.
WEIGHTS = """
    moment AS (
        SELECT day::date AS day, extract(isodow FROM day)::int - 1 AS weekday,
               (day::date - date '0001-01-01') / 7 %% 2 AS parity
          FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') AS day
    ),
    absence AS (
        SELECT person.user_id, range_agg(tsrange(
                   leave.date_from AT TIME ZONE 'UTC' AT TIME ZONE person.zone,
                   leave.date_to AT TIME ZONE 'UTC' AT TIME ZONE person.zone)) AS away
          FROM person
          JOIN resource_calendar_leaves leave
            ON (leave.resource_id = person.resource_id
                OR leave.resource_id IS NULL
                   AND COALESCE(leave.calendar_id, person.calendar_id) = person.calendar_id)
           AND COALESCE(leave.company_id, %(company)s) = %(company)s
         WHERE leave.time_type = 'leave' AND leave.date_from <= %(last)s::date + 2
           AND leave.date_to >= %(first)s::date - 1
      GROUP BY person.user_id
    ),
    shift AS (
        SELECT attendance.calendar_id, moment.day,
               tsrange(day + attendance.hour_from * interval '1 hour',
                       day + attendance.hour_to * interval '1 hour') AS span
          FROM resource_calendar_attendance attendance
          JOIN resource_calendar calendar ON calendar.id = attendance.calendar_id
          JOIN moment ON moment.weekday = attendance.dayofweek::int
         WHERE attendance.display_type IS NULL AND attendance.day_period <> 'lunch'
           AND (calendar.two_weeks_calendar IS NOT TRUE OR attendance.week_type IS NULL
                OR attendance.week_type::int = moment.parity)
    ),
    plain AS (
        SELECT calendar_id, day, range_agg(span) AS spans,
               SUM(extract(epoch FROM upper(span) - lower(span))) AS seconds
          FROM shift GROUP BY calendar_id, day
    ),
    weight AS (
        SELECT person.user_id, plain.day,
               CASE WHEN absence.away && plain.spans THEN round(COALESCE((
                   SELECT SUM(extract(epoch FROM upper(left_over) - lower(left_over)))
                     FROM unnest(plain.spans - absence.away) AS left_over
               ), 0) / plain.seconds, 4) ELSE 1 END AS share
          FROM person
          JOIN plain ON plain.calendar_id = person.calendar_id
     LEFT JOIN absence ON absence.user_id = person.user_id
    )
"""

#: Orders of period and trend, read once.
REVENUE = """
    sold AS (
        SELECT o.user_id, %(order_day)s AS day,
               SUM(o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1)) AS amount
          FROM sale_order o
     LEFT JOIN zones ON zones.team_id = o.team_id
         WHERE o.state = 'sale' AND o.company_id = %(company)s
           AND o.date_order >= %(since)s AND o.date_order < %(until)s
      GROUP BY 1, 2
    )
"""

PEOPLE_SQL = """
    WITH %(person)s, %(weights)s, %(revenue)s,
    days AS (
        SELECT user_id, SUM(share) AS working,
               COALESCE(SUM(share) FILTER (WHERE day <= %(day)s), 0) AS worked,
               MAX(share) FILTER (WHERE day = %(day)s) AS today
          FROM weight WHERE day BETWEEN %(start)s AND %(end)s GROUP BY user_id
    ),
    week AS (
        SELECT user_id, SUM(share) AS week FROM weight
         WHERE day BETWEEN %(week_start)s AND %(week_end)s GROUP BY user_id
    ),
    fact AS (
        SELECT user_id, SUM(amount) FILTER (WHERE day BETWEEN %(start)s AND %(day)s) AS fact,
               SUM(amount) FILTER (WHERE day = %(day)s) AS done_today,
               array_agg(day) FILTER (WHERE day BETWEEN %(trend_start)s AND %(day)s)
                   AS trend_days,
               array_agg(round(amount, 2)) FILTER (
                   WHERE day BETWEEN %(trend_start)s AND %(day)s) AS trend
          FROM sold GROUP BY user_id
    )
    SELECT person.user_id, person.team_id, person.target,
           COALESCE(fact.fact, 0)::float8 AS fact, days.working::float8, days.worked::float8,
           days.today::float8, COALESCE(week.week, 0)::float8, expected.value AS expected,
           round((COALESCE(fact.fact, 0) / NULLIF(expected.value, 0)::numeric * 100), 2)
               ::float8 AS pace,
           round((COALESCE(fact.fact, 0) / NULLIF(person.target, 0)::numeric * 100), 2)
               ::float8 AS completion,
           COALESCE(fact.fact, 0)::float8 - expected.value AS gap,
           GREATEST(person.target - COALESCE(fact.fact, 0)::float8, 0)
               / NULLIF(days.working - days.worked, 0)::float8 AS needed_per_day,
           COALESCE(fact.fact, 0)::float8 * days.working::float8
               / NULLIF(days.worked, 0)::float8 AS forecast,
           COALESCE(fact.done_today, 0)::float8 AS done_today,
           fact.trend_days, fact.trend::float8[], person.sales_position_id,
           days.today::float8
      FROM person
      JOIN days ON days.user_id = person.user_id
 LEFT JOIN week ON week.user_id = person.user_id
 LEFT JOIN fact ON fact.user_id = person.user_id
CROSS JOIN LATERAL (
          SELECT person.target * days.worked::float8 / NULLIF(days.working, 0)::float8
                 AS value
           ) AS expected
"""

#: The next working day of those who are away today.
AWAY_SQL = """
    WITH %(person)s, %(weights)s
    SELECT user_id, MIN(day) FILTER (WHERE share > 0)
      FROM weight WHERE day > %(day)s AND user_id = ANY(%(absent)s) GROUP BY user_id
"""

NORM_SQL = """
    SELECT metric.code, norm.amount, norm.period, norm.position_id, norm.bound,
           (SELECT COUNT(DISTINCT attendance.dayofweek)
              FROM resource_calendar_attendance attendance
             WHERE attendance.calendar_id = %(calendar)s
               AND attendance.display_type IS NULL) AS normal_week
      FROM sales_norm norm JOIN sales_metric metric ON metric.id = norm.metric_id
     WHERE norm.active AND norm.company_id = %(company)s
       AND COALESCE(norm.date_from, %(day)s) <= %(day)s
       AND COALESCE(norm.date_to, %(day)s) >= %(day)s
  ORDER BY metric.sequence, metric.id, norm.period
"""

#: Calls of the day and meetings of the week by kind of client, the week's average deal.
NORMS_SQL = """
    WITH %(zones)s,
    call AS (
        SELECT activity.user_id, %(call_day)s AS day,
               client.sales_first_order_date < moment.at AS is_current
          FROM mail_activity activity
     LEFT JOIN crm_lead lead ON lead.id
             = CASE activity.res_model WHEN 'crm.lead' THEN activity.res_id END
     LEFT JOIN sale_order o ON o.id
             = CASE activity.res_model WHEN 'sale.order' THEN activity.res_id END
          JOIN res_users seller ON seller.id = activity.user_id
     LEFT JOIN zones
            ON zones.team_id = COALESCE(lead.team_id, o.team_id, seller.sale_team_id)
     LEFT JOIN res_partner contact ON contact.id = COALESCE(
               lead.partner_id, o.partner_id,
               CASE activity.res_model WHEN 'res.partner' THEN activity.res_id END)
     LEFT JOIN res_partner client ON client.id = contact.commercial_partner_id
    CROSS JOIN LATERAL (
               SELECT COALESCE(activity.sales_done_at,
                               activity.date_done + interval '12 hours') AS at
               ) AS moment
         WHERE activity.date_done IS NOT NULL AND activity.active IS NOT TRUE
           AND COALESCE(activity.sales_done_at, activity.date_done + interval '12 hours')
               BETWEEN %(day)s::timestamp - interval '1 day'
                   AND %(day)s::timestamp + interval '2 days'
           AND activity.activity_type_id IN (
               SELECT id FROM mail_activity_type WHERE category = 'phonecall')
           AND COALESCE(lead.company_id, o.company_id, seller.company_id) = %(company)s
    ),
    meeting AS (
        SELECT event.user_id, %(meeting_day)s AS day
          FROM calendar_event event
     LEFT JOIN crm_lead lead ON lead.id = event.opportunity_id
          JOIN res_users seller ON seller.id = event.user_id
     LEFT JOIN zones ON zones.team_id = COALESCE(lead.team_id, seller.sale_team_id)
         WHERE event.active AND event.start >= %(week_start)s::timestamp - interval '1 day'
           AND event.start < %(day)s::timestamp + interval '2 days'
           AND (event.opportunity_id IS NOT NULL OR event.sales_partner_id IS NOT NULL)
           AND event.start <= now() AT TIME ZONE 'UTC'
           AND (event.sales_outcome = 'held' OR event.sales_outcome IS NULL
                AND event.stop <= now() AT TIME ZONE 'UTC')
           AND COALESCE(lead.company_id, seller.company_id) = %(company)s
    ),
    deal AS (
        SELECT o.user_id, %(order_day)s AS day,
               o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1) AS amount
          FROM sale_order o
     LEFT JOIN zones ON zones.team_id = o.team_id
         WHERE o.state = 'sale' AND o.company_id = %(company)s
           AND o.date_order >= %(week_start)s::timestamp - interval '1 day'
           AND o.date_order < %(day)s::timestamp + interval '2 days'
    )
    SELECT 'calls', user_id, COUNT(*)::float8, COUNT(*) FILTER (WHERE is_current),
           COUNT(*) FILTER (WHERE is_current IS NOT TRUE)
      FROM call WHERE day = %(day)s GROUP BY user_id
     UNION ALL
    SELECT 'meetings', user_id, COUNT(*), 0, 0
      FROM meeting WHERE day BETWEEN %(week_start)s AND %(day)s GROUP BY user_id
     UNION ALL
    SELECT 'average_deal', user_id, AVG(amount)::float8, 0, 0
      FROM deal WHERE day BETWEEN %(week_start)s AND %(day)s GROUP BY user_id
"""

CLOSED_SQL = """
    WITH %(zones)s
    SELECT o.user_id, o.date_order,
           (o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1))::float8,
           client.complete_name, person.name
      FROM sale_order o
 LEFT JOIN zones ON zones.team_id = o.team_id
      JOIN res_partner contact ON contact.id = o.partner_id
      JOIN res_partner client ON client.id = contact.commercial_partner_id
 LEFT JOIN res_users seller ON seller.id = o.user_id
 LEFT JOIN res_partner person ON person.id = seller.partner_id
     WHERE o.state = 'sale' AND o.company_id = %(company)s
       AND o.date_order >= %(day)s::timestamp - interval '1 day'
       AND o.date_order < %(day)s::timestamp + interval '2 days'
       AND %(order_day)s = %(day)s
  ORDER BY o.date_order DESC, o.id DESC
     LIMIT %(limit)s
"""


class BareBoard:
    """The board of one day, read with bare SQL over a cursor.

    :param env: of a company; read once, before anything is timed, for the keys in the
        queries
    """

    def __init__(self, env, day):
        self.cr = env.cr
        calendar = env.company.sudo()._get_sales_calendar()
        start = day.replace(day=1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        week = env["sales.norm"]._get_norm_periods(day)["week"]
        trend_start = day - timedelta(days=TREND_DAYS - 1)
        since = datetime.combine(min(start, trend_start, week[0]), time.min)
        self.values = {
            "company": env.company.id,
            "calendar": calendar.id,
            "zone": calendar.tz,
            "metric": env.ref("sales_efficiency.sales_metric_order_revenue").id,
            "day": SQL("%s::date", day),
            "start": start,
            "end": end,
            "week_start": SQL("%s::date", week[0]),
            "week_end": week[1],
            "trend_start": trend_start,
            "since": since - timedelta(days=1),
            "until": datetime.combine(day, time.max) + timedelta(days=1),
            "first": min(start, week[0]),
            "last": max(end, week[1]),
            "limit": CLOSED_LIMIT,
            "zones": SQL(ZONES),
        }
        for name, moment in (
            ("order_day", "o.date_order"),
            ("call_day", "moment.at"),
            ("meeting_day", "event.start"),
        ):
            self.values[name] = SQL(LOCAL_DAY, moment=SQL(moment), zone=calendar.tz)
        self.day = day

    def read(self):
        """Read everything the board shows, with one query per kind of record."""
        people = self._fetch(PEOPLE_SQL)
        # Away is who has a working day today with nothing of it left.
        absent = [row[0] for row in people if row[-1] == 0]
        ahead = {
            "first": self.day + timedelta(days=1),
            "last": self.day + timedelta(days=ABSENCE_DAYS),
            "absent": absent,
        }
        return {
            "people": people,
            "teams": self._sum_teams(people),
            "away": self._fetch(AWAY_SQL, **ahead) if absent else [],
            "norms": self._judge_norms(
                people, self._fetch(NORM_SQL), self._fetch(NORMS_SQL)
            ),
            "closed": self._fetch(CLOSED_SQL),
        }

    def _fetch(self, text, **changed):
        values = self.values | changed
        for name, part in (
            ("person", PERSON),
            ("weights", WEIGHTS),
            ("revenue", REVENUE),
        ):
            values[name] = SQL(part, **_only(part, values))
        self.cr.execute(SQL(text, **_only(text, values)))
        return self.cr.fetchall()

    def _sum_teams(self, people):
        """Sum plan, fact and expectation of teams, and of all under ``None``."""
        teams = {}
        for row in people:
            _user, team, plan, fact, *_rest = row
            due = row[8] or 0.0
            for key in (team, None):
                total = teams.setdefault(key, [0.0, 0.0, 0.0])
                total[0] += plan
                total[1] += fact
                total[2] += due
        return teams

    def _judge_norms(self, people, norms, done):
        """Return ``{(user, code): (target, done)}`` of the norms that count."""
        facts = {}
        for code, user, count, current, new in done:
            facts[user, code] = count
            if code == "calls":
                facts[user, "calls_current"], facts[user, "calls_new"] = current, new
        judged = {}
        for row in people:
            user, today, week, position = row[0], row[6] or 0, row[7], row[-2]
            for code, amount, period, only, bound, normal in norms:
                if only not in (None, position):
                    continue
                share = min(today if period == "day" else week / normal, 1)
                found = facts.get((user, code), None if bound else 0)
                judged[user, code] = (amount if bound else amount * share, found)
        return judged


def _only(text, values):
    return {name: value for name, value in values.items() if f"%({name})s" in text}
