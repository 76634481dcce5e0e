from odoo import fields, http, models
from odoo.http import request


class BareHook(models.Model):
    _name = "bare.hook"
    _description = "Bare Hook"

    payload = fields.Json()


class BareHookController(http.Controller):
    @http.route(
        "/bare_hook",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
    )
    def take(self):
        """Insert what came in, unseen."""
        request.env["bare.hook"].sudo().create({"payload": request.get_json_data()})
        return request.make_response("", status=204)
