import logging
from datetime import timedelta
from zoneinfo import ZoneInfo

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import mute_logger, split_every

from ...tools.morning import is_morning, next_morning
from ...tools.working_days import to_local

_logger = logging.getLogger(__name__)

#: Leaders served between two commits.
CHUNK = 20


class SalesMorningNote(models.Model):
    _inherit = "sales.morning.note"

    @api.model
    def _cron_send(self):
        """Write to every leader for whom it is morning and who has no note of today
        yet.

        Each chunk is committed with its notes and mails, so the run may be killed at
        any moment, and be repeated.
        """
        cron = self.env["ir.cron"]
        due = self._get_due()
        remaining = len(due)
        left = cron._commit_progress(remaining=remaining)
        for chunk in split_every(CHUNK, due, list):
            if not left:
                return
            self._send_chunk(chunk)
            remaining -= len(chunk)
            left = cron._commit_progress(len(chunk), remaining=remaining)
        self._trigger_next()

    # ------------------------------------------------------------
    # WHO IS DUE
    # ------------------------------------------------------------

    @api.model
    def _get_leaders(self):
        """Return ``{(company, leader): ZoneInfo}``, the zone being the first led team's."""
        companies = self.env["res.company"].search([("sales_morning_note", "=", True)])
        teams = self.env["crm.team"].search(
            Domain("sales_leader_ids", "!=", False)
            & Domain("company_id", "in", [False, *companies.ids]),
            order="sequence, id",
        )
        zones = {}
        for team in teams:
            for leader in team.sales_leader_ids.filtered("active"):
                company = team.company_id or leader.company_id
                if company in companies and company in leader.company_ids:
                    calendar = team.sales_calendar_id or company._get_sales_calendar()
                    zones.setdefault((company, leader), ZoneInfo(calendar.tz or "UTC"))
        return zones

    @api.model
    def _get_due(self):
        """Return ``[(company, leader, day)]`` of who is to be served now."""
        now = fields.Datetime.now()
        due = []
        for (company, leader), zone in self._get_leaders().items():
            local = to_local(now, zone)
            if is_morning(local, company.sales_morning_hour):
                due.append((company, leader, local.date()))
        served = self._get_served(due)
        return [
            (company, leader, day)
            for company, leader, day in due
            if (company, leader, day) not in served
        ]

    @api.model
    def _get_served(self, due):
        if not due:
            return set()
        notes = self.search(
            [("date", ">=", min(day for _company, _leader, day in due))]
        )
        return {(note.company_id, note.user_id, note.date) for note in notes}

    @api.model
    def _trigger_next(self):
        """Wake up when the next morning begins, if that is before the next regular run."""
        now = fields.Datetime.now()
        starts = {
            next_morning(now, zone, company.sales_morning_hour)
            for (company, _leader), zone in self._get_leaders().items()
        }
        soon = [start for start in starts if start <= now + timedelta(hours=1)]
        if soon:
            cron = self.env.ref("sales_efficiency.ir_cron_sales_morning_note", False)
            if cron:
                cron._trigger(at=soon)

    # ------------------------------------------------------------
    # SEND
    # ------------------------------------------------------------

    @api.model
    def _send_chunk(self, chunk):
        """Make the notes of a chunk and the mails of those that are to be sent.

        Where another worker was faster, the unique index refuses the whole chunk; what
        is left of it is due again on the next run.
        """
        prepared = self._prepare_notes(chunk)
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                notes = self.create([values for values, _content in prepared])
        except UniqueViolation:
            _logger.info(
                "Morning notes are being sent by another worker, leaving them to it"
            )
            return
        contents = {
            note.id: content
            for note, (_values, content) in zip(notes, prepared, strict=True)
        }
        notes.filtered(lambda note: note.state == "sent")._queue_mails(contents)

    @api.model
    def _prepare_notes(self, chunk):
        """Decide for each leader what there is to say.

        :return: ``[(values of the note, content or None)]``
        """
        prepared = []
        for company, leader, day in chunk:
            state = self._get_silence(company, leader, day)
            content = None
            if not state:
                content = self.with_company(company)._prepare_content(
                    leader, company, day
                )
                state = self._get_state(leader, content)
            values = {
                "user_id": leader.id,
                "company_id": company.id,
                "date": day,
                "state": state,
                "people_count": content["people_count"] if content else 0,
                "behind_count": content["behind_count"] if content else 0,
            }
            prepared.append((values, content))
        return prepared

    @api.model
    def _get_silence(self, company, leader, day):
        """Return why nothing is sent to a leader whatever the figures, or ``False``."""
        if leader.sales_morning_note == "never":
            return "opted_out"
        weights = leader.with_company(company)._get_sales_working_days(day, day)
        if not weights[leader.id].get(day):
            return "day_off"
        return not leader.email_normalized and "no_email"

    @api.model
    def _get_state(self, leader, content):
        if not content["people_count"]:
            return "no_plan"
        if content["behind_count"] or leader.sales_morning_note == "always":
            return "sent"
        return "on_pace"

    def _queue_mails(self, contents):
        """Hand the mails to Odoo's queue, each with a way to unsubscribe by one click."""
        template = self.env.ref("sales_efficiency.mail_template_sales_morning_note")
        template = template.with_context(sales_morning_contents=contents)
        mails = template.send_mail_batch(self.ids) if self else []
        for note, mail in zip(self, mails, strict=True):
            mail.headers = {
                "List-Unsubscribe": f"<{note._get_unsubscribe_url(note.user_id)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "X-Auto-Response-Suppress": "OOF",
            }
