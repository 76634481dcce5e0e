"""What the addon takes with it when it is removed."""

from odoo.tools import split_every

#: Files deleted at a time.
PORTION = 1000


def uninstall_hook(env):
    """Delete the files of recordings: without the addon nobody would find them."""
    files = env["ir.attachment"].sudo().search([("res_model", "=", "pbx.recording")])
    for portion in split_every(PORTION, files.ids, files.browse):
        portion.unlink()
