"""Scripts for Odoo's shell: somebody with much work goes away, and comes back."""

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
resource = env["resource.resource"].create({
    "name": "away", "user_id": away.id, "tz": "UTC",
    "calendar_id": env.company.resource_calendar_id.id,
})
env["resource.calendar.leaves"].create({
    "resource_id": resource.id, "calendar_id": resource.calendar_id.id,
    "date_from": now - timedelta(days=8), "date_to": now + timedelta(days=8),
})
env["crm.lead"].with_context(mail_auto_subscribe_no_notify=True).create([
    {"name": f"Deal {index}", "type": "opportunity", "user_id": away.id,
     "date_deadline": now.date()}
    for index in range(300)
])
env.cr.commit()
"""

#: Chunks of a hundred, so that several workers meet.
SMALL = """
from odoo.addons.sales_efficiency.models.handover import sales_handover
sales_handover.CHUNK = 100
"""

RUN = (
    SMALL
    + """
env["sales.handover"]._cron_absence()
env.cr.commit()
"""
)

#: Dies before the second chunk is committed.
KILLED = (
    SMALL
    + """
import os, signal
chunks = []
work = type(env["sales.handover"])._work_chunk
def work_chunk(self):
    done = work(self)
    chunks.append(done)
    if len(chunks) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
type(env["sales.handover"])._work_chunk = work_chunk
env["sales.handover"]._cron_absence()
"""
)

BACK = """
env["resource.calendar.leaves"].search([("resource_id.name", "=", "away")]).unlink()
env.cr.commit()
"""
