from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    mailing_interest_half_life = fields.Integer(
        string="Interest Fades by Half In",
        default=90,
        config_parameter="sales_efficiency_mailing.interest_half_life",
        help="After so many days, what a client opened, clicked or left unread says half "
        "as much of what interests the client.",
    )

    @api.constrains("mailing_interest_half_life")
    def _check_mailing_interest_half_life(self):
        for settings in self:
            if settings.mailing_interest_half_life < 1:
                raise ValidationError(
                    self.env._("Interest Fades by Half In: give one day at least.")
                )
