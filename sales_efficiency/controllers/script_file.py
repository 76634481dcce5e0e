from werkzeug.exceptions import NotFound

from odoo.http import Controller, content_disposition, request, route


class ScriptFileController(Controller):
    @route(
        "/sales_efficiency/scripts/<string:ids>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def script_file(self, ids):
        """Download scripts as a file, those that the user may read."""
        numbers = [int(part) for part in ids.split(",") if part.isdecimal()]
        scripts = request.env["sales.script"].browse(numbers).exists()
        if not scripts:
            raise NotFound
        scripts.check_access("read")
        name = scripts.name if len(scripts) == 1 else request.env._("Sales scripts")
        return request.make_response(
            scripts._get_file(),
            [
                ("Content-Type", "application/json; charset=utf-8"),
                ("Content-Disposition", content_disposition(f"{name}.json")),
                ("Cache-Control", "no-store"),
            ],
        )
