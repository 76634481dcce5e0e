import logging

from psycopg2.errors import SerializationFailure

from odoo import api, models

_logger = logging.getLogger(__name__)


class SalesHandover(models.Model):
    _inherit = "sales.handover"

    @api.model
    def _cron_absence(self):
        """Hand over the work of who is away, and give it back to who is not any more.

        Each chunk is committed: it may be ended at any moment. Several workers may run
        it; they pass by what another one has, and the unique index has the last word.
        """
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].search([]):
            here = self.with_company(company)
            absences = here.env["res.users"]._get_sales_absences()
            here._begin_absences(absences)
            if not cron._commit_progress():
                return
            for handover in here._get_running_absences():
                if not handover._follow_with_commits(absences):
                    return

    @api.model
    def _get_running_absences(self):
        """Return the transfers of the current company that are not over."""
        return self.search(
            [
                ("kind", "=", "absence"),
                ("state", "!=", "returned"),
                ("company_id", "=", self.env.company.id),
            ],
            order="id",
        )

    def _follow_with_commits(self, absences):
        """Follow one absence; tell whether there is time for the next one."""
        cron = self.env["ir.cron"]
        try:
            for count in self._follow_absence(absences):
                if not cron._commit_progress(count):
                    return False
        except SerializationFailure:
            # Somebody worked on one of the records this moment: the next run sees it.
            self.env.cr.rollback()
            _logger.info("Transfer %s goes on with the next run", self.id)
        return bool(cron._commit_progress())
