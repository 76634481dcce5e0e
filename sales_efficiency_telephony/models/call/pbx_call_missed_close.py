from datetime import timedelta

from odoo import fields, models

from odoo.addons.sales_efficiency.tools.working_days import to_local
from odoo.addons.sales_efficiency.tools.working_time import minutes_between

MARGIN = timedelta(days=1)


class PbxCall(models.Model):
    """How a missed call comes to its end."""

    _inherit = "pbx.call"

    def _close_by_talks(self, answers):
        """Close missed calls whose client was spoken to.

        :param answers: ``{id: tools.missed.Talk}``
        """
        for number, calls in self.grouped(lambda call: answers[call.id].id).items():
            talk = self.browse(number)
            is_incoming = talk.direction == "in"
            calls._close_missed(
                "client_called" if is_incoming else "called_back",
                talk.answered_at or talk.started_at,
                user=self.env["res.users"] if is_incoming else talk.user_id,
                missed_closed_by_id=talk.id,
            )

    def _close_missed(self, state, moment, user, **values):
        """Close missed calls: the activity is done by who did it, else it is gone.

        :param user: who called back, empty if nobody did
        """
        minutes = self._get_work_minutes("started_at", moment)
        for call in self:
            call.write(
                {
                    "missed_state": state,
                    "missed_closed_at": moment,
                    "missed_minutes": minutes[call],
                    "missed_escalate_at": False,
                    **values,
                }
            )
        # Before another one takes the place of the first of its number.
        self.flush_recordset()
        activities = self._get_missed_activities()
        own = activities.filtered(lambda one: user and one.user_id == user)
        if own:
            own.with_user(user).sudo()._action_done()
        (activities - own).unlink()

    def _drop_missed_activities(self):
        self._get_missed_activities().unlink()

    def _get_missed_activities(self):
        """Return the open activities that ask for a call back, ready to be ended."""
        return self.sudo().missed_activity_ids.with_context(pbx_settling=True)

    def _dismiss_missed(self, reason):
        """Close missed calls, and those that wait with them, without a call back."""
        calls = self._get_waiting_together()
        calls._close_missed(
            "dismissed",
            fields.Datetime.now(),
            self.env["res.users"],
            missed_reason=reason,
        )

    def _note_called_back(self):
        """Close missed calls somebody says to have called back, by whatever phone."""
        calls = self._get_waiting_together()
        calls._close_missed("called_back", fields.Datetime.now(), self.env["res.users"])

    def _get_waiting_together(self):
        """Return all open missed calls of the numbers of these, as superuser."""
        firsts = self.sudo().mapped(lambda call: call.missed_first_id or call)
        calls = firsts | firsts.search([("missed_first_id", "in", firsts.ids)])
        return (calls | self.sudo()).filtered(lambda call: call.missed_state == "open")

    def _get_work_minutes(self, name, moment):
        """Return the minutes that whoever is to call back has worked.

        :param name: of the field since when
        :param moment: until when
        :return: ``{call: minutes}``
        """
        found = {}
        for company, calls in self.sudo().grouped("company_id").items():
            start = min(calls.mapped(name))
            schedules = calls.user_id.with_company(company)._get_sales_schedules(
                start.date() - MARGIN, moment.date() + MARGIN, with_department=True
            )
            for call in calls:
                schedule, zone, absences = schedules[call.user_id.id or None]
                found[call] = minutes_between(
                    schedule,
                    absences,
                    to_local(call[name], zone),
                    to_local(moment, zone),
                )
        return found
