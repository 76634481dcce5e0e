import pytz

from odoo import api, fields, models

from ...tools.working_days import to_local


class ResCompany(models.Model):
    """After how long without contact a client is out of touch."""

    _inherit = "res.company"

    sales_contact_days = fields.Integer(
        string="Days Without Contact",
        required=True,
        default=30,
        help="A current client with whom nobody has had contact for so many days is out "
        "of touch.",
    )

    _sales_contact_days_check = models.Constraint(
        "CHECK (sales_contact_days BETWEEN 1 AND 3650)",
        "Days Without Contact: give a number of days from 1 on.",
    )

    @api.model
    def _get_sales_setting_names(self):
        """Let the administrator of sales alone say when a client is out of touch."""
        return super()._get_sales_setting_names() | {"sales_contact_days"}

    def _get_sales_contact_today(self):
        """Return which day it is where the sales department works."""
        zone = pytz.timezone(self._get_sales_calendar().tz or "UTC")
        return to_local(fields.Datetime.now(), zone).date()


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sales_contact_days = fields.Integer(
        related="company_id.sales_contact_days",
        readonly=False,
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
