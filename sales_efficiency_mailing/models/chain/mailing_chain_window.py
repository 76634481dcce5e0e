from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

from odoo import models

from odoo.addons.sales_efficiency.tools.working_days import working_intervals
from odoo.addons.sales_efficiency.tools.working_time import (
    due_after_days,
    due_after_hours,
    works_on,
)

from ...tools.send_window import given_hours, next_opening, to_local, to_utc
from .step_broken import StepBroken

#: How far holidays are read, and how far ahead working time is looked for.
AHEAD = timedelta(days=400)


@cache
def get_zone(name):
    """Return a zone by its name, ``None`` if it has none or nobody knows it."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, OSError, ValueError):
        return None


class MailingChain(models.Model):
    _inherit = "mailing.chain"

    def _get_working_time(self, around):
        """Return (schedule, zone, absences) of the department around a moment."""
        self.ensure_one()
        day = around.date()
        schedule, zone, absences = self.company_id._get_sales_schedule(
            day - AHEAD, day + AHEAD
        )
        return schedule, ZoneInfo(str(zone)), absences

    def _get_openings(self, zone_names, now):
        """Return when letters may go out next, by zone of the recipient.

        Working hours are the department's, by the clock of who is written to.

        :param zone_names: names of zones, empty for who has none
        :return: ``{name: naive UTC}``
        """
        if self.window == "any":
            return dict.fromkeys(zone_names, now)
        schedule, company_zone, absences = self._get_working_time(now)
        to_recipient = self.window_zone == "recipient"

        @cache
        def window(day):
            if self.window == "calendar":
                return working_intervals(schedule, day, absences)
            if works_on(schedule, absences, day):
                return given_hours(day, self.window_from, self.window_to)
            return []

        openings = {}
        for name in zone_names:
            zone = to_recipient and get_zone(name) or company_zone
            openings[name] = next_opening(window, zone, now)
        if None in openings.values():
            raise StepBroken(
                self.env._(
                    "There is no working hour within a year in which letters could go out: "
                    "correct the working schedule of the department, or when letters of "
                    "the chain go out."
                )
            )
        return openings


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _get_due(self, participants):
        """Return ``{participant: when the time of this step has passed}``, in UTC."""
        if not participants:
            return {}
        starts = {one: one.step_at or one.entered_at for one in participants}
        pass_time = self._get_passing(min(starts.values()))
        return {one: pass_time(start, one.tz) for one, start in starts.items()}

    def _get_passing(self, around):
        """Return ``(start, zone name) -> when the time of this step has passed``.

        :param around: the earliest moment it is asked for
        """
        schedule, company_zone, absences = self.chain_id._get_working_time(around)
        to_recipient = self.wait_of == "recipient"

        @cache
        def pass_time(start, zone):
            return to_utc(
                self._add_time(to_local(start, zone), schedule, absences), zone
            )

        return lambda start, name: pass_time(
            start, to_recipient and get_zone(name) or company_zone
        )

    def _add_time(self, local, schedule, absences):
        """Return when the time of this step has passed, by the clock of a place."""
        count = self.wait_count
        if not count:
            return local
        if self.wait_unit == "weeks":
            return local + timedelta(weeks=count)
        until = local + AHEAD
        if self.wait_unit == "hours":
            due = due_after_hours(schedule, absences, local, count, until)
            return due or local + timedelta(hours=count)
        due = due_after_days(schedule, absences, local.date(), count, until)
        return due or local + timedelta(days=count)
