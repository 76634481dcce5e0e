from odoo import models
from odoo.tools import SQL


class SalesFact(models.Model):
    _inherit = "sales.fact"

    def _get_own_branches(self, metric):
        """Return the SELECT of a metric that users defined on any model.

        A metric that broke since it was saved (its field went with another addon)
        yields nothing and says so on its form, rather than taking the whole board down.
        """
        query = metric.sudo()._get_own_query()
        return (
            []
            if query is None
            else [self._select_source(metric, self._get_own_source(query, metric))]
        )

    def _get_own_source(self, query, metric):
        """Describe the user's records like a built-in source."""
        source = {
            "key": SQL("own.id"),
            "model": metric.model_name,
            "res_id": SQL("own.id"),
            "user_id": SQL("own.user_id"),
            "team_id": SQL("COALESCE(own.team_id, seller.sale_team_id)"),
            "company_id": SQL("COALESCE(own.company_id, seller.company_id)"),
            "amount": self._get_own_amount_sql(metric),
            "from": SQL(
                "(%s) own LEFT JOIN res_users seller ON seller.id = own.user_id %s",
                query,
                SQL(
                    """
                    LEFT JOIN res_partner contact ON contact.id = own.partner_id
                    LEFT JOIN res_partner client
                      ON client.id = contact.commercial_partner_id
                    """
                ),
            ),
            "where": SQL("own.moment IS NOT NULL"),
        }
        when = "day" if metric.date_field_id.ttype == "date" else "moment"
        return self._get_client_columns() | source | {when: SQL("own.moment")}

    def _get_own_amount_sql(self, metric):
        """Return the measure; money is taken into company currency at the rate of its day."""
        if metric.unit != "money":
            return SQL("own.measure")
        return SQL(
            "own.measure / COALESCE(%s, 1) * COALESCE(%s, 1)",
            self._get_rate_sql(SQL("own.currency_id")),
            self._get_rate_sql(
                self._get_currency_sql(
                    SQL("COALESCE(own.company_id, seller.company_id)")
                )
            ),
        )

    def _get_rate_sql(self, currency):
        """Return the rate of a currency on the record's day; the first one before any."""
        return SQL(
            """
            (SELECT rate.rate FROM res_currency_rate rate
              WHERE rate.currency_id = %s
                AND (rate.company_id IS NULL
                     OR rate.company_id = COALESCE(own.company_id, seller.company_id))
           ORDER BY rate.name > own.moment::date,
                    CASE WHEN rate.name > own.moment::date THEN rate.name END,
                    rate.name DESC, rate.company_id
              LIMIT 1)
            """,
            currency,
        )
