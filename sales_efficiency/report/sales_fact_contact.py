"""Sources of facts on the base of clients: how many there are, how many are in touch."""

from odoo import models
from odoo.tools import SQL


class SalesFact(models.Model):
    _inherit = "sales.fact"
    _depends = {
        "sales.contact.day": [
            "day",
            "company_id",
            "user_id",
            "team_id",
            "client_count",
            "touch_count",
        ],
    }

    def _get_fact_sources(self):
        """Return the base of clients as well, a row for each day and salesperson."""
        return super()._get_fact_sources() | {
            "client_base": [self._get_contact_day_source("client_count")],
            "client_in_touch": [self._get_contact_day_source("touch_count")],
        }

    def _get_contact_day_source(self, count):
        return {
            "key": SQL("noted.id"),
            "model": "sales.contact.day",
            "res_id": SQL("noted.id"),
            "user_id": SQL("noted.user_id"),
            "team_id": SQL("noted.team_id"),
            "company_id": SQL("noted.company_id"),
            "amount": SQL("noted.%s", SQL.identifier(count)),
            "day": SQL("noted.day"),
            "client_kind": SQL("'current'"),
            "from": SQL("sales_contact_day noted"),
            "where": SQL("TRUE"),
        }
