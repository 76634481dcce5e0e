"""Clients, leads, orders, meetings and calls of two years, made with SQL.

Chance is a hash of the record's number, so that every run makes the same company. What
belongs together fits: the calls on a lead are its salesperson's and follow its
creation, clients grow in number and buy again and again, one of them very often.
"""

from odoo.tools import SQL

from .size import (
    BOARD_DAY,
    CALLS,
    CLIENTS,
    CONTACTS,
    CURRENCY_RATE,
    FIRST_DAY,
    LEADS,
    MEETINGS,
    ORDERS,
)

HELPERS = """
    CREATE FUNCTION pg_temp.chance(number bigint, salt int) RETURNS float8
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT (hashint8extended(number, salt) & 2147483647) / 2147483648.0 $$;
    CREATE TEMP TABLE person AS
        SELECT row_number() OVER (ORDER BY users.id) - 1 AS place, users.id AS user_id,
               users.partner_id, member.crm_team_id AS team_id
          FROM res_users users
          JOIN crm_team_member member ON member.user_id = users.id AND member.active
         WHERE users.login LIKE 'bench_%%';
    CREATE UNIQUE INDEX ON person (place);
    CREATE TEMP TABLE workday AS
        SELECT row_number() OVER (ORDER BY day) - 1 AS place, day
          FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') AS day
         WHERE extract(isodow FROM day) < 6;
    CREATE UNIQUE INDEX ON workday (place);
    CREATE TEMP TABLE client (place int PRIMARY KEY, id int, contact_id int);
    CREATE TEMP TABLE thing AS
        SELECT row_number() OVER (ORDER BY product.id) - 1 AS place, product.id,
               template.uom_id, template.list_price
          FROM product_product product
          JOIN product_template template ON template.id = product.product_tmpl_id
         WHERE template.name->>'en_US' LIKE 'Product %%';
    CREATE UNIQUE INDEX ON thing (place);
    ANALYZE person; ANALYZE workday; ANALYZE thing;
"""

CLIENTS_SQL = """
    INSERT INTO res_partner (id, name, complete_name, is_company, active, partner_share,
                             type, autopost_bills, company_id, country_id, industry_id,
                             user_id, create_date, write_date)
         SELECT nextval('res_partner_id_seq'), 'Client ' || n, 'Client ' || n, TRUE, TRUE,
                TRUE, 'contact', 'ask', NULL,
                (SELECT id FROM res_country WHERE code = (ARRAY['BE', 'DE', 'FR', 'NL',
                 'IT'])[1 + n %% 5]),
                (SELECT min(id) FROM res_partner_industry) + n %% 10,
                person.user_id, %(first)s, %(first)s
           FROM generate_series(0, %(clients)s - 1) AS n
           JOIN person ON person.place = n %% (SELECT count(*) FROM person)
          ORDER BY n;
    UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE 'Client %%';
    INSERT INTO client SELECT substr(name, 8)::int, id, id FROM res_partner
     WHERE name LIKE 'Client %%';
    INSERT INTO res_partner (id, name, complete_name, is_company, active, partner_share,
                             type, autopost_bills, parent_id, commercial_partner_id,
                             commercial_company_name, country_id, create_date, write_date)
         SELECT nextval('res_partner_id_seq'), 'Contact ' || n,
                'Client ' || n || ', Contact ' || n, FALSE, TRUE, TRUE, 'contact', 'ask',
                client.id, client.id, 'Client ' || n, partner.country_id, %(first)s, %(first)s
           FROM generate_series(0, %(contacts)s - 1) AS n
           JOIN client ON client.place = n
           JOIN res_partner partner ON partner.id = client.id
          ORDER BY n;
    UPDATE client SET contact_id = contact.id FROM res_partner contact
     WHERE contact.parent_id = client.id;
    ANALYZE client; ANALYZE res_partner;
"""

#: A moment of the working day, sometimes late in the evening: another day elsewhere.
MOMENT = """
    day + interval '6 hours' + %(hours)s * pg_temp.chance(%(n)s, %(salt)s) * interval '1 hour'
"""
#: Few clients buy often, most rarely; the later, the more clients there are.
CLIENT_NUMBER = """
    CASE WHEN %(n)s %% 100 = 0 THEN 0 ELSE floor(
        pg_temp.chance(%(n)s, %(salt)s) ^ 1.6
        * %(clients)s * (0.3 + 0.7 * workday.place / (SELECT count(*) FROM workday))
    ) END
"""

LEADS_SQL = """
    CREATE TEMP TABLE lead AS
        SELECT n AS place, nextval('crm_lead_id_seq')::int AS id, person.user_id,
               person.team_id, client.contact_id AS partner_id, %(moment)s AS moment,
               pg_temp.chance(n, 4) AS fate
          FROM generate_series(0, %(leads)s - 1) AS n
          JOIN person
            ON person.place = floor(pg_temp.chance(n, 1) * (SELECT count(*) FROM person))
          JOIN workday
            ON workday.place = floor(pg_temp.chance(n, 2) * (SELECT count(*) FROM workday))
          JOIN client ON client.place = %(client)s;
    CREATE UNIQUE INDEX ON lead (place);
    ANALYZE lead;
    INSERT INTO crm_lead (id, name, type, active, user_id, team_id, company_id, stage_id,
                          partner_id, won_status, probability, automated_probability,
                          expected_revenue, prorated_revenue, priority, medium_id, source_id,
                          date_open, date_closed, date_last_stage_update, create_date,
                          write_date)
         SELECT id, 'Lead ' || n, CASE WHEN fate < 0.85 THEN 'opportunity' ELSE 'lead' END,
                fate < 0.25 OR fate >= 0.55, user_id, team_id, %(company)s,
                CASE WHEN fate < 0.25 THEN 4 ELSE 1 + n %% 3 END,
                CASE WHEN pg_temp.chance(n, 5) < 0.85 THEN partner_id END,
                CASE WHEN fate < 0.25 THEN 'won' WHEN fate < 0.55 THEN 'lost'
                     ELSE 'pending' END,
                CASE WHEN fate < 0.25 THEN 100 WHEN fate < 0.55 THEN 0 ELSE 20 END, 20,
                round((500 + 20000 * pg_temp.chance(n, 6) ^ 3)::numeric, 2), 0, '0',
                1 + n %% 9, 1 + n %% 10, moment,
                CASE WHEN fate < 0.55 THEN LEAST(
                    moment + pg_temp.chance(n, 7) * interval '60 days', %(last)s) END,
                moment, moment, moment
           FROM (SELECT place AS n, * FROM lead) AS lead;
    ANALYZE crm_lead;
"""

ORDERS_SQL = """
    CREATE TEMP TABLE purchase AS
        SELECT n AS place, nextval('sale_order_id_seq')::int AS id, person.user_id,
               person.team_id, client.contact_id AS partner_id, %(moment)s AS moment,
               CASE WHEN pg_temp.chance(n, 14) < 0.72 THEN 'sale'
                    WHEN pg_temp.chance(n, 14) < 0.87 THEN 'sent'
                    WHEN pg_temp.chance(n, 14) < 0.95 THEN 'draft' ELSE 'cancel' END AS state,
               n %% 20 = 7 AS is_foreign, 1 + n %% 5 AS size
          FROM generate_series(0, %(orders)s - 1) AS n
          JOIN person
            ON person.place = floor(pg_temp.chance(n, 11) ^ 1.3
                                    * (SELECT count(*) FROM person))
          JOIN workday
            ON workday.place = floor(pg_temp.chance(n, 12) * (SELECT count(*) FROM workday))
          JOIN client ON client.place = %(client)s;
    CREATE UNIQUE INDEX ON purchase (place);
    ANALYZE purchase;
    CREATE TEMP TABLE basket AS
        SELECT purchase.*, line, thing.id AS product_id, thing.uom_id, thing.list_price,
               1 + (purchase.place + line) %% 4 AS quantity
          FROM purchase
    CROSS JOIN LATERAL generate_series(1, purchase.size) AS line
          JOIN thing
            ON thing.place = floor(pg_temp.chance(purchase.place * 8::bigint + line, 15)
                                   * (SELECT count(*) FROM thing));
    INSERT INTO sale_order (id, name, state, company_id, partner_id, partner_invoice_id,
                            partner_shipping_id, currency_id, currency_rate, user_id,
                            team_id, amount_untaxed, amount_tax, amount_total,
                            invoice_status, medium_id, source_id, date_order, create_date,
                            write_date)
         SELECT id, 'S' || lpad(place::text, 6, '0'), state, %(company)s, partner_id,
                partner_id, partner_id,
                CASE WHEN is_foreign THEN %(euro)s ELSE %(currency)s END,
                CASE WHEN is_foreign THEN %(rate)s ELSE 1 END, user_id, team_id,
                lines.amount, 0, lines.amount, 'no', 1 + place %% 9, 1 + place %% 10,
                moment, moment - interval '3 days', moment
           FROM purchase
           JOIN (SELECT id AS order_id, SUM(list_price * quantity) AS amount FROM basket
                  GROUP BY id) lines ON lines.order_id = purchase.id
          ORDER BY place;
    INSERT INTO sale_order_line (order_id, sequence, company_id, currency_id,
                                 order_partner_id, salesman_id, product_id, product_uom_id,
                                 state, name, product_uom_qty, price_unit, discount,
                                 price_subtotal, price_total, price_tax, customer_lead,
                                 qty_delivered, qty_invoiced, create_date, write_date)
         SELECT id, 10 * line, %(company)s,
                CASE WHEN is_foreign THEN %(euro)s ELSE %(currency)s END, partner_id,
                user_id, product_id, uom_id, state, 'Product', quantity, list_price, 0,
                list_price * quantity, list_price * quantity, 0, 0, 0, 0, moment, moment
           FROM basket
          ORDER BY place, line;
    ANALYZE sale_order; ANALYZE sale_order_line;
"""

MEETINGS_SQL = """
    CREATE TEMP TABLE meeting AS
        SELECT n, nextval('calendar_event_id_seq')::int AS id, person.user_id,
               person.partner_id AS own_partner_id, lead.id AS lead_id,
               client.contact_id AS partner_id, date_trunc('hour', %(moment)s) AS moment
          FROM generate_series(0, %(meetings)s - 1) AS n
          JOIN lead ON lead.place = n
          JOIN person ON person.user_id = lead.user_id
          JOIN workday
            ON workday.place = floor(pg_temp.chance(n, 21) * (SELECT count(*) FROM workday))
          JOIN client ON client.place = %(client)s;
    INSERT INTO calendar_event (id, name, user_id, show_as, privacy, active, allday,
                                recurrency, start, stop, duration, opportunity_id,
                                create_date, write_date)
         SELECT id, 'Meeting ' || n, user_id, 'busy', 'public', TRUE, FALSE, FALSE, moment,
                moment + interval '1 hour', 1, CASE WHEN n %% 10 < 7 THEN lead_id END,
                moment - interval '5 days', moment - interval '5 days'
           FROM meeting;
    INSERT INTO calendar_event_res_partner_rel (calendar_event_id, res_partner_id)
         SELECT id, own_partner_id FROM meeting
          UNION SELECT id, partner_id FROM meeting WHERE n %% 10 <> 9;
    ANALYZE calendar_event; ANALYZE calendar_event_res_partner_rel;
"""

CALLS_SQL = """
    INSERT INTO mail_activity (res_model, res_model_id, res_id, activity_type_id, user_id,
                               summary, date_deadline, date_done, active, automated,
                               create_date, write_date)
         SELECT model.model, model.id,
                CASE model.model WHEN 'crm.lead' THEN lead.id
                     WHEN 'sale.order' THEN purchase.id ELSE lead.partner_id END,
                kind.id,
                CASE model.model WHEN 'sale.order' THEN purchase.user_id
                     ELSE lead.user_id END,
                'Call', done.day, done.day, FALSE, FALSE, done.day, done.day
           FROM generate_series(0, %(calls)s - 1) AS n
           JOIN lead ON lead.place = floor(pg_temp.chance(n, 31) * %(leads)s)
           JOIN purchase ON purchase.place = floor(pg_temp.chance(n, 32) * %(orders)s)
     CROSS JOIN (SELECT min(id) AS id FROM mail_activity_type
                  WHERE category = 'phonecall') AS kind
           JOIN ir_model model ON model.model = CASE WHEN n %% 20 < 15 THEN 'crm.lead'
                WHEN n %% 20 < 18 THEN 'res.partner' ELSE 'sale.order' END
     CROSS JOIN LATERAL (
                SELECT (CASE model.model WHEN 'sale.order' THEN purchase.moment
                             ELSE lead.moment END
                        + pg_temp.chance(n, 33) * interval '40 days')::date AS day
                ) AS wish
     CROSS JOIN LATERAL (
                SELECT CASE WHEN wish.day > %(last)s::date THEN %(last)s::date - n %% 30
                            ELSE wish.day END AS day
                ) AS capped
     CROSS JOIN LATERAL (
                SELECT capped.day - GREATEST(0, extract(isodow FROM capped.day)::int - 5)
                       AS day
                ) AS done
          ORDER BY done.day, n;
    ANALYZE mail_activity;
"""


def make_records(env):
    """Fill the database, yielding the name of each step before it is done."""
    # What refers to what is right by construction; checking it takes half of the time.
    if env.execute_query(
        SQL("SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper")
    ):
        env.cr.execute(SQL("SET LOCAL session_replication_role = replica"))
    yield "clients"
    _run(env, HELPERS)
    _run(env, CLIENTS_SQL)
    yield "leads"
    _run(env, LEADS_SQL, moment=_get_moment(3, 12), client=_get_client(8))
    yield "orders"
    _run(env, ORDERS_SQL, moment=_get_moment(13, 17.5), client=_get_client(16))
    yield "meetings"
    _run(env, MEETINGS_SQL, moment=_get_moment(22, 12), client=_get_client(23))
    yield "calls"
    _run(env, CALLS_SQL)


def _get_moment(salt, hours):
    return SQL(MOMENT, n=SQL("n"), salt=salt, hours=hours)


def _get_client(salt):
    return SQL(CLIENT_NUMBER, n=SQL("n"), salt=salt, clients=CLIENTS)


def _run(env, text, **parts):
    values = {
        "first": SQL("%s::timestamp", FIRST_DAY),
        "last": SQL("%s::timestamp", BOARD_DAY),
        "company": env.company.id,
        "currency": env.company.currency_id.id,
        "euro": env.ref("base.EUR").id,
        "rate": CURRENCY_RATE,
        "clients": CLIENTS,
        "contacts": CONTACTS,
        "leads": LEADS,
        "orders": ORDERS,
        "meetings": MEETINGS,
        "calls": CALLS,
    }
    env.cr.execute(SQL(text, **values | parts))
