from odoo import fields, models


class MailingTopic(models.Model):
    """What a letter or a link is about: what clients are interested in or indifferent to."""

    _name = "mailing.topic"
    _description = "Mailing Topic"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    description = fields.Char(
        translate=True,
        help="Shown to clients where they choose what to receive.",
    )
    company_id = fields.Many2one(comodel_name="res.company", index=True)

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0)) WHERE active",
        "There is a topic of this name: use it, or give this one another name.",
    )
