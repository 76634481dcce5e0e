from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """A letter that a person opened is contact, one that was only sent is none."""

    _inherit = "res.partner"

    sales_last_contact_kind = fields.Selection(selection_add=[("read", "Letter read")])

    @api.model
    def _get_contact_sources(self):
        """Count letters of mailings and chains that were read."""
        return super()._get_contact_sources() | {"read": self._get_letters_read_sql()}

    @api.model
    def _get_letters_read_sql(self):
        return SQL(
            """
            SELECT person.commercial_partner_id AS client,
                   GREATEST(t.human_open_at, t.human_click_at) AS moment
              FROM mailing_trace t
         LEFT JOIN crm_lead lead ON lead.id = t.lead_id
              JOIN res_partner person ON person.id = COALESCE(
                   lead.partner_id, CASE t.model WHEN 'res.partner' THEN t.res_id END)
             WHERE t.is_test_trace IS NOT TRUE AND t.human_open_at IS NOT NULL
             UNION ALL
            SELECT person.commercial_partner_id,
                   GREATEST(t.human_open_at, t.human_click_at)
              FROM mailing_trace t
              JOIN res_partner person ON person.email_normalized = t.email
             WHERE t.is_test_trace IS NOT TRUE AND t.human_open_at IS NOT NULL
            """
        )
