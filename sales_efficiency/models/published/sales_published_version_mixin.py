from odoo import api, fields, models


class SalesPublishedVersionMixin(models.AbstractModel):
    """Something as it was published: it never changes, whatever becomes of the draft."""

    _name = "sales.published.version.mixin"
    _description = "Published Version"

    #: The field that leads to what this is a version of.
    _published = None

    number = fields.Integer(required=True, readonly=True, aggregator=None)
    date = fields.Datetime(
        string="Published", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one("res.users", string="Published By", readonly=True)
    content = fields.Json(required=True, readonly=True)

    @api.depends(
        lambda self: ("number", f"{self._published}.name") if self._published else ()
    )
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(name)s, version %(number)s",
                name=version[self._published].name,
                number=version.number,
            )
