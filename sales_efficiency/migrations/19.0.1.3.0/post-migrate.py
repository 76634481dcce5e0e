"""Stage changes get a log of their own: it begins with what the chatter kept."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Fill the log of stage changes, say whose side reasons for losing lie on.

    :param cr: cursor of the database
    :param str version: installed before
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["sales.stage.move"]._log_past()
    env["crm.lost.reason"]._set_usual_sides()
