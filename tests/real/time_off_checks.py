"""Run in Odoo's shell by ``test_real_time_off.py``: Time Off of Odoo's own, and our action."""

PREPARE = """
from datetime import timedelta
from odoo import Command, fields
now = fields.Datetime.now()
group = env.ref("sales_team.group_sale_salesman")
away, deputy = env["res.users"].create([
    {"name": name, "login": name, "group_ids": [Command.set(group.ids)], "tz": "UTC"}
    for name in ("away", "deputy")
])
away.sales_deputy_id = deputy
employee = env["hr.employee"].create({"name": "away", "user_id": away.id, "tz": "UTC"})
kind = env["hr.leave.type"].create({
    "name": "Holiday", "requires_allocation": False,
    "leave_validation_type": "manager", "create_calendar_meeting": True,
})
leave = env["hr.leave"].create({
    "name": "Away", "employee_id": employee.id, "holiday_status_id": kind.id,
    "request_date_from": now.date() - timedelta(days=7),
    "request_date_to": now.date() + timedelta(days=7),
})
deal = env["crm.lead"].create({
    "name": "Deal", "type": "opportunity", "user_id": away.id,
    "date_deadline": now.date(),
})
env.cr.commit()
"""

FIND = """
from datetime import timedelta
from odoo import fields
now = fields.Datetime.now()
leave = env["hr.leave"].search([("name", "=", "Away")])
deal = env["crm.lead"].search([("name", "=", "Deal")])
def run():
    env["sales.handover"]._cron_absence()
    env.invalidate_all()
    return deal.user_id.name
"""

CHECK = (
    FIND
    + """
assert run() == "away", "asked for, not approved"
leave.action_approve()
assert run() == "deputy", "approved"
assert leave.meeting_id.res_model == "hr.leave", "how a time off is told from meetings"
assert leave.meeting_id.user_id.name == "away", "the time off itself stays"
assert not env["sales.handover.line"].search([("model", "=", "calendar.event")])
leave.action_refuse()
assert run() == "away", "refused"
env.cr.commit()
"""
)
