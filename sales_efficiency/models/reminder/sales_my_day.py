from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ...tools.urgency import sort_lines
from ...tools.working_time import next_working_day

#: How far ahead a working day is looked for.
AHEAD_DAYS = 366


class SalesMyDay(models.AbstractModel):
    """One person's day: what waits, most urgent first, beside norms and pace."""

    _name = "sales.my.day"
    _description = "My Day"

    @api.model
    @api.readonly
    def get_my_day(self, date=None, user_id=None):
        """Return everything the screen shows, in one call.

        :param date: the day, today by default
        :param user_id: whose day, the own one by default; leaders may look at members
        :return: dict with ``date``, ``today``, ``user``, ``is_own``, ``members``,
            ``lines`` (see :meth:`_get_lines`), ``next`` (a sentence, when nothing
            waits), ``pace`` (as ``sales.plan.get_pace``, or ``None``), ``metric`` and
            ``card`` (norms of the day and what is left to do)
        :raise AccessError: on the day of somebody the caller does not lead
        """
        member = self._get_member(user_id)
        board = self.with_user(member).env["sales.board"]._for_one_call()
        mine = self.with_env(board.env)
        day = mine.env["sales.plan"]._to_day(date)
        lines = sort_lines(mine._get_lines(day))
        return {
            "date": str(day),
            "today": str(mine.env.user._get_sales_today()),
            "user": {"id": member.id, "name": member.name},
            "is_own": member == self.env.user,
            "members": self._get_members(),
            "lines": lines,
            "next": "" if lines else mine._get_next(day),
            **mine._get_figures(day),
        }

    @api.model
    def snooze(self, activity_id, until="tomorrow"):
        """Put an activity off, by the rights of whoever asks.

        :param until: ``tomorrow`` or ``working_day``, the next one of whose it is
        :return: the new deadline
        """
        if until not in ("tomorrow", "working_day"):
            raise UserError(
                self.env._(
                    "An activity is put off until 'tomorrow' or the next 'working_day', "
                    "not until %(until)s.",
                    until=until,
                )
            )
        activity = self.env["mail.activity"].browse(activity_id)
        activity.check_access("write")
        today = self.env.user._get_sales_today()
        day = today + timedelta(days=1)
        if until == "working_day":
            user = activity.user_id or self.env.user
            last = today + timedelta(days=AHEAD_DAYS)
            schedule, _zone, absences = user._get_sales_schedules(today, last)[user.id]
            day = next_working_day(schedule, absences, today)
        activity.date_deadline = day
        return str(day)

    # ------------------------------------------------------------
    # WHOSE DAY
    # ------------------------------------------------------------

    @api.model
    def _get_member(self, user_id):
        """Return whose day is asked for, as the caller may see it."""
        if not user_id or user_id == self.env.uid:
            return self.env.user
        member = self._find_members().filtered(lambda user: user.id == user_id)
        if not member:
            raise AccessError(
                self.env._(
                    "You can look at your own day and at those of the people you lead. Ask "
                    "the team's leader or a sales manager."
                )
            )
        return member

    @api.model
    def _find_members(self):
        """Return the people whose days the caller may look at, in this company."""
        user, company = self.env.user, self.env.company
        if not user.has_group("sales_efficiency.group_sales_efficiency_leader"):
            return self.env["res.users"]
        domain = Domain("crm_team_id.company_id", "in", [False, company.id])
        if not user.has_group("sales_efficiency.group_sales_efficiency_manager"):
            domain &= Domain("crm_team_id.sales_leader_ids", "in", user.ids)
        members = self.env["crm.team.member"].sudo().search(domain).user_id
        return members.filtered(lambda one: one.active and company in one.company_ids)

    @api.model
    def _get_members(self):
        return [
            {"id": user.id, "name": user.name}
            for user in (self._find_members() - self.env.user).sorted("name")
        ]

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @api.model
    def _get_figures(self, day):
        """Return the person's pace, norms and what is left to do."""
        user, company = self.env.user, self.env.company
        metric = company._get_sales_revenue_metric()
        rows = self.env["sales.plan"]._get_pace_rows(
            day, user_ids=user.ids, metrics=metric
        )
        rows = [row for row in rows if not row.scope]
        cards = self._get_cards(rows[:1], day)
        norms = self.env["sales.norm"]._get_norm_rows(user, day) if not rows else {}
        return {
            "metric": {"name": metric.name, "unit": metric.unit},
            "currency_id": company.currency_id.id,
            "pace": rows[0].as_dict() if rows else None,
            "card": cards.get(user.id) or {"norms": norms.get(user.id, []), "todo": ""},
        }

    @api.model
    def _get_cards(self, rows, day):
        """Return what the board's cards show; meant to be extended, as those are."""
        return self.env["sales.board"]._get_cards(rows, day)

    @api.model
    def _get_next(self, day):
        """Say what comes after the day, empty if nothing is planned."""
        _start, end = self._get_bounds(day)
        user = self.env.user
        event = self.env["calendar.event"].search(
            Domain("partner_ids", "in", user.partner_id.ids)
            & Domain("start", ">=", end),
            order="start",
            limit=1,
        )
        activity = self.env["mail.activity"].search(
            Domain("user_id", "=", user.id) & Domain("date_deadline", ">", day),
            order="date_deadline, id",
            limit=1,
        )
        if event and (not activity or event.start.date() <= activity.date_deadline):
            return self.env._(
                "%(what)s, %(when)s",
                what=event.display_name,
                when=format_datetime(
                    self.env, event.start, tz=self._get_zone_name(), dt_format="short"
                ),
            )
        if activity:
            return self.env._(
                "%(what)s, %(when)s",
                what=f"{activity.display_name}: {activity.res_name or ''}".rstrip(": "),
                when=format_date(self.env, activity.date_deadline),
            )
        return ""
