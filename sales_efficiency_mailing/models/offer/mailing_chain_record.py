from odoo import api, fields, models
from odoo.tools import format_date


class MailingChainRecord(models.AbstractModel):
    """What letters say of the offer to each reader."""

    _inherit = "mailing.chain.record"

    chain_offer_url = fields.Char(
        string="Offer: Link",
        compute="_compute_chain_offer",
        search="_search_chain_offer",
    )
    chain_offer_button = fields.Html(
        string="Offer: Button",
        compute="_compute_chain_offer",
        search="_search_chain_offer",
        sanitize=False,
    )
    chain_offer_code = fields.Char(
        string="Offer: Code",
        compute="_compute_chain_offer",
        search="_search_chain_offer",
    )
    chain_offer_until = fields.Char(
        string="Offer: Valid Until",
        compute="_compute_chain_offer",
        search="_search_chain_offer",
    )

    @api.model
    def _get_offer_fields(self):
        return [
            "chain_offer_url",
            "chain_offer_button",
            "chain_offer_code",
            "chain_offer_until",
        ]

    def _compute_chain_offer(self):
        latest = self.sudo()._get_latest("mailing.offer")
        for record in self:
            offer = latest.get(record.id)
            shown = offer and offer._is_shown_to(self.env)
            own = record._with_own_language()
            record.chain_offer_url = shown and offer._get_url()
            record.chain_offer_button = self._get_letter_button(
                record.chain_offer_url, own.env._("See Your Offer")
            )
            record.chain_offer_code = shown and offer.code
            record.chain_offer_until = (
                shown
                and offer.valid_until
                and format_date(self.env, offer.valid_until, lang_code=own.env.lang)
            )

    def _search_chain_offer(self, operator, value):
        return self._search_latest("mailing.offer", operator, value)

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Let who writes letters name what is offered."""
        return (
            *super().mail_allowed_qweb_expressions(),
            *(f"object.{name}" for name in self._get_offer_fields()),
        )


class MailRenderMixin(models.AbstractModel):
    _inherit = "mail.render.mixin"

    @api.model
    def _get_personal_paths(self):
        """Quotations on the portal belong to one reader."""
        return [*super()._get_personal_paths(), r"/my/orders/\d+"]
