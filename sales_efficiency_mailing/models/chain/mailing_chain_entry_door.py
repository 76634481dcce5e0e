"""Doors into chains: who comes to one at an event, and whom the sweep finds."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models, tools
from odoo.tools import SQL, split_every

from .chain_domain import read_domain
from .step_broken import StepBroken

_logger = logging.getLogger(__name__)

#: Kinds of doors that are passed when something happens; the sweep looks at the others.
AT_EVENTS = ("stage", "source", "event", "won", "lost")
#: Records that one chunk of the sweep lets in.
CHUNK = 1000


class MailingChainEntry(models.Model):
    _name = "mailing.chain.entry"
    _inherit = ["mailing.chain.entry", "sales.kept.mixin"]

    @api.model
    @tools.ormcache()
    def _get_doors(self):
        """Return ``{kind: ((id of the entry, what it is about), ...)}`` of open doors.

        Asked with each lead that is written, so it is kept until a chain or an entry
        changes. What it is about: id of the stage, source, event or lost reason.
        """
        doors = {}
        entries = self.sudo().search([("chain_id.active", "=", True)])
        for entry in entries:
            if entry.kind in AT_EVENTS and entry.chain_id._is_open():
                about = {
                    "stage": entry.stage_id,
                    "source": entry.source_id,
                    "event": entry.event_id,
                    "lost": entry.lost_reason_id,
                }.get(entry.kind)
                door = entry.id, about.id if about else False
                doors[entry.kind] = (*doors.get(entry.kind, ()), door)
        return doors

    @api.model
    def _let_in(self, kind, keys):
        """Let records through the doors of a kind.

        What goes wrong at a door is noted on it; who is at work on the records does not
        hear of it.

        :param keys: ``{record: what it comes with}``, as ``_get_doors`` has it
        """
        for entry_id, about in self._get_doors().get(kind, ()):
            records = [
                record for record, key in keys.items() if not about or key == about
            ]
            if records:
                entry = self.sudo().browse(entry_id)
                entry._pass(records[0].union(*records).sudo())

    def _pass(self, records):
        """Let records through this door, those that match its condition too."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.chain_id._enter(self._filter(records), entry=self)
        except OperationalError:
            raise
        except StepBroken as broken:
            self._note_problem(broken.reason)
        except Exception as error:  # noqa: BLE001 a door is no reason to refuse a sale
            _logger.exception("Entry %s of a chain fails", self.id)
            self._note_problem(
                self.env._(
                    "Nobody gets in here: %(error)s. Correct the entry.", error=error
                )
            )
        else:
            self._note_problem(False)

    def _note_problem(self, problem):
        """Show why nobody gets in by this door; nothing is forgotten for that."""
        if self.problem != problem:
            self.sudo().problem = problem

    def _filter(self, records):
        """Return those of the records that the chain is for and that match."""
        if records._name != self.chain_id.target:
            records = self._get_targets(records)
        if not (self.domain or "").strip("[] \n"):
            return records
        domain = read_domain(records, self.domain)
        return records.filtered_domain(domain)

    def _get_targets(self, records):
        """Return the records of the chain's model that belong to others: the clients
        of deals, or the latest deals of clients.
        """
        if records._name == "crm.lead":
            return records.partner_id
        leads = self.env["crm.lead"].search(
            [("email_normalized", "in", records.mapped("email_normalized"))],
            order="id desc",
        )
        latest = {lead.email_normalized: lead.id for lead in leads.sorted("id")}
        return leads.browse(latest.values())

    # ------------------------------------------------------------
    # SWEEP
    # ------------------------------------------------------------

    @api.model
    def _cron_sweep(self):
        """Let in who has come to match an entry that nothing tells of."""
        cron = self.env["ir.cron"]
        entries = self.search([("kind", "not in", AT_EVENTS)])
        entries = entries.filtered(lambda entry: entry.chain_id._is_open())
        left = cron._commit_progress(remaining=len(entries))
        for index, entry in enumerate(entries):
            remaining = len(entries) - index
            for ids in split_every(CHUNK, entry._get_waiting_ids()):
                if not left:
                    return
                entry._pass(self.env[entry.chain_id.target].browse(ids))
                left = cron._commit_progress(remaining=remaining)
            left = cron._commit_progress(1, remaining=remaining - 1)

    def _get_waiting_ids(self):
        """Return the ids of the records that may come in by this door now.

        Found by ``_get_waiting_domain_<kind>``, the hole for kinds of other capabilities.
        """
        records = self.env[self.chain_id.target]
        try:
            domain = getattr(self, f"_get_waiting_domain_{self.kind}")(records)
        except StepBroken as broken:
            self._note_problem(broken.reason)
            return []
        query = records._search(domain, order="id")
        query.add_where(self._get_outside(records, query))
        return [id_ for [id_] in self.env.execute_query(query.select())]

    def _get_waiting_domain_segment(self, records):
        return read_domain(records, self.domain)

    def _get_waiting_domain_silence(self, records):
        """Who is out of touch; a hole, nobody as long as it is not known who is."""
        return [("id", "in", [])]

    def _get_outside(self, records, query):
        """Return the condition that somebody is not kept out of the chain anyway."""
        chain = self.chain_id
        email = records._field_to_sql(query.table, "email_normalized", query)
        self.env["mailing.chain.participant"].flush_model()
        self.env["mail.blacklist"].flush_model(["email", "active"])
        pause = (
            SQL(
                "one.left_at > %s",
                fields.Datetime.now() - timedelta(days=chain.reentry_days),
            )
            if chain.reentry == "after"
            else SQL("TRUE")
        )
        return SQL(
            """
            %(email)s IS NOT NULL
            AND NOT EXISTS (SELECT FROM mailing_chain_participant one
                             WHERE one.chain_id = %(chain)s
                               AND one.email_normalized = %(email)s
                               AND (one.state IN ('running', 'held') OR %(pause)s))
            AND NOT EXISTS (SELECT FROM mail_blacklist black
                             WHERE black.active AND black.email = %(email)s)
            """,
            email=email,
            chain=chain.id,
            pause=pause,
        )


class MailingChain(models.Model):
    _name = "mailing.chain"
    _inherit = ["mailing.chain", "sales.kept.mixin"]
