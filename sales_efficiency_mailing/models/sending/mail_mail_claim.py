from contextlib import contextmanager, suppress

import psycopg2
from psycopg2.errors import SerializationFailure

from odoo import api, models, modules
from odoo.fields import Domain
from odoo.tools import SQL, mute_logger

#: First key of the locks that runs of the queue hold; the second one is their number.
LOCK = 770_001_907
DISOWNED = """
    SELECT mail.id
      FROM mail_mail mail
     WHERE mail.state = 'outgoing'
       AND mail.chain_claimed_at IS NOT NULL
       AND NOT EXISTS (
           SELECT 1
             FROM pg_locks lock
             JOIN pg_database base ON base.oid = lock.database
            WHERE lock.locktype = 'advisory'
              AND base.datname = current_database()
              AND lock.classid = %s
              AND lock.objid = mail.chain_claimed_by)
  ORDER BY mail.id
"""


class MailMailClaim(models.Model):
    """Who sends a letter says so first, for everybody to see.

    A run of the queue has a number and holds a lock of that number on its connection to
    the database. A process that is killed loses the connection: what it had claimed and
    not settled may have arrived or not.
    """

    _inherit = "mail.mail"

    @contextmanager
    def _run_of_queue(self):
        """Yield the number of a run that lives until the ``with`` block ends."""
        query = "SELECT (1 + txid_current() %% 2147483646)::int"
        [[number]] = self.env.execute_query(SQL(query))
        self.env.execute_query(SQL("SELECT pg_advisory_lock(%s, %s)", LOCK, number))
        try:
            yield number
        except BaseException:
            with suppress(psycopg2.Error):
                self._undo()
            raise
        finally:
            # With the connection the lock is gone.
            with suppress(psycopg2.Error):
                self.env.execute_query(
                    SQL("SELECT pg_advisory_unlock(%s, %s)", LOCK, number)
                )

    def _claim(self, number):
        """Take a letter for a run, for good; return whether it was there to be taken."""
        self.flush_recordset()
        query = SQL(
            """
            UPDATE mail_mail
               SET chain_claimed_by = %s,
                   chain_claimed_at = date_trunc('second', now() AT TIME ZONE 'UTC'),
                   chain_tried_at = COALESCE(
                       chain_tried_at, date_trunc('second', now() AT TIME ZONE 'UTC'))
             WHERE id = %s AND state = 'outgoing' AND chain_claimed_at IS NULL
         RETURNING id
            """,
            number,
            self.id,
        )
        try:
            with mute_logger("odoo.sql_db"):
                taken = bool(self.env.execute_query(query))
        except SerializationFailure:
            # Another run was faster, or somebody cancelled it.
            self._undo()
            return False
        self._keep()
        self.invalidate_recordset()
        return taken

    @api.model
    def _settle_disowned(self):
        """Find the letters that a run claimed and did not live to settle."""
        self.flush_model(["state", "chain_claimed_at", "chain_claimed_by"])
        rows = self.env.execute_query(SQL(DISOWNED, LOCK))
        if not rows:
            return
        try:
            with mute_logger("odoo.sql_db"):
                self.browse(row[0] for row in rows)._set_uncertain(
                    self.env._("Odoo was ended while this letter was being sent.")
                )
                self.flush_model()
                self._keep()
        except SerializationFailure:
            # It was settled just now.
            self._undo()

    @api.model
    def _get_unclaimed_domain(self):
        return Domain("state", "=", "outgoing") & Domain("chain_claimed_at", "=", False)

    def _keep(self):
        """Commit, for good whatever follows; tests keep their transaction."""
        if not modules.module.current_test:
            # A claim has to outlive whoever made it.
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _undo(self):
        """Roll back to what was kept last."""
        if not modules.module.current_test:
            self.env.cr.rollback()

    @contextmanager
    def _undone_on_error(self):
        """Roll back what the block did if it raises."""
        if modules.module.current_test:
            with self.env.cr.savepoint():
                yield
            return
        try:
            yield
        except BaseException:
            self._undo()
            raise
