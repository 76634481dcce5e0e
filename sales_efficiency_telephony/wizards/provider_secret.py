from odoo import api, fields, models


class PbxProviderSecret(models.AbstractModel):
    """Show a secret once, with a ready example: nothing of it is stored here."""

    _name = "pbx.provider.secret"
    _description = "Secret of a Phone System"

    # The form asks for the defaults of fields, and needs an id for it.
    id = fields.Id()
    provider_id = fields.Many2one(comodel_name="pbx.provider", readonly=True)
    secret = fields.Char(readonly=True)
    code = fields.Char(string="Kind", readonly=True)
    snippet = fields.Text(string="Command Line", readonly=True)

    @api.model
    def default_get(self, fields):
        """Fill in the example for the secret in the context."""
        values = super().default_get(fields)
        provider = self.env["pbx.provider"].browse(
            self.env.context.get("default_provider_id")
        )
        secret = self.env.context.get("default_secret")
        if provider and secret:
            provider.check_access("write")
            values["snippet"] = provider._get_snippet(secret)
            values["code"] = provider.code
        return {name: values[name] for name in fields if name in values}
