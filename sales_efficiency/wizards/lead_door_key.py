from odoo import api, fields, models


class SalesLeadDoorKey(models.AbstractModel):
    """Show a key once, with ready examples: nothing of it is ever stored."""

    _name = "sales.lead.door.key"
    _description = "Show Key of a Door"

    # The form asks for the defaults of fields, and needs an id for it.
    id = fields.Id()
    door_id = fields.Many2one(comodel_name="sales.lead.door", readonly=True)
    key = fields.Char(readonly=True)
    address = fields.Char(readonly=True)
    snippet_form = fields.Text(string="HTML Form", readonly=True)
    snippet_fetch = fields.Text(string="JavaScript", readonly=True)
    snippet_curl = fields.Text(string="Command Line", readonly=True)

    @api.model
    def default_get(self, fields):
        """Fill in the examples for the key in the context."""
        values = super().default_get(fields)
        key = self.env.context.get("default_key")
        door = self.env["sales.lead.door"].browse(
            self.env.context.get("default_door_id")
        )
        if key and door:
            door.check_access("write")
            values |= {
                "address": f"{door.address}/{key}",
                **door._get_snippets(key),
            }
        return {name: values[name] for name in fields if name in values}
