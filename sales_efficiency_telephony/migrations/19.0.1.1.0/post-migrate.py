"""Every kind of phone system that calls has a phone of its own kind to ring first.

Until then all had Asterisk's, which nobody but Asterisk could use.
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
