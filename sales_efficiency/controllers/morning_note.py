from odoo.http import Controller, request, route
from odoo.tools import consteq

from .limits import refuse_wrong_key


class MorningNoteController(Controller):
    # The mail program posts here in a session of its own, hence no csrf token; the
    # token of the link says whose note it is. Opening the link changes nothing:
    # programs do that too.
    @route(
        "/sales_efficiency/morning_note/unsubscribe",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        website=True,
    )
    def morning_note_unsubscribe(self, user_id=None, token=None, **_post):
        """Stop the morning note for the leader it was sent to."""
        if not (user_id and user_id.isdecimal() and token):
            return refuse_wrong_key()
        user = request.env["res.users"].sudo().browse(int(user_id)).exists()
        if not user or not consteq(user._get_sales_morning_token(), token):
            return refuse_wrong_key()
        stopped = request.httprequest.method == "POST"
        if stopped:
            user.sales_morning_note = "never"
        return request.render(
            "sales_efficiency.morning_note_unsubscribe",
            {"stopped": stopped, "leader": user, "token": token},
        )
