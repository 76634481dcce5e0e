from odoo import models


class MailMessage(models.Model):
    _inherit = "mail.message"

    # What clients wrote lately is looked for again and again among all messages.
    _sales_incoming_idx = models.Index("(date) WHERE message_type = 'email'")
