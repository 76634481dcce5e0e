from markupsafe import Markup

from odoo import models
from odoo.tools import email_normalize
from odoo.tools.misc import file_open

#: How Odoo's own letters look.
STYLE = "mass_mailing/static/src/scss/mass_mailing_mail.scss"


class MailingMailing(models.Model):
    """Letters of a trial: really sent, under a trace that counts nowhere."""

    _inherit = "mailing.mailing"

    def _create_trial_mail(self, record, email):
        """Put this letter into the queue for somebody who tries the chain.

        Its trace names no mailing, so that no figure of the letter or its campaign
        counts it; its links are links of a trial for the same reason.

        :param record: what the letter is filled in with
        :param str email: where it goes
        :return: the mail, with its trace
        """
        self.ensure_one()
        letter = self.with_context(post_convert_links={"label": "trial"})
        body, preview, subject = (
            letter._render_field(name, record.ids)[record.id]
            for name in ("body_html", "preview", "subject")
        )
        body = self._prepend_preview(Markup(body), preview)
        with file_open(STYLE) as file:
            style = Markup("<style>%s</style>") % Markup(file.read())
        trace = {
            "is_test_trace": True,
            "email": email_normalize(email),
            "model": record._name,
            "res_id": record.id,
        }
        return (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    "mailing_id": self.id,
                    "email_from": self.email_from,
                    "reply_to": self.reply_to or self.email_from,
                    "email_to": email,
                    "subject": self.env._("[Trial] %(subject)s", subject=subject),
                    "body_html": self.env["ir.qweb"]._render(
                        "mass_mailing.mass_mailing_mail_layout",
                        {"body": body, "mailing_style": style},
                        minimal_qcontext=True,
                    ),
                    "is_notification": True,
                    "auto_delete": True,
                    "attachment_ids": [(6, 0, self.attachment_ids.ids)],
                    "mail_server_id": self.mail_server_id.id,
                    "model": record._name,
                    "res_id": record.id,
                    "mailing_trace_ids": [(0, 0, trace)],
                }
            )
        )
