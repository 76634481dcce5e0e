"""The engine: does what is due for participants, in chunks that are one transaction each."""

from collections import defaultdict, deque

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

#: Participants whose moves are one transaction.
CHUNK = 500
#: Steps in a row that one chunk does; who has more before them goes on in the next one.
PASSES = 30
#: How often a chunk that met another worker is tried again before others' turn.
ATTEMPTS = 3


class MailingChainParticipant(models.Model):
    _inherit = "mailing.chain.participant"

    _chain_due_idx = models.Index("(chain_id, wake_at) WHERE state = 'running'")

    @api.model
    def _cron_advance(self):
        """Do what is due for the participants of all running chains.

        Chains of higher priority go first, those of the same priority take turns.
        """
        cron = self.env["ir.cron"]
        left = cron._commit_progress(remaining=self._count_due())
        for chains in self._get_due_chains():
            turns = deque(chains)
            attempts = defaultdict(int)
            while turns:
                if not left:
                    return
                chain = turns.popleft()
                count = self._advance_chain(chain)
                if count is None and attempts[chain] < ATTEMPTS:
                    attempts[chain] += 1
                    turns.append(chain)
                if count:
                    turns.append(chain)
                    left = cron._commit_progress(count)
        cron._commit_progress(remaining=0)
        self._trigger_next()

    @api.model
    def _count_due(self):
        return self.search_count(
            [
                ("state", "=", "running"),
                ("wake_at", "<=", fields.Datetime.now()),
                ("chain_id.state", "=", "running"),
                ("chain_id.active", "=", True),
            ]
        )

    @api.model
    def _get_due_chains(self):
        """Return lists of the chains with something due, those of high priority first."""
        self.flush_model(["state", "wake_at", "chain_id"])
        self.env["mailing.chain"].flush_model(["state", "active", "priority"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT chain.priority, array_agg(chain.id ORDER BY sequence, id)
                  FROM mailing_chain chain
                 WHERE chain.state = 'running' AND chain.active
                   AND EXISTS (SELECT FROM mailing_chain_participant one
                                WHERE one.chain_id = chain.id AND one.state = 'running'
                                  AND one.wake_at <= %s)
              GROUP BY chain.priority ORDER BY chain.priority DESC
                """,
                fields.Datetime.now(),
            )
        )
        return [self.env["mailing.chain"].browse(ids) for _priority, ids in rows]

    @api.model
    def _advance_chain(self, chain):
        """Do a chunk of what is due in a chain; the caller commits.

        :return: how many participants; ``None`` if another worker was at the same ones
        """
        try:
            participants = self._pick_due(chain, fields.Datetime.now())
            participants._advance(fields.Datetime.now())
            self.env.cr.flush()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            self.env.cr.rollback()
            self.env.transaction.reset()
            return None
        return len(participants)

    @api.model
    def _pick_due(self, chain, now):
        """Lock the participants of a chain that are due and that nobody else is at."""
        if not chain._may_advance():
            return self
        self.flush_model(["state", "wake_at", "chain_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM mailing_chain_participant
                 WHERE chain_id = %s AND state = 'running' AND wake_at <= %s
              ORDER BY wake_at, id LIMIT %s
                   FOR NO KEY UPDATE SKIP LOCKED
                """,
                chain.id,
                now,
                CHUNK,
            )
        )
        return self.browse(id_ for [id_] in rows)

    def _advance(self, now):
        """Do the steps of these participants of one chain until they wait.

        Nothing is committed: letters, logs and moves are one transaction.

        :param now: naive UTC
        """
        if not self:
            return
        company = self.chain_id.company_id
        moving = self.sudo().with_company(company)._leave_before_the_end(now)
        seen = defaultdict(set)
        for _pass in range(PASSES):
            moving = moving._stop_circles(seen)._do_step(now)
            if not moving:
                break

    def _stop_circles(self, seen):
        """Hold who comes to a step again without having waited; return the others."""
        circling = self.filtered(
            lambda one: not one.catch_up_until and one.step_id.id in seen[one.id]
        )
        if circling:
            circling._hold(
                self.env._(
                    "The chain goes round in a circle here without waiting: put a wait "
                    "into the circle."
                )
            )
        for participant in self - circling:
            seen[participant.id].add(participant.step_id.id)
        return self - circling

    def _do_step(self, now):
        """Run the step each of these is at; return those who came to another one."""
        moved = self.browse()
        for step, participants in self.grouped("step_id").items():
            if not step:
                # The drawing is empty: its end is where it begins.
                participants._finish("done", "end", now)
                continue
            outcomes = step._try(participants, now)
            groups = defaultdict(list)
            for participant, outcome in outcomes.items():
                groups[outcome].append(participant.id)
            for outcome, ids in groups.items():
                apply = getattr(self.browse(ids), f"_apply_{outcome.kind}")
                moved |= apply(step, outcome, now) or self.browse()
        return moved

    @api.model
    def _trigger_next(self):
        """Wake the engine when the next participant is due."""
        [[moment]] = self._read_group(
            [("state", "=", "running"), ("chain_id.state", "=", "running")],
            aggregates=["wake_at:min"],
        )
        if moment:
            self.env.ref("sales_efficiency_mailing.ir_cron_chain_advance")._trigger(
                at=max(moment, fields.Datetime.now())
            )
