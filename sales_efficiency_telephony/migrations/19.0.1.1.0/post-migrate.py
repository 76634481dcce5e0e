"""Every kind of phone system that calls has a phone of its own kind to ring first.

Until then all had Asterisk's, which nobody but Asterisk could use. And who dialled a wrong
number is no client.
"""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Give other kinds than Asterisk their own defaults for click to dial.

    :param cr: cursor of the database
    :param str version: installed before
    """
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for provider in env["pbx.provider"].search([("code", "!=", "asterisk")]):
        provider.write(
            {"dial_channel": False, "dial_context": False}
            | provider._get_dial_defaults()
        )
    wrong = env.ref(
        "sales_efficiency_telephony.pbx_outcome_wrong_number", raise_if_not_found=False
    )
    if wrong:
        wrong.is_nobody = True
