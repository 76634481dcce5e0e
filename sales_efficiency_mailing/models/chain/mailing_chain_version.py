from odoo import api, fields, models


class MailingChainVersion(models.Model):
    """The steps of a chain as they are drawn, or as they were put into force.

    Once in force, steps are not added, removed or linked anew: who is on the way walks
    on ground that does not move. What a letter says may still be corrected.
    """

    _name = "mailing.chain.version"
    _description = "Version of a Mailing Chain"
    _order = "chain_id, number desc"

    chain_id = fields.Many2one(
        comodel_name="mailing.chain", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="chain_id.company_id", store=True, index=True)
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    published_at = fields.Datetime(readonly=True, copy=False)
    step_ids = fields.One2many(
        comodel_name="mailing.chain.step", inverse_name="version_id", copy=False
    )
    first_step_id = fields.Many2one(
        comodel_name="mailing.chain.step", ondelete="set null", copy=False
    )

    _number_idx = models.UniqueIndex(
        "(chain_id, number)",
        "Somebody else is publishing this chain: look at it anew.",
    )

    @api.depends("chain_id.name", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(chain)s, version %(number)s",
                chain=version.chain_id.name,
                number=version.number,
            )
