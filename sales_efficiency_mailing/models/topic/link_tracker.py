from odoo import fields, models


class LinkTracker(models.Model):
    _inherit = "link.tracker"

    mass_mailing_id = fields.Many2one(index="btree_not_null")
    topic_id = fields.Many2one(
        comodel_name="mailing.topic",
        index="btree_not_null",
        ondelete="set null",
        help="What a click on it shows interest in. None: in what the letter is about.",
    )
