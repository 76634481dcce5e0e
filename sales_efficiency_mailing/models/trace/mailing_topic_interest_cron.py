from datetime import timedelta

from odoo import api, fields, models

from ...tools.interest import FORGOTTEN, fade

#: Letters, or interests, done between two commits.
CHUNK = 500


class MailingTopicInterest(models.Model):
    _inherit = "mailing.topic.interest"

    @api.model
    def _cron_weigh(self):
        """Weigh the interest of clients of whom there is news, and let the rest fade.

        Each chunk is committed: it may be ended at any moment and goes on with what is
        left.
        """
        for step in (self._mark_ignored, self._weigh_due, self._fade_due):
            while count := step():
                if not self.env["ir.cron"]._commit_progress(count):
                    return
        self.env["ir.cron"]._commit_progress(remaining=0)

    @api.model
    def _mark_ignored(self):
        """Note a chunk of letters as ignored; return how many."""
        return self.env["mailing.trace"].sudo()._mark_ignored(CHUNK)

    @api.model
    def _weigh_due(self):
        """Weigh the clients of a chunk of letters of which there is news."""
        letters = self.env["mailing.trace"].sudo()
        letters = letters.search([("interest_due", "=", True)], order="id", limit=CHUNK)
        letters = letters.try_lock_for_update()
        if letters:
            self._weigh_clients(*letters._get_readers())
            letters.write({"interest_due": False})
        return len(letters)

    @api.model
    def _fade_due(self):
        """Let a chunk of interests fade that have not for a day; forget what is faint."""
        now = fields.Datetime.now()
        half_life = self._get_half_life()
        interests = self.sudo().search(
            [("known_at", "<", now - timedelta(days=1))], order="known_at", limit=CHUNK
        )
        interests = interests.try_lock_for_update()
        faint = interests.browse()
        for row in interests:
            days = (now - row.known_at).total_seconds() / 86400
            left = fade(row._to_interest(), days, half_life)
            if left.evidence < FORGOTTEN:
                faint |= row
            else:
                row.write(self._prepare_interest(left, now))
        count = len(interests)
        faint.unlink()
        return count
