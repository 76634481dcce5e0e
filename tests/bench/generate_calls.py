"""A company's calls of two years: 1,000,000 of them, with 100,000 clients and 500 people."""

CALLS, CLIENTS, PEOPLE, TEAMS = 1_000_000, 100_000, 500, 25
#: Two years: a call each minute or so, day and night, for the database does not mind.
FIRST = "2015-01-01"
SPACING_SECONDS = 63


def make(env):
    """Write clients, people, a phone system and its calls; return who has them.

    :return: ``(provider, users)``
    """
    env = env(context=dict(env.context, tracking_disable=True, no_reset_password=True))
    users = _make_people(env)
    env["res.users"].create(
        {
            "name": "Bench Manager",
            "login": "bench_manager",
            "group_ids": [
                (4, env.ref("sales_efficiency.group_sales_efficiency_manager").id)
            ],
        }
    )
    provider = env["pbx.provider"].create(
        {
            "name": "Bench",
            "code": "webhook",
            "country_id": env.ref("base.us").id,
            "extension_ids": [
                (0, 0, {"number": str(1000 + index), "user_id": user.id})
                for index, user in enumerate(users)
            ],
        }
    )
    values = {
        "clients": CLIENTS,
        "calls": CALLS,
        "people": PEOPLE,
        "company": env.company.id,
        "provider": provider.id,
        "users": users.ids,
        "teams": users.sale_team_id.ids,
        "first": FIRST,
        "spacing": SPACING_SECONDS,
        "stages": env["crm.stage"].search([], order="id").ids,
    }
    env.flush_all()
    for statement in (CLIENTS_SQL, CALLS_SQL, LEGS_SQL):
        env.cr.execute(statement, values)
    env.invalidate_all()
    return provider, users


def _make_people(env):
    group = env.ref("sales_team.group_sale_salesman")
    users = env["res.users"].create(
        [
            {
                "name": f"Seller {index:03}",
                "login": f"seller_{index:03}",
                "group_ids": [(4, group.id)],
            }
            for index in range(PEOPLE)
        ]
    )
    env["crm.team"].create(
        [
            {"name": f"Team {index}", "member_ids": [(6, 0, users[index::TEAMS].ids)]}
            for index in range(TEAMS)
        ]
    )
    return users


CLIENTS_SQL = """
    INSERT INTO res_partner (
        name, complete_name, phone, phone_sanitized, active, is_company, type,
        company_id, partner_share, create_date, write_date, create_uid, write_uid, lang,
        autopost_bills
    )
    SELECT 'Client ' || n, 'Client ' || n, '+1415' || lpad(n::text, 7, '0'),
           '+1415' || lpad(n::text, 7, '0'), TRUE, TRUE, 'contact', NULL, TRUE,
           now(), now(), 1, 1, 'en_US', 'ask'
      FROM generate_series(1, %(clients)s) n;
    UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL
"""

CALLS_SQL = """
    INSERT INTO pbx_call (
        provider_id, company_id, call_uid, direction, state, number, phone_sanitized,
        started_at, answered_at, ended_at, ring_seconds, queue_seconds, talk_seconds,
        user_id, team_id, partner_id, stage_id, create_date, write_date, create_uid,
        write_uid
    )
    SELECT %(provider)s, %(company)s, 'bench-' || n,
           CASE WHEN n %% 3 = 0 THEN 'in' ELSE 'out' END,
           CASE WHEN n %% 5 > 0 THEN 'answered'
                WHEN n %% 3 = 0 THEN 'missed' ELSE 'not_reached' END,
           client.phone, client.phone_sanitized, moment,
           CASE WHEN n %% 5 > 0 THEN moment + interval '9 seconds' END,
           moment + interval '200 seconds', 9, 0,
           CASE WHEN n %% 5 > 0 THEN 20 + n %% 300 ELSE 0 END,
           seller.id, seller.sale_team_id, client.id,
           (%(stages)s)[1 + n %% array_length(%(stages)s, 1)], moment, moment, 1, 1
      FROM (SELECT n, %(first)s::timestamp + n * %(spacing)s * interval '1 second' AS moment
              FROM generate_series(1, %(calls)s) n) AS told
      JOIN res_users seller ON seller.id = (%(users)s)[1 + n %% %(people)s]
      JOIN res_partner client
        ON client.phone_sanitized
         = '+1415' || lpad((1 + n * 7919::bigint %% %(clients)s)::text, 7, '0')
"""

#: Somebody else's phone rang as well at each seventh call.
LEGS_SQL = """
    INSERT INTO pbx_call_leg (
        call_id, company_id, leg_uid, extension, user_id, team_id, outcome, rang_at,
        answered_at, ended_at, talk_seconds, create_date, write_date, create_uid,
        write_uid
    )
    SELECT call.id, call.company_id, part.uid, '1', seller.id, seller.sale_team_id,
           CASE WHEN part.uid = '2' THEN 'answered_elsewhere'
                WHEN call.state = 'answered' THEN 'talked' ELSE 'no_answer' END,
           call.started_at, CASE WHEN part.uid = '1' THEN call.answered_at END,
           call.ended_at, CASE WHEN part.uid = '1' THEN call.talk_seconds ELSE 0 END,
           call.started_at, call.started_at, 1, 1
      FROM pbx_call call
      JOIN LATERAL (VALUES ('1'), ('2')) AS part (uid)
        ON part.uid = '1' OR call.id %% 7 = 0
      JOIN res_users seller ON seller.id = CASE part.uid
           WHEN '1' THEN call.user_id
           ELSE (%(users)s)[1 + (call.id * 31) %% %(people)s] END
     WHERE call.provider_id = %(provider)s
"""
