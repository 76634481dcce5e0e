from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

KINDS = [
    ("order", "Order"),
    ("meeting", "Meeting"),
    ("call", "Call"),
    ("letter_in", "Letter from the client"),
    ("letter_out", "Letter to the client"),
    ("activity", "Activity done"),
]


class ResPartner(models.Model):
    """When there was contact with a client last, and who is out of touch."""

    _inherit = "res.partner"

    sales_last_contact_at = fields.Datetime(
        string="Last Contact",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The last contact of any colleague with any person of the client, looked up "
        "once a day. Kept for current clients.",
    )
    sales_last_contact_kind = fields.Selection(
        selection=KINDS, string="Kind of Contact", readonly=True, copy=False
    )
    sales_quiet_days = fields.Integer(
        string="Days Without Contact", compute="_compute_sales_quiet"
    )
    sales_is_out_of_touch = fields.Boolean(
        string="Out of Touch",
        compute="_compute_sales_quiet",
        search="_search_sales_is_out_of_touch",
        help="A current client without any contact for as many days as the settings say.",
    )

    @api.depends("sales_last_contact_at", "sales_first_order_id", "company_id")
    @api.depends_context("company")
    def _compute_sales_quiet(self):
        now = fields.Datetime.now()
        for partner in self:
            company = partner.sudo().company_id or self.env.company
            last = partner.sales_last_contact_at
            quiet = now - last if last else timedelta()
            partner.sales_quiet_days = quiet.days
            partner.sales_is_out_of_touch = bool(
                partner.sales_first_order_id
                and quiet > timedelta(days=company.sales_contact_days)
            )

    def _search_sales_is_out_of_touch(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env["res.company"].sudo().search([])
        own = [
            Domain("company_id", "=", company.id)
            & self._get_quiet_domain(company.sales_contact_days)
            for company in companies
        ]
        shared = Domain("company_id", "=", False) & self._get_quiet_domain(
            self.env.company.sales_contact_days
        )
        domain = Domain.OR([shared, *own])
        return domain if True in value else ~domain

    @api.model
    def _get_quiet_domain(self, days):
        """Return the domain of current clients without contact for so many days."""
        return Domain("sales_first_order_id", "!=", False) & Domain(
            "sales_last_contact_at", "<", fields.Datetime.now() - timedelta(days=days)
        )
