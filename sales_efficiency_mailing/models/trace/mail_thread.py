from odoo import api, models

from ...tools.auto_reply import is_auto_reply


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Tell answers from automatic ones: those are kept, but nobody has answered.

        As no client has written, they wait for no answer of a salesperson either.
        """
        is_auto = is_auto_reply(dict(message.items()), message.get_content_type())
        if is_auto:
            message_dict["message_type"] = "out_of_office"
        thread = self.with_context(mailing_reply="auto" if is_auto else "person")
        return super(MailThread, thread)._message_route_process(
            message, message_dict, routes
        )
