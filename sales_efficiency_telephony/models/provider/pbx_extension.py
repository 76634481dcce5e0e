from odoo import fields, models


class PbxExtension(models.Model):
    """A phone of a phone system, and whose it is."""

    _name = "pbx.extension"
    _description = "Extension"
    _order = "provider_id, number"
    _rec_name = "number"

    provider_id = fields.Many2one(
        "pbx.provider", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="provider_id.company_id", store=True)
    number = fields.Char(
        required=True, help="As the phone system names it, such as 101."
    )
    user_id = fields.Many2one("res.users", string="Salesperson", index="btree_not_null")

    is_seen = fields.Boolean(
        string="Seen in Calls",
        readonly=True,
        help="Nobody has entered this phone: calls told of it. Until somebody says whose it "
        "is, calls are understood as if it were not here.",
    )

    _number_uniq = models.UniqueIndex(
        "(provider_id, number)", "This extension is there already: change that one."
    )
