"""Lists and sums of calls in bare SQL: what the addon is measured against.

Written as one would who knows the tables, with the names a list shows.
"""

LIST = """
    SELECT call.id, call.direction, call.state, call.number, call.started_at,
           call.talk_seconds, call.missed_state, partner.complete_name, lead.name,
           stage.name, contact.name, team.name, outcome.name
      FROM pbx_call call
 LEFT JOIN res_partner partner ON partner.id = call.partner_id
 LEFT JOIN crm_lead lead ON lead.id = call.lead_id
 LEFT JOIN crm_stage stage ON stage.id = call.stage_id
 LEFT JOIN res_users seller ON seller.id = call.user_id
 LEFT JOIN res_partner contact ON contact.id = seller.partner_id
 LEFT JOIN crm_team team ON team.id = call.team_id
 LEFT JOIN pbx_outcome outcome ON outcome.id = call.outcome_id
     WHERE call.company_id = %(company)s
       AND call.started_at >= %(first)s AND call.started_at < %(after)s
  ORDER BY call.started_at DESC, call.id DESC
     LIMIT %(page)s
"""

LIST_COUNT = """
    SELECT COUNT(*) FROM (
        SELECT 1 FROM pbx_call
         WHERE company_id = %(company)s
           AND started_at >= %(first)s AND started_at < %(after)s
         LIMIT %(most)s
    ) AS found
"""

#: Calls are of whom they belong to, minutes of who talked.
REPORT = """
    SELECT user_id, SUM(calls), SUM(seconds) / 60
      FROM (
        SELECT user_id, COUNT(*) AS calls, 0 AS seconds
          FROM pbx_call
         WHERE company_id = %(company)s
           AND started_at >= %(first)s AND started_at < %(after)s
           AND direction <> 'internal' AND state NOT IN ('ringing', 'ongoing')
      GROUP BY user_id
     UNION ALL
        SELECT leg.user_id, 0, SUM(leg.talk_seconds)
          FROM pbx_call_leg leg JOIN pbx_call call ON call.id = leg.call_id
         WHERE leg.company_id = %(company)s AND leg.outcome = 'talked'
           AND COALESCE(leg.answered_at, leg.rang_at) >= %(first)s
           AND COALESCE(leg.answered_at, leg.rang_at) < %(after)s
           AND call.direction <> 'internal' AND call.state NOT IN ('ringing', 'ongoing')
      GROUP BY leg.user_id
      ) AS part
  GROUP BY user_id
"""
