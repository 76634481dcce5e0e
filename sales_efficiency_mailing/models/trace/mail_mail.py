import re

from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _prepare_outgoing_body(self):
        """Give the links of a letter its key: its number alone is easily made up."""
        body = super()._prepare_outgoing_body()
        trace = self.mailing_trace_ids[:1]
        if not body or not trace.has_link_key:
            return body
        keyed = re.sub(
            rf"(/r/[^/\s\"'<>]+/m/{trace.id})(?![\d?])",
            rf"\1?k={trace._get_link_key()}",
            str(body),
        )
        return body.__class__(keyed)
