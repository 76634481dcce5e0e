from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Let nobody follow a record only because of being reminded of it."""
        if self.env.context.get("sales_reminding"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)
