from odoo import api, fields, models

from ...tools.script_flow import find_way


class SalesScriptVersion(models.Model):
    """A script as it was published: it never changes, whatever becomes of the script."""

    _name = "sales.script.version"
    _description = "Version of a Sales Script"
    _inherit = ["sales.kept.mixin", "sales.published.version.mixin"]
    _order = "script_id, number desc"
    _published = "script_id"

    script_id = fields.Many2one(
        comodel_name="sales.script",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    option_values = fields.Json(readonly=True)
    has_required_checks = fields.Boolean(
        compute="_compute_has_required_checks", store=True
    )
    step_count = fields.Integer(string="Steps", compute="_compute_step_count")

    _number_idx = models.UniqueIndex(
        "(script_id, number)",
        "Somebody else is publishing this script: look at it anew.",
    )

    @api.depends("content")
    def _compute_has_required_checks(self):
        for version in self:
            version.has_required_checks = any(
                step["kind"] == "check" and step["required"]
                for step in version._get_steps()
            )

    @api.depends("content")
    def _compute_step_count(self):
        for version in self:
            version.step_count = len(find_way(version._get_steps(), {}).keys)

    def _get_steps(self):
        """Return the steps, as ``tools/script_flow.py`` takes them."""
        steps = (self.content or {}).get("steps", [])
        return set_parsed(steps, self.option_values or {})


def set_parsed(steps, values):
    """Return steps whose options know what they write to the deal's field."""
    return [
        step
        | {
            "options": [
                option | {"parsed": values.get(option["key"])}
                for option in step.get("options", ())
            ]
        }
        for step in steps
    ]
