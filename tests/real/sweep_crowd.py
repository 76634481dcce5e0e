"""Run inside Odoo by ``test_sweep_race.py``: what is left over, and sweeps of it."""

import os
import signal
import time

from crowd import create_team, open_door, work_always

#: Leads nobody has, and leads of somebody who has not answered in time.
LEFT_OVER, LATE = 1500, 600
#: Leads of a chunk: so many are left where a sweep is killed.
CHUNK = 500
PATIENCE_SECONDS = 60


def set_up(env):
    """Leave leads over for the sweep; return the key of a door for more of them."""
    work_always(env)
    team = create_team(env, "Seller", 10)
    create_leads(env, "Left Over", LEFT_OVER)
    env["sales.lead.rule"].create(
        {"name": "All", "team_ids": team.ids, "response_minutes": 60, "late_moves": 1}
    )
    late = create_leads(env, "Late", LATE)
    late.sales_response_due_at = "2000-01-01"
    return open_door(env)


def create_leads(env, name, count):
    """Create leads that come in for anybody."""
    leads = env["crm.lead"].with_context(tracking_disable=True)
    return leads.create(
        [
            {"name": f"{name} {number}", "contact_name": name, "user_id": False}
            for number in range(count)
        ]
    )


def sweep(env):
    """Run the scheduled action."""
    from odoo.addons.sales_efficiency.models.distribution import crm_lead_sweep

    crm_lead_sweep.CHUNK = CHUNK
    env["crm.lead"]._cron_distribute()


def sweep_beside_another(env):
    """Run the scheduled action once another one has begun."""
    _wait_for(env, 1)
    sweep(env)


def sweep_and_die(env):
    """Be killed in the second chunk, once another one has done more than this."""
    desk = type(env["sales.lead.desk"])
    record = desk._record
    chunks = []

    def die(self, leads, *args, **kwargs):
        result = record(self, leads, *args, **kwargs)
        chunks.append(len(leads))
        if len(chunks) == 2:
            self.env.flush_all()
            _wait_for(env, chunks[0] + 1)
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    desk._record = die
    sweep(env)


def _wait_for(env, count):
    """Wait until so many leads were given away by sweeps."""
    end = time.monotonic() + PATIENCE_SECONDS
    query = "SELECT count(*) >= %s FROM sales_lead_assignment WHERE reason = 'sweep'"
    while time.monotonic() < end:
        with env.registry.cursor() as cr:
            cr.execute(query, [count])
            if cr.fetchone()[0]:
                return
        time.sleep(0.05)
    raise TimeoutError(f"There are no {count} leads given away")
