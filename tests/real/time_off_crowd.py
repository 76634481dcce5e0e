"""Run inside Odoo by ``test_real_time_off.py``: Time Off of Odoo's own, and our action."""

from datetime import timedelta

from absence_crowd import create_pair

from odoo import fields


def set_up(env):
    """Let somebody with a deal ask for time off."""
    now = fields.Datetime.now()
    away = create_pair(env)
    employee = env["hr.employee"].create(
        {"name": "away", "user_id": away.id, "tz": "UTC"}
    )
    kind = env["hr.leave.type"].create(
        {
            "name": "Holiday",
            "requires_allocation": False,
            "leave_validation_type": "manager",
            "create_calendar_meeting": True,
        }
    )
    env["hr.leave"].create(
        {
            "name": "Away",
            "employee_id": employee.id,
            "holiday_status_id": kind.id,
            "request_date_from": now.date() - timedelta(days=7),
            "request_date_to": now.date() + timedelta(days=7),
        }
    )
    env["crm.lead"].create(
        {
            "name": "Deal",
            "type": "opportunity",
            "user_id": away.id,
            "date_deadline": now.date(),
        }
    )


def decide(env, action):
    """Do something about the time off, run the scheduled action; return whose the deal is."""
    leave = env["hr.leave"].search([("name", "=", "Away")])
    if action:
        getattr(leave, action)()
    env["sales.handover"]._cron_absence()
    env.invalidate_all()
    return env["crm.lead"].search([("name", "=", "Deal")]).user_id.name


def get_meeting(env):
    """Return the model that the meeting of the time off is of, whose it is, and how often it
    was moved.
    """
    meeting = env["hr.leave"].search([("name", "=", "Away")]).meeting_id
    moved = env["sales.handover.line"].search_count([("model", "=", meeting._name)])
    return [meeting.res_model, meeting.user_id.name, moved]
