"""Sources of facts on letters: sent, read by a person, answered by a person."""

from odoo import models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.report.sales_fact_source import CLIENT_JOIN


class SalesFact(models.Model):
    _inherit = "sales.fact"
    _depends = {
        "mailing.trace": [
            "model",
            "res_id",
            "lead_id",
            "is_test_trace",
            "mass_mailing_id",
            "sent_datetime",
            "human_open_at",
            "human_reply_at",
        ],
    }

    def _get_fact_sources(self):
        """Return letters as well, those of the salesperson whose client it is."""
        return super()._get_fact_sources() | {
            "letter_sent": [self._get_letter_source("sent_datetime")],
            "letter_read": [self._get_letter_source("human_open_at")],
            "letter_replied": [self._get_letter_source("human_reply_at")],
        }

    def _get_letter_source(self, moment):
        """Describe letters as a source, at the moment something came of them.

        :param moment: field of ``mailing.trace``
        """
        moment = SQL("letter.%s", SQL.identifier(moment))
        seller = SQL("COALESCE(lead.user_id, contact.user_id, client.user_id)")
        return self._get_client_columns() | {
            "key": SQL("letter.id"),
            "model": "mailing.trace",
            "res_id": SQL("letter.id"),
            "user_id": SQL("seller.id"),
            "team_id": SQL("COALESCE(lead.team_id, seller.sale_team_id)"),
            "company_id": SQL(
                "COALESCE(lead.company_id, contact.company_id, seller.company_id, "
                "writer.company_id)"
            ),
            "amount": SQL("NULL"),
            "campaign_id": SQL("mailing.campaign_id"),
            "moment": moment,
            "from": SQL(
                """
                mailing_trace letter
                LEFT JOIN mailing_mailing mailing ON mailing.id = letter.mass_mailing_id
                LEFT JOIN res_users writer ON writer.id = mailing.user_id
                LEFT JOIN crm_lead lead ON lead.id = letter.lead_id
                %s
                LEFT JOIN res_users seller ON seller.id = %s
                """,
                SQL(
                    CLIENT_JOIN,
                    SQL(
                        "COALESCE(lead.partner_id, CASE letter.model "
                        "WHEN 'res.partner' THEN letter.res_id END)"
                    ),
                ),
                seller,
            ),
            "where": SQL("letter.is_test_trace IS NOT TRUE AND %s IS NOT NULL", moment),
        }
