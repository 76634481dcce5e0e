"""Send letters of a chain, and the same ones by Odoo's own composer, in turns.

python measure_mailing.py make|advance|lookup CONFIG DATABASE [WORDS]
"""

import json
import logging
import random
import statistics
import sys
import time

from odoo_env import connect

#: Leads there are; each chain that is measured takes its own share of them.
LEADS = 42_000
#: Letters that were sent before by the mailing of the last chain.
OLD = 100_000
TRACES = 1_000_000
LOOKUPS = 200
#: What is sent: three links, a name, a condition.
BODY = """
<div><p>Dear <t t-out="object.contact_name"/>,</p>
<p t-if="object.expected_revenue">You asked for something large.</p>
<p>Read about <a href="https://shop.example/one">one</a>,
<a href="https://shop.example/two">two</a> and
<a href="https://shop.example/three">three</a>.</p></div>
"""


def main(task, config, database, *words):
    """Run one task; its figures are the last line."""
    with connect(config, database) as env:
        # Odoo's composer calls what Odoo itself has given up.
        logging.getLogger("py.warnings").setLevel(logging.ERROR)
        found = globals()[f"do_{task}"](env, *words)
        env.cr.commit()
    print(json.dumps(found))


def do_make(env):
    """Write leads of one company, with few columns filled."""
    lead = env["crm.lead"].create(
        {
            "name": "Deal",
            "type": "opportunity",
            "contact_name": "Person",
            "email_from": "person@client.example",
            "expected_revenue": 10,
        }
    )
    env.flush_all()
    env.cr.execute(
        """SELECT column_name FROM information_schema.columns
            WHERE table_name = 'crm_lead' AND column_name NOT IN
                  ('id', 'contact_name', 'email_from', 'email_normalized')"""
    )
    columns = ", ".join(f'"{name}"' for [name] in env.cr.fetchall())
    env.cr.execute(
        f"""INSERT INTO crm_lead
                   (contact_name, email_from, email_normalized, {columns})
            SELECT 'Person ' || n, 'person' || n || '@client.example',
                   'person' || n || '@client.example', {columns}
              FROM crm_lead, generate_series(1, %s) n WHERE id = %s""",
        [LEADS, lead.id],
    )
    env["mail.mail"].search([]).unlink()
    return {"leads": LEADS}


def make_chain(env, count, first):
    """Make a chain of a letter and a wait, with so many participants; its twin mailing
    is sent by Odoo.
    """
    env.company.mailing_cap_letters = 3
    chain = env["mailing.chain"].create({"name": f"Bench {count}", "window": "any"})
    version = chain.draft_version_id
    wait = env["mailing.chain.step"].create(
        {"name": "Wait", "version_id": version.id, "kind": "wait"}
    )
    letter = env["mailing.chain.step"].create(
        {
            "name": "Letter",
            "version_id": version.id,
            "kind": "letter",
            "next_id": wait.id,
        }
    )
    version.first_step_id = letter
    values = {
        "subject": "For {{ object.contact_name }}",
        "body_html": BODY,
        "mailing_model_id": env["ir.model"]._get_id("crm.lead"),
        "mailing_domain": "[]",
    }
    ours, plain = env["mailing.mailing"].create(
        [{**values, "chain_step_id": letter.id}, values]
    )
    chain.write({"version_id": version.id, "state": "running"})
    leads = env["crm.lead"].search([], order="id", offset=first, limit=count)
    chain._enter(leads)
    env.cr.commit()
    return chain, ours, plain


def do_advance(env, count, first, rounds, old):
    """Measure chains of so many participants, chunk by chunk; tell what each cost more."""
    count, first, rounds = int(count), int(first), int(rounds)
    extra_ms, extra_queries, ours_ms = [], [], []
    for number in range(rounds):
        chain, ours, plain = make_chain(env, count, first + number * count)
        if old == "old":
            write_old(env, ours)
        warm_up(env, plain)
        for one in race(env, chain, plain):
            size, engine, composer = one
            ours_ms.append(1000 * engine[0] / size)
            extra_ms.append(1000 * (engine[0] - composer[0]) / size)
            extra_queries.append((engine[1] - composer[1]) / size)
    return {
        "extra_ms": statistics.median(extra_ms),
        "extra_queries": statistics.median(extra_queries),
        "ours_ms": statistics.median(ours_ms),
        "chunks": len(extra_ms),
    }


def race(env, chain, plain):
    """Yield (participants, engine's, composer's) seconds and queries of each chunk."""
    engine = env["mailing.chain.participant"]
    done = set()
    while True:
        mine = measure(env, lambda: engine._advance_chain(chain))
        sent = set(
            engine.search([("chain_id", "=", chain.id), ("step_id.kind", "=", "wait")])
            .mapped("res_id")
        )  # fmt: skip
        ids = sorted(sent - done)
        if not ids:
            return
        done = sent
        mailing = plain.with_context(default_force_send=False)
        theirs = measure(env, lambda m=mailing, i=ids: m._action_send_mail(res_ids=i))
        yield len(ids), mine, theirs


def measure(env, work):
    """Return the seconds and the queries of a piece of work, up to its commit."""
    from odoo import sql_db

    env.invalidate_all()
    queries, start = sql_db.sql_counter, time.monotonic()
    work()
    env.cr.commit()
    return time.monotonic() - start, sql_db.sql_counter - queries


def warm_up(env, plain):
    """Render the letter once, so that it is compiled and its links are there."""
    lead = env["crm.lead"].search([], order="id", limit=1)
    plain.with_context(default_force_send=False)._action_send_mail(res_ids=lead.ids)


def write_old(env, mailing):
    """Write letters that were sent before."""
    write_traces(env, mailing, OLD, 10_000_000)
    env.cr.commit()


def write_traces(env, mailing, count, first):
    """Write so many traces, of as many records in turn as there are tenth of them."""
    trace = env["mailing.trace"]
    env.cr.execute(
        """INSERT INTO mailing_trace (mass_mailing_id, model, res_id, email,
                                      trace_type, trace_status, sent_datetime,
                                      human_open_at, message_id)
           SELECT %(mailing)s, 'crm.lead', %(first)s + n %% (%(count)s / 10),
                  'old' || n %% (%(count)s / 10) || '@client.example', 'mail', 'sent',
                  now() AT TIME ZONE 'UTC',
                  CASE WHEN n %% 3 = 0 THEN now() AT TIME ZONE 'UTC' END,
                  '<' || n || '@old.example>'
             FROM generate_series(1, %(count)s) n""",
        {"mailing": mailing.id, "first": first, "count": count},
    )
    trace.invalidate_model()
    env.cr.execute("ANALYZE mailing_trace")


def do_lookup(env):
    """Ask which letters a client opened, among a million."""
    mailing = env["mailing.mailing"].search([], limit=1)
    write_traces(env, mailing, TRACES, 20_000_000)
    env.cr.commit()
    random.seed(20170815)
    times = []
    for _lookup in range(LOOKUPS):
        env.invalidate_all()
        client = 20_000_000 + random.randrange(TRACES // 10)
        start = time.monotonic()
        opened = env["mailing.trace"].search(
            [
                ("model", "=", "crm.lead"),
                ("res_id", "=", client),
                ("human_open_at", "!=", False),
            ]
        )
        opened.mapped("mass_mailing_id.subject")
        times.append(time.monotonic() - start)
        if not opened:
            raise ValueError(f"Nothing is found of {client}.")
    return {
        "opened_lookup_ms": 1000 * statistics.median(times),
        "opened_worst_ms": 1000 * max(times),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
