"""Run inside Odoo by ``test_real_mailing.py``: chains, and workers that send them."""

import json
import logging
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

from odoo import SUPERUSER_ID, api, sql_db

STEPS = 3
WORKERS = 2
#: Of the kills, so many while letters are written, not sent.
EARLY = 4
#: How often all that was put off is let go at once before it counts as lost.
ROUNDS = 60
OUTGOING = [("mailing_id.chain_step_id", "!=", False), ("state", "=", "outgoing")]


def play(env, uncertain, name, people, kills, sink):
    """Let people go through a chain while its workers are killed.

    :param uncertain: what the company does with uncertain letters
    :param sink: ``[port, what it notes in, seed]``
    :return: ``[seconds, kills done, what Odoo believes]``
    """
    port, book, seed = sink
    _set_up_server(env, port)
    env.company.mailing_uncertain = uncertain
    if uncertain == "resend":
        traces = env["mailing.trace"]
        traces.search([("failure_type", "=", "chain_uncertain")]).action_letter_resend()
    assert _enter_chain(env, name, people) == people
    return [*_work(env, seed, kills, book), _get_state(env)]


def _set_up_server(env, port):
    if not env["ir.mail_server"].search_count([("smtp_port", "=", port)]):
        env["ir.mail_server"].create(
            {
                "name": "Sink",
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "smtp_encryption": "none",
            }
        )
        env["mail.mail"].search([("state", "=", "outgoing")]).cancel()


def _enter_chain(env, name, people):
    """Let people enter a chain of letters that follow one another at once."""
    chain = env["mailing.chain"].create(
        {"name": name, "window": "any", "ignores_cap": True}
    )
    version = chain.draft_version_id
    steps = env["mailing.chain.step"].create(
        [
            {"name": f"{name} {number}", "version_id": version.id, "sequence": number}
            for number in range(STEPS)
        ]
    )
    for step, following in zip(steps, steps[1:], strict=False):
        step.next_id = following
    _write_letters(env, steps)
    version.first_step_id = steps[0]
    version.published_at = "2026-01-01"
    chain.write({"version_id": version.id, "state": "running"})
    leads = env["crm.lead"].with_context(tracking_disable=True, mail_create_nolog=True)
    leads = leads.create(
        [
            {
                "name": f"Deal {number}",
                "contact_name": f"Client {number}",
                "email_from": f"{name.lower()}{number}@client.example",
                "user_id": False,
            }
            for number in range(people)
        ]
    )
    return len(chain._enter(leads))


def _write_letters(env, steps):
    env["mailing.mailing"].create(
        [
            {
                "subject": f"{step.name} for {{{{ object.contact_name }}}}",
                "body_html": "<p>Dear <t t-out='object.contact_name'/>, "
                "<a href='https://shop.example/a'>look</a></p>",
                "mailing_model_id": env["ir.model"]._get_id("crm.lead"),
                "email_from": "office@efficient.example",
                "chain_step_id": step.id,
            }
            for step in steps
        ]
    )


def _get_state(env):
    """Return what Odoo believes: traces, and what mails are left."""
    traces = env["mailing.trace"].search_read(
        [("mass_mailing_id.chain_step_id", "!=", False)],
        ["message_id", "email", "trace_status", "failure_type", "mass_mailing_id"],
        load=None,
    )
    mails = env["mail.mail"].search_read(
        [("mailing_id.chain_step_id", "!=", False)], ["message_id", "state"], load=None
    )
    states = env["mailing.chain.participant"]._read_group([], ["state"], ["__count"])
    return {"traces": traces, "mails": mails, "participants": dict(states)}


def _work(env, seed, kills, book):
    """Let workers advance chains and send letters until all is done, killing some.

    :param book: what the sink notes in
    :return: seconds, kills done
    """
    env.cr.commit()
    nursery = Nursery(env, seed, kills, Path(book))
    begin = time.monotonic()
    try:
        for _round in range(ROUNDS):
            nursery.run()
            if not _count_left(env):
                break
            _let_time_pass(env)
        else:
            raise AssertionError(f"{_count_left(env)} letters do not end")
    finally:
        nursery.kill_all()
    return round(time.monotonic() - begin, 1), nursery.killed


def _count_left(env):
    env.cr.rollback()
    return env["mail.mail"].search_count(OUTGOING) + env[
        "mailing.chain.participant"
    ].search_count([("state", "=", "running")])


def _let_time_pass(env):
    """Let what was put off be due; nobody works meanwhile."""
    env["mail.mail"].search(OUTGOING).scheduled_date = False
    env.cr.commit()


class Nursery:
    """Workers that are forked, killed at moments drawn beforehand, and forked anew."""

    def __init__(self, env, seed, kills, book):
        self.registry = env.registry
        self.random = random.Random(seed)
        self.book = book
        self.early = min(EARLY, kills)
        self.killed = 0
        letters = STEPS * env["mailing.chain.participant"].search_count(
            [("state", "=", "running")]
        )
        sent = self._count_sent()
        late = [
            sent + self.random.random() * letters for _ in range(kills - self.early)
        ]
        #: How much the sink has noted when the next ones are killed.
        self.moments = sorted(late)
        self.workers = set()

    def run(self):
        """Let workers work until they have nothing to do; kill some of them."""
        self.workers = {self._fork() for _ in range(WORKERS)}
        early = time.monotonic() + self.random.uniform(0.3, 2)
        while self.workers:
            self._reap()
            if self.early and time.monotonic() > early:
                self.early -= 1
                early = time.monotonic() + self.random.uniform(0.3, 2)
                self._kill_one()
            elif self.moments and self._count_sent() >= self.moments[0]:
                self.moments.pop(0)
                self._kill_one()
            time.sleep(0.005)

    def kill_all(self):
        """Leave nobody behind."""
        for pid in self.workers:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _count_sent(self):
        # A line is about as long as the others.
        return self.book.read_bytes().count(b"\n") if self.book.exists() else 0

    def _kill_one(self):
        """Kill a worker at any moment of what it does, and let another begin."""
        time.sleep(self.random.uniform(0, 0.03))
        pid = self.random.choice(sorted(self.workers))
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        self.killed += os.WIFSIGNALED(status)
        self.workers.discard(pid)
        self.workers.add(self._fork())

    def _reap(self):
        for pid in [*self.workers]:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self.workers.discard(pid)
                assert status == 0, f"a worker ended with {status}"

    def _fork(self):
        pid = os.fork()
        if pid:
            return pid
        try:
            # These connections are those of who forked.
            sql_db._Pool._connections.clear()
            logging.getLogger("odoo.addons.mail.models.mail_mail").disabled = True
            with self.registry.cursor() as cr:
                _do_all(api.Environment(cr, SUPERUSER_ID, {}))
            os._exit(0)
        except BaseException:  # noqa: BLE001 the process ends here in any case
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)


def _do_all(env):
    """Do what the two scheduled actions do until nothing is due."""
    participants, mails = env["mailing.chain.participant"], env["mail.mail"]
    while True:
        participants._cron_advance()
        mails.process_email_queue()
        env.cr.commit()
        due = mails._get_letter_domain() & mails._get_due_domain()
        if not participants._count_due() and not mails.search_count(due):
            return


def read_book(path):
    """Return what the sink noted: ``[[what, Message-ID, recipient]]``."""
    return [json.loads(line) for line in Path(path).read_text().splitlines()]
