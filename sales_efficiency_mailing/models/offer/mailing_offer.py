from odoo import api, fields, models


class MailingOffer(models.Model):
    """What was offered to a client by a letter, and what became of it.

    Personal: a quotation of its own. To a group: a code, or the price list of a segment.
    """

    _name = "mailing.offer"
    _description = "Offer by Letter"
    _order = "id desc"

    participant_id = fields.Many2one(
        comodel_name="mailing.chain.participant",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    step_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    chain_id = fields.Many2one(
        comodel_name="mailing.chain",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, readonly=True
    )
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    kind = fields.Selection(
        selection=[
            ("quotation", "Quotation"),
            ("code", "Code"),
            ("pricelist", "Price List"),
        ],
        required=True,
        readonly=True,
    )
    order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Quotation",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    card_id = fields.Many2one(
        comodel_name="loyalty.card",
        string="Coupon",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    program_id = fields.Many2one(
        comodel_name="loyalty.program",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
    )
    code = fields.Char(readonly=True)
    sent_at = fields.Datetime(string="Sent", required=True, readonly=True)
    valid_until = fields.Date(readonly=True)
    seen_at = fields.Datetime(
        string="Seen", readonly=True, help="When the client looked at the quotation."
    )
    accepted_at = fields.Datetime(string="Accepted", readonly=True)
    accepted_order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Order",
        index="btree_not_null",
        readonly=True,
        ondelete="set null",
        help="The first order that came of it.",
    )

    _record_idx = models.Index("(res_model, res_id)")

    @api.depends("step_id.name", "participant_id.name")
    def _compute_display_name(self):
        for offer in self:
            offer.display_name = self.env._(
                "%(step)s for %(who)s",
                step=offer.step_id.name,
                who=offer.partner_id.name or offer.participant_id.name,
            )

    def _get_url(self):
        """Return where the client looks at the quotation and accepts it, without login."""
        self.ensure_one()
        order = self.order_id
        return order and order.get_base_url() + order.get_portal_url()

    def _is_shown_to(self, env):
        """Tell whether somebody may see the link: who has it accepts for the client."""
        return env.su or self.order_id.with_env(env).has_access("read")
