from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.deal_size import LEAST_OFFERS, STAY_BELOW
from .sales_fact_order import ORDER_AMOUNT


class SalesOfferReport(models.Model):
    """What nine of ten offers of a person stay at or below, in the time before."""

    _inherit = "sales.offer.report"

    @api.model
    def _get_dates(self):
        """Return the days whose offers are measured by those of as many days before.

        ``None`` by default: each quarter is measured by the one before.
        """
        dates = self.env.context.get("sales_offer_dates")
        try:
            first, last = map(fields.Date.to_date, dates)
            return (first, last) if first <= last else None
        # A remote client's context may hold anything.
        except (TypeError, ValueError):
            return None

    @api.model
    def _get_period_sql(self, day):
        """Return the period that the offers of a day are measured by, as a number."""
        if self._get_dates():
            return SQL("0")
        return SQL(
            "(EXTRACT(YEAR FROM %(day)s) * 4 + EXTRACT(QUARTER FROM %(day)s))::integer",
            day=day,
        )

    @api.model
    def _get_thresholds_sql(self, day):
        """Return SQL of what nine of ten offers of a person stay at or below."""
        dates = self._get_dates()
        period, condition = SQL("%s + 1", self._get_period_sql(day)), SQL("TRUE")
        if dates:
            first, last = self._get_dates_before(*dates)
            period = SQL("0")
            condition = SQL(
                "%s BETWEEN %s AND %s AND o.sales_sent_at BETWEEN %s AND %s",
                day,
                first,
                last,
                *self.env["sales.fact"]._get_moments(first, last),
            )
        return SQL(
            """
            SELECT o.company_id, o.user_id, %(period)s AS period,
                   percentile_disc(%(share)s) WITHIN GROUP (ORDER BY %(amount)s)
                       ::double precision AS threshold
              FROM sale_order o
             WHERE o.sales_sent_at IS NOT NULL AND o.state <> 'draft'
               AND o.amount_untaxed > 0 AND %(condition)s
          GROUP BY 1, 2, 3
            HAVING COUNT(*) >= %(least)s
            """,
            period=period,
            share=STAY_BELOW,
            amount=SQL("(%s)::double precision", SQL(ORDER_AMOUNT)),
            condition=condition,
            least=LEAST_OFFERS,
        )

    @api.model
    def _get_dates_before(self, first, last):
        """Return the first and the last day of a period of the same length before."""
        length = (last - first).days + 1
        return fields.Date.subtract(first, days=length), fields.Date.subtract(
            first, days=1
        )
