"""What letters of chains brought: deals and orders, by Odoo's own attribution."""

from odoo import models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.report.sales_fact_order import ORDER_AMOUNT


class MailingChainReport(models.Model):
    _inherit = "mailing.chain.report"

    def _get_sources(self):
        """Add deals and orders."""
        return [
            *super()._get_sources(),
            self._get_deal_source(),
            self._get_won_source(),
            self._get_order_source(),
        ]

    def _get_attributed_sql(self, table, alias):
        """Return FROM of ``table``, its ``mailing`` if there is one, and its ``chain``.

        The source tells the letter, without it the campaign tells the chain.
        """
        return SQL(
            """
            FROM %(table)s %(alias)s
       LEFT JOIN (
                SELECT DISTINCT ON (source_id) id, source_id, chain_id, chain_step_id
                  FROM mailing_mailing
                 WHERE chain_id IS NOT NULL
              ORDER BY source_id, id
            ) AS mailing ON mailing.source_id = %(alias)s.source_id
       LEFT JOIN mailing_chain campaign
              ON campaign.campaign_id = %(alias)s.campaign_id
            JOIN mailing_chain chain
              ON chain.id = COALESCE(mailing.chain_id, campaign.id)
            """,
            table=SQL.identifier(table),
            alias=SQL.identifier(alias),
        )

    def _get_attributed_columns(self):
        return {
            "chain_id": SQL("chain.id"),
            "step_id": SQL("mailing.chain_step_id"),
            "mailing_id": SQL("mailing.id"),
        }

    def _get_deal_source(self):
        return (
            {
                **self._get_attributed_columns(),
                "deals": SQL("COUNT(*)"),
                "won": SQL("COUNT(*) FILTER (WHERE lead.won_status = 'won')"),
            },
            SQL(
                """
                %s
               WHERE COALESCE(lead.source_id, lead.campaign_id) IS NOT NULL
                 AND (lead.company_id = chain.company_id OR lead.company_id IS NULL)
            GROUP BY chain.id, mailing.chain_step_id, mailing.id
                """,
                self._get_attributed_sql("crm_lead", "lead"),
            ),
        )

    def _get_order_source(self):
        return (
            {
                **self._get_attributed_columns(),
                "revenue": SQL("SUM(%s)", SQL(ORDER_AMOUNT)),
            },
            SQL(
                """
                %s
               WHERE o.state = 'sale' AND o.company_id = chain.company_id
                 AND COALESCE(o.source_id, o.campaign_id) IS NOT NULL
            GROUP BY chain.id, mailing.chain_step_id, mailing.id
                """,
                self._get_attributed_sql("sale_order", "o"),
            ),
        )

    def _get_won_source(self):
        """Deals of participants won after a letter, that no link of the chain led to."""
        return (
            {
                "chain_id": SQL("last.chain_id"),
                "step_id": SQL("last.step_id"),
                "mailing_id": SQL("last.mailing_id"),
                "deals": SQL("COUNT(*)"),
                "won": SQL("COUNT(*)"),
            },
            SQL(
                """
                FROM (
                    SELECT DISTINCT ON (own.lead_id, log.chain_id)
                           log.chain_id, log.step_id, log.mailing_id
                      FROM (%(own)s) AS own
                      JOIN mailing_chain_participant_step log
                        ON log.participant_id = own.participant_id
                       AND log.result = 'sent' AND log.entered_at < own.date_closed
                      JOIN mailing_chain chain ON chain.id = log.chain_id
                     WHERE own.campaign_id IS DISTINCT FROM chain.campaign_id
                       AND NOT EXISTS (
                            SELECT FROM mailing_mailing mailing
                             WHERE mailing.source_id = own.source_id
                               AND mailing.chain_id = chain.id
                       )
                  ORDER BY own.lead_id, log.chain_id, log.id DESC
                ) AS last
            GROUP BY last.chain_id, last.step_id, last.mailing_id
                """,
                own=SQL(" UNION ALL ").join(
                    SQL(
                        """
                        SELECT lead.id AS lead_id, lead.date_closed, lead.source_id,
                               lead.campaign_id, one.id AS participant_id
                          FROM crm_lead lead
                          JOIN mailing_chain_participant one
                            ON one.res_model = %s AND one.res_id = %s
                         WHERE lead.won_status = 'won'
                           AND lead.date_closed > one.entered_at
                        """,
                        model,
                        SQL.identifier("lead", column),
                    )
                    for model, column in (
                        ("crm.lead", "id"),
                        ("res.partner", "partner_id"),
                    )
                ),
            ),
        )
