"""Run inside Odoo by ``test_real_absence.py``: somebody with much work goes away."""

import os
import signal
from datetime import timedelta

from odoo import Command, fields

#: Small, so that several workers meet.
CHUNK = 100
DEALS = 300


def create_pair(env):
    """Create who goes away and the deputy."""
    group = env.ref("sales_team.group_sale_salesman")
    away, deputy = env["res.users"].create(
        [
            {
                "name": name,
                "login": name,
                "group_ids": [Command.set(group.ids)],
                "tz": "UTC",
            }
            for name in ("away", "deputy")
        ]
    )
    away.sales_deputy_id = deputy
    return away


def set_up(env):
    """Let somebody be away for some days, with deals that are due."""
    now = fields.Datetime.now()
    away = create_pair(env)
    resource = env["resource.resource"].create(
        {
            "name": "away",
            "user_id": away.id,
            "tz": "UTC",
            "calendar_id": env.company.resource_calendar_id.id,
        }
    )
    env["resource.calendar.leaves"].create(
        {
            "resource_id": resource.id,
            "calendar_id": resource.calendar_id.id,
            "date_from": now - timedelta(days=8),
            "date_to": now + timedelta(days=8),
        }
    )
    env["crm.lead"].with_context(mail_auto_subscribe_no_notify=True).create(
        [
            {
                "name": f"Deal {index}",
                "type": "opportunity",
                "user_id": away.id,
                "date_deadline": now.date(),
            }
            for index in range(DEALS)
        ]
    )


def come_back(env):
    """End the absence."""
    leaves = env["resource.calendar.leaves"]
    leaves.search([("resource_id.name", "=", "away")]).unlink()


def hand_over(env):
    """Run the scheduled action."""
    from odoo.addons.sales_efficiency.models.handover import sales_handover

    sales_handover.CHUNK = CHUNK
    env["sales.handover"]._cron_absence()


def hand_over_and_die(env):
    """Be killed before the second chunk is committed."""
    handovers = type(env["sales.handover"])
    work_chunk = handovers._work_chunk
    chunks = []

    def die(self):
        done = work_chunk(self)
        chunks.append(done)
        if len(chunks) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    handovers._work_chunk = die
    hand_over(env)
