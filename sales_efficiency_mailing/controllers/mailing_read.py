from odoo import http
from odoo.http import request

from odoo.addons.mass_mailing.controllers.main import MassMailController

from ..tools.machine_read import PURPOSES, Visit


class MailingRead(MassMailController):
    """Tells who asks for the picture or follows the link, for others to judge."""

    @http.route()
    def track_mail_open(self, mail_id, token, **post):
        """Note who opened the letter; whoever it is gets the picture."""
        self._tell_visit()
        return self._ask_again(super().track_mail_open(mail_id, token, **post))

    @http.route()
    def full_url_redirect(self, code, mailing_trace_id, **post):
        """Note who clicked; whoever it is gets to the page."""
        self._tell_visit(mailing_link_key=post.get("k"))
        return self._ask_again(
            super().full_url_redirect(code, mailing_trace_id, **post)
        )

    def _tell_visit(self, **context):
        http_request = request.httprequest
        headers = http_request.headers
        request.update_context(
            mailing_visit=Visit(
                method=http_request.method,
                agent=headers.get("User-Agent", ""),
                purpose=" ".join(headers.get(name, "") for name in PURPOSES),
                is_robot=request.env["ir.http"].is_a_bot(),
            ),
            **context,
        )

    def _ask_again(self, response):
        """Have browsers come again the next time: "how often" is asked, too."""
        response.headers["Cache-Control"] = "no-store"
        return response
