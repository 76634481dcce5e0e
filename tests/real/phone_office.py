"""Whose phones the phone system of these tests rings, set up inside Odoo."""

from odoo.exceptions import UserError


def build(env, port, cel_path, folder, phones):
    """Make the phone system known, each phone with a salesperson of its own.

    :return: the number of the phone system, and ``{phone: login}``
    """
    provider = env["pbx.provider"].create(
        {
            "name": "Office",
            "code": "asterisk",
            "country_id": env.ref("base.ru").id,
            "ami_host": "127.0.0.1",
            "ami_port": port,
            "account": "odoo",
            "secret": "a-secret-of-tests",
            "cel_path": cel_path,
            "recording_folder": folder,
            "unknown_mode": "none",
            "own_numbers": "\n".join(f"4951000{phone}" for phone in [*phones, "900"]),
        }
    )
    groups = [
        (4, env.ref(name).id)
        for name in (
            "sales_efficiency_telephony.group_recording_own",
            "sales_team.group_sale_salesman",
        )
    ]
    logins = {}
    for phone in phones:
        user = env["res.users"].create(
            {
                "name": f"Sales {phone}",
                "login": f"sales{phone}",
                "password": f"sales{phone}",
                "group_ids": groups,
            }
        )
        env["pbx.extension"].create(
            {"provider_id": provider.id, "number": phone, "user_id": user.id}
        )
        logins[phone] = user.login
    return provider.id, logins


def dial(env, login, number):
    """Ask for a call as a click does; return the reference it has."""
    user = env["res.users"].search([("login", "=", login)])
    calls = env["pbx.call"].with_user(user)
    call_id = calls.dial(number)["call_id"]
    # It was created in a transaction of its own, to be there when the phone rings.
    env.cr.commit()
    return calls.browse(call_id).client_ref


def fetch_recordings(env, uids):
    """Fetch what was recorded of calls; return ``{call: (recording, state)}``."""
    calls = env["pbx.call"].search([("call_uid", "in", uids)])
    recordings = env["pbx.recording"].search([("call_id", "in", calls.ids)])
    recordings.filtered(
        lambda one: one.state == "waiting"
    ).try_at = "2020-01-01 00:00:00"
    recordings._cron_fetch()
    return {one.call_id.call_uid: (one.id, one.state) for one in recordings}


def encrypt(env, provider_id, port, certificate):
    """Let the manager interface be asked over TLS; return what a test of it says."""
    # The listener writes to it, too: what it just wrote has to be seen.
    env.cr.commit()
    provider = env["pbx.provider"].browse(provider_id)
    provider.write({"ami_port": port, "ami_tls": True, "ami_certificate": certificate})
    try:
        return provider.action_test_connection()["params"]["message"]
    except UserError as error:
        return str(error)
