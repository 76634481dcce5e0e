import secrets

from odoo import api, fields, models

from .pbx_provider import ADMIN

#: Length of a secret in bytes of randomness: nobody finds one by trying.
SECRET_BYTES = 32


class PbxProvider(models.Model):
    """The secrets of a phone system: made or typed in once, and never shown again."""

    _inherit = "pbx.provider"

    address = fields.Char(
        compute="_compute_address",
        groups=ADMIN,
        help="The phone system reports to this address. Who knows it and the secret can "
        "report calls.",
    )
    account = fields.Char(
        groups=ADMIN,
        help="The name that goes with the secret: the account of Twilio, the key of "
        "Zadarma, the user of FreeSWITCH.",
    )
    new_secret = fields.Char(
        compute="_compute_new_secret",
        inverse="_inverse_new_secret",
        groups=ADMIN,
        help="Type in the secret the phone system has given. It is not shown again.",
    )
    has_secret = fields.Boolean(compute="_compute_has_secret", groups=ADMIN)
    secret_set_at = fields.Datetime(
        string="Secret Set On", readonly=True, copy=False, groups=ADMIN
    )
    secret_way = fields.Selection(
        selection=[
            ("made", "Made here"),
            ("typed", "Typed in"),
            ("none", "Not needed"),
        ],
        compute="_compute_secret_way",
    )

    @api.depends("token", "code")
    def _compute_address(self):
        for provider in self:
            hears = provider.id and provider._get_content_types()
            provider.address = provider._get_address() if hears else False

    @api.depends("secret")
    def _compute_has_secret(self):
        for provider in self:
            provider.has_secret = bool(provider.sudo().secret)

    def _compute_new_secret(self):
        self.new_secret = False

    def _inverse_new_secret(self):
        for provider in self:
            if provider.new_secret:
                # sudo: who may type it in may not read it.
                provider.sudo().secret = provider.new_secret.strip()

    @api.depends("code")
    def _compute_secret_way(self):
        for provider in self:
            provider.secret_way = provider._get_secret_way()

    def _get_secret_way(self):
        """Return whether a secret is ``made`` here, ``typed`` in, or there is ``none``."""
        return "none"

    @api.model_create_multi
    def create(self, vals_list):
        """Note when a secret was set."""
        providers = super().create(vals_list)
        providers.sudo().filtered("secret").secret_set_at = fields.Datetime.now()
        return providers

    def write(self, vals):
        """Note when a secret was set."""
        if "secret" in vals:
            vals = {
                **vals,
                "secret_set_at": vals["secret"] and fields.Datetime.now(),
            }
        return super().write(vals)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_make_secret(self):
        """Give the phone system a new secret and show it, this once."""
        self.ensure_one()
        self.check_access("write")
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self.sudo().secret = secret
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Secret of %(name)s", name=self.name),
            "res_model": "pbx.provider.secret",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_provider_id": self.id, "default_secret": secret},
        }

    def action_new_address(self):
        """Give the phone system another address: nobody is heard at the old one."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().token = secrets.token_urlsafe(24)
