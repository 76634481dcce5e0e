"""Run inside Odoo by ``test_chain_race.py``: a chain, and engines that do what is due."""

import os
import signal
import time

#: Participants of the chain, and those of a chunk.
PEOPLE, CHUNK = 1200, 100
PATIENCE_SECONDS = 120


def set_up(env):
    """Let people into a chain of a letter and a wait."""
    env.company.mailing_cap_letters = 1
    chain = env["mailing.chain"].create({"name": "Race", "window": "any"})
    version = chain.draft_version_id
    steps = env["mailing.chain.step"]
    wait = steps.create({"name": "Wait", "version_id": version.id, "kind": "wait"})
    letter = steps.create(
        {"name": "Letter", "version_id": version.id, "next_id": wait.id}
    )
    version.first_step_id = letter
    env["mailing.mailing"].create(
        {
            "subject": "For {{ object.contact_name }}",
            "body_html": "<p>Look <a href='https://shop.example/a'>here</a></p>",
            "mailing_model_id": env["ir.model"]._get_id("crm.lead"),
            "chain_step_id": letter.id,
        }
    )
    chain.write({"version_id": version.id, "state": "running"})
    leads = env["crm.lead"].create(
        [
            {
                "name": f"Deal {number}",
                "contact_name": f"Person {number}",
                "email_from": f"person{number}@client.example",
            }
            for number in range(PEOPLE)
        ]
    )
    return len(chain._enter(leads))


def advance(env):
    """Run the scheduled action, in small chunks."""
    from odoo.addons.sales_efficiency_mailing.models.chain import (
        mailing_chain_participant_run,
    )

    mailing_chain_participant_run.CHUNK = CHUNK
    env["mailing.chain.participant"]._cron_advance()


def advance_beside_another(env):
    """Run it once another one has begun."""
    _wait_for(env, 1)
    advance(env)


def advance_and_die(env):
    """Be killed when letters of the third chunk are written and nobody is moved on."""
    steps = type(env["mailing.chain.step"])
    send, chunks = steps._send_letters, []

    def die(self, participants, now):
        logs = send(self, participants, now)
        chunks.append(len(logs))
        if len(chunks) == 3:
            self.env.flush_all()
            os.kill(os.getpid(), signal.SIGKILL)
        return logs

    steps._send_letters = die
    advance(env)


def _wait_for(env, count):
    """Wait until so many letters were handed to the queue."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        with env.registry.cursor() as cr:
            cr.execute("SELECT count(*) >= %s FROM mail_mail", [count])
            if cr.fetchone()[0]:
                return
        time.sleep(0.05)
    raise TimeoutError("No letter was written.")
