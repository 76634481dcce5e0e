import logging

from psycopg2.errors import LockNotAvailable, SerializationFailure, UniqueViolation

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

_logger = logging.getLogger(__name__)


class SalesReminder(models.Model):
    _inherit = "sales.reminder"

    @api.model
    def _cron_remind(self):
        """Close what is settled, escalate what is not, remind of what is new.

        Each chunk is committed with its activities, so the run may be killed at any
        moment and be repeated. Several workers may run it: they take turns, chunk by
        chunk, and the unique index has the last word.
        """
        cron = self.env["ir.cron"]
        rules = self.env["sales.reminder.rule"].sudo().search([])
        left = cron._commit_progress(remaining=len(rules))
        for index, rule in enumerate(rules.with_context(sales_heads={})):
            try:
                for count in rule._run():
                    left = cron._commit_progress(count, remaining=len(rules) - index)
                    if not left:
                        return
            except (SerializationFailure, UniqueViolation):
                # Somebody ticked off a reminder this very moment: the next run sees it.
                self.env.cr.rollback()
                _logger.info("Reminder rule %s goes on with the next run", rule.id)
            except (ValueError, KeyError, UserError) as error:
                # A field of another addon may be gone, the other rules go on.
                self.env.cr.rollback()
                _logger.warning("Reminder rule %s does not work: %s", rule.id, error)
        cron._commit_progress(remaining=0)

    @api.model
    def _take_turn(self):
        """Tell whether this worker may do the next chunk; until it is committed.

        The lock keeps nobody from reading or writing reminders, only other workers from
        taking it. Taken first, it makes the chunk see what they have committed.
        """
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL(
                        "LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE NOWAIT",
                        SQL.identifier(self._table),
                    )
                )
        except LockNotAvailable:
            _logger.info("Another worker is reminding people, leaving it to that one")
            return False
        return True
