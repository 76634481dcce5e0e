import logging
from contextlib import closing
from smtplib import SMTPServerDisconnected

import psycopg2
from psycopg2.errors import SerializationFailure
from psycopg2.extensions import TransactionRollbackError

from odoo import api, fields, models, modules, tools
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import mute_logger

from ...tools.send_attempt import FAILED, RETRY, SENT, UNCERTAIN
from .letter_run import UNREACHABLE, LetterRun, Route

_logger = logging.getLogger(__name__)

#: Letters that are looked at together before they are sent one by one.
BATCH = 100
#: Letters that are put off together where their server is away.
ROUTE_LIMIT = 10_000


#: How often it is tried to note something before a run gives up.
NOTING_TRIES = 5


class NotSettled(Exception):
    """What Odoo noted about a letter is not what became of it."""


class MailMailRun(models.Model):
    """The queue of letters: claim, hand over, note; each kept before the next."""

    _inherit = "mail.mail"

    @api.model
    def _send_letters(self, domain):
        """Send the letters of a domain that are due, until done or out of time."""
        if self.env["ir.mail_server"]._disable_send():
            return
        self._keep()
        self._settle_disowned()
        self._keep()
        if total := self.search_count(domain & self._get_due_domain()):
            with (
                self._run_of_queue() as number,
                closing(LetterRun(number, self._open_session)) as run,
            ):
                self._send_due(run, domain, total)
        self._wake_for_next()
        self._keep()

    def _send_due(self, run, domain, total):
        done, last = 0, 0
        while batch := self.search(
            domain & self._get_due_domain() & Domain("id", ">", last),
            order="id",
            limit=BATCH,
        ):
            last = batch[-1].id
            done += len(batch)
            batch._send_batch(run)
            if not self._report_progress(len(batch), total - done):
                return

    def _report_progress(self, done, left):
        """Tell the scheduled action how far it is; return the seconds it still has."""
        if modules.module.current_test:
            return float("inf")
        return self.env["ir.cron"]._commit_progress(done, remaining=max(left, 0))

    @api.model
    def _get_due_domain(self):
        scheduled = Domain("scheduled_date", "=", False)
        scheduled |= Domain("scheduled_date", "<=", fields.Datetime.now())
        return self._get_unclaimed_domain() & scheduled

    @api.model
    def _wake_for_next(self):
        """Let the queue run when the first of the letters put off is due."""
        domain = self._get_letter_domain() & self._get_unclaimed_domain()
        domain &= Domain("scheduled_date", ">", fields.Datetime.now())
        if first := self.search(domain, order="scheduled_date, id", limit=1):
            self._wake_letter_queue(first.scheduled_date)

    def _send_batch(self, run):
        """Send those of these letters that nobody has refused, server by server."""
        letters = self._settle(lambda: self._filter_waiting()._cancel_refused())
        # What was kept is over: another run may have sent some of them meanwhile.
        letters = letters._filter_waiting()
        for server_id, alias_domain_id, smtp_from, ids in list(
            letters._split_by_mail_configuration()
        ):
            server = self.env["ir.mail_server"].browse(server_id)
            mails = self.browse(ids)
            if server.sudo().owner_user_id:
                mails = mails._filter_waiting()._split_by_delayed_batch(server)
                self._keep()
            mails._send_along(run, Route(server_id, alias_domain_id, smtp_from))

    def _filter_waiting(self):
        """Return those of these letters that are there and that no run has claimed."""
        domain = Domain("id", "in", self.ids) & self._get_unclaimed_domain()
        return self.search(domain, order="id")

    def _send_along(self, run, route):
        """Send letters by one server; if it is not to be reached, put off all of its."""
        for mail in self:
            try:
                run.get_handover(route)
            except UNREACHABLE as error:
                _logger.info("Mail server %s is away: %s", route.server_id, error)
                self._defer_route(route, tools.exception_to_unicode(error))
                return
            if mail._claim(run.number):
                verdict, reason = mail._send_claimed(run, route)
                mail._settle(mail._apply, verdict, reason)

    def _open_session(self, route):
        return self.env["ir.mail_server"]._connect__(
            mail_server_id=route.server_id, smtp_from=route.smtp_from
        )

    def _defer_route(self, route, reason):
        """Put off all letters that are due by a server."""
        domain = self._get_letter_domain() & self._get_due_domain()
        due = self.search(domain, order="id", limit=ROUTE_LIMIT)
        ids = [
            mail_id
            for server_id, _alias_domain_id, _smtp_from, ids in (
                due._split_by_mail_configuration()
            )
            if server_id == route.server_id
            for mail_id in ids
        ]
        try:
            with mute_logger("odoo.sql_db"):
                self.browse(ids)._defer(reason)
                self.flush_model()
                self._keep()
        except SerializationFailure:
            # Another run does the same.
            self._undo()

    def _send_claimed(self, run, route):
        """Hand over a letter; return what became of it, and why.

        A server may end a session after so many letters: that is no fault of the next.
        """
        for _attempt in range(2):
            try:
                handover = run.get_handover(route)
            except UNREACHABLE as error:
                return RETRY, tools.exception_to_unicode(error)
            was_used = handover.taken
            verdict, reason = self._hand_over(handover, route)
            if not (verdict == RETRY and was_used and handover.has_dropped):
                break
        return verdict, reason

    def _settle(self, note, *args):
        """Note something for good, whoever else writes on the same letters just then.

        :param note: called with ``args``, once more where it met somebody else
        :return: what it returns
        """
        for patience in reversed(range(NOTING_TRIES)):
            try:
                with mute_logger("odoo.sql_db"):
                    result = note(*args)
                    self.env.flush_all()
                    self._keep()
                return result
            except TransactionRollbackError:
                self._undo()
                if not patience:
                    raise
        return None

    def _apply(self, verdict, reason):
        if verdict == RETRY:
            self._defer(reason)
        elif verdict == UNCERTAIN:
            self._set_uncertain(reason)
        elif verdict == FAILED:
            self._give_up("unknown", reason)
        elif verdict == SENT:
            self._set_arrived()

    def _hand_over(self, handover, route):
        """Let Odoo send a letter.

        :return: what became of it, see :func:`judge`, with the reason; ``None`` where Odoo
            has noted it already
        """
        handover.begin()
        try:
            with self._undone_on_error():
                self._send(
                    smtp_session=handover.session,
                    alias_domain_id=route.alias_domain_id,
                    mail_server=self.env["ir.mail_server"].browse(route.server_id),
                )
                if handover.get_verdict() in (RETRY, UNCERTAIN):
                    raise NotSettled(self.failure_reason)
                self.env.flush_all()
        except (NotSettled, UserError, SMTPServerDisconnected, psycopg2.Error) as error:
            # Where the session was not asked, the database has failed before.
            verdict = handover.get_verdict() or RETRY
            return verdict, tools.exception_to_unicode(handover.error or error)
        return None, ""
