from odoo import fields, models


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    topic_ids = fields.Many2many(comodel_name="mailing.topic", string="Topics")
