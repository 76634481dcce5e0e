"""A phone system that reports, set up inside Odoo by tests that start it from outside."""

SECRET = "a-secret-of-tests"


def open_webhook(env):
    """Return the path of the address of a phone system with one phone."""
    provider = env["pbx.provider"].create(
        {
            "name": "Office",
            "code": "webhook",
            "secret": SECRET,
            "unknown_mode": "none",
            "extension_ids": [(0, 0, {"number": "101", "user_id": env.user.id})],
        }
    )
    return f"/pbx/{provider.id}/{provider.token}"


def sweep_events(env):
    """Make calls of what no worker finished, as the scheduled action does it later."""
    env.cr.execute(
        "UPDATE pbx_event SET received_at = received_at - INTERVAL '5 minutes'"
    )
    env["pbx.event"]._cron_sweep()
