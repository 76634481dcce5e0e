from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...tools.send_window import next_midnight, to_local
from ...tools.warm_up import quota


class MailingChain(models.Model):
    """How many letters of a chain go out a day."""

    _inherit = "mailing.chain"

    quota_day = fields.Date(readonly=True, copy=False)
    quota_used = fields.Integer(
        string="Letters of the Day", readonly=True, copy=False, aggregator=None
    )

    def _has_quota(self):
        return bool(self.quota_first or self.quota_last)

    def _may_advance(self):
        """Tell whether this worker may do what is due; one at a time counts letters."""
        if not self._has_quota():
            return True
        return bool(self.try_lock_for_update(allow_referencing=True))

    def _get_letters_left(self, now):
        """Return how many letters may still go out today, ``None`` for any number."""
        if not self._has_quota():
            return None
        today = self._get_local_day(now)
        day = (today - self.started_on).days if self.started_on else 0
        letters = quota(self.quota_first, self.quota_growth, self.quota_last, day)
        if letters is None:
            return None
        used = self.quota_used if self.quota_day == today else 0
        return max(letters - used, 0)

    def _count_letters(self, count, now):
        """Take letters off what is left today.

        The row changes with them: of two workers that count at once one has to begin
        anew.
        """
        if not count or not self._has_quota():
            return
        today = self._get_local_day(now)
        self.env.cr.execute(
            SQL(
                """
                UPDATE mailing_chain
                   SET quota_used = %(count)s
                           + CASE WHEN quota_day = %(today)s THEN quota_used ELSE 0 END,
                       quota_day = %(today)s,
                       started_on = COALESCE(started_on, %(today)s)
                 WHERE id = %(chain)s
                """,
                count=count,
                today=today,
                chain=self.id,
            )
        )
        self.invalidate_recordset(
            ["quota_used", "quota_day", "started_on"], flush=False
        )

    def _get_local_day(self, now):
        _schedule, zone, _absences = self._get_working_time(now)
        return to_local(now, zone).date()

    def _get_next_day(self, now):
        """Return when the next day's letters begin, as naive UTC."""
        _schedule, zone, _absences = self._get_working_time(now)
        return next_midnight(zone, now) + timedelta(minutes=1)
