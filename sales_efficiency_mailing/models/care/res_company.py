from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """The chain that writes to clients whom nobody else is in touch with."""

    _inherit = "res.company"

    care_chain_id = fields.Many2one(
        comodel_name="mailing.chain",
        string="Chain of Care",
        ondelete="set null",
        help="Current clients out of touch enter it. Who cannot be written to, and who does "
        "not read what it writes either, is given to the salesperson.",
    )

    @api.constrains("care_chain_id")
    def _check_care_chain(self):
        for company in self:
            chain = company.care_chain_id
            if chain and chain.company_id != company:
                raise ValidationError(
                    self.env._(
                        "Chain of Care: %(chain)s is a chain of %(other)s. Choose one of "
                        "%(company)s.",
                        chain=chain.display_name,
                        other=chain.company_id.display_name,
                        company=company.display_name,
                    )
                )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales alone choose the chain."""
        return super()._get_sales_setting_names() | {"care_chain_id"}

    @api.model_create_multi
    def create(self, vals_list):
        """Have a door into the chain of care."""
        companies = super().create(vals_list)
        companies._open_care_door()
        return companies

    def write(self, vals):
        """Have a door into the chain of care, of as many days as are set."""
        done = super().write(vals)
        if vals.keys() & {"care_chain_id", "sales_contact_days"}:
            self._open_care_door()
        return done

    def _open_care_door(self):
        for company in self.sudo().filtered("care_chain_id"):
            doors = company.care_chain_id.entry_ids.filtered(
                lambda entry: entry.kind == "silence"
            )
            if doors:
                doors.silence_days = company.sales_contact_days
            else:
                self.env["mailing.chain.entry"].sudo().create(
                    {
                        "chain_id": company.care_chain_id.id,
                        "kind": "silence",
                        "silence_days": company.sales_contact_days,
                    }
                )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    care_chain_id = fields.Many2one(
        related="company_id.care_chain_id",
        readonly=False,
        domain="[('company_id', '=', company_id)]",
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
