from datetime import date, datetime

from odoo import Command
from odoo.fields import Domain

from ..common import SalesEfficiencyCommon

AUGUST = (date(2017, 8, 1), date(2017, 8, 31))


class FactCommon(SalesEfficiencyCommon):
    """Facts of August 2017, by metric and person."""

    @classmethod
    def _total(cls, code, user=None, days=AUGUST, domain=Domain.TRUE):
        """Return the figure of a metric as every screen gets it."""
        metric = cls._metric(code)
        totals = cls.env["sales.fact"]._get_totals(metric, *days, domain=domain)
        return totals[metric].get(((user or cls.anna).id,), 0)

    @classmethod
    def _facts(cls, code, domain=Domain.TRUE):
        """Return the facts of a metric as they are now, oldest first."""
        cls.env["sales.fact"].invalidate_model()
        return (
            cls.env["sales.fact"]
            .with_context(sales_fact_metric_ids=cls._metric(code).ids)
            .search(
                Domain("company_id", "=", cls.company.id) & Domain(domain),
                order="datetime, id",
            )
        )

    @classmethod
    def _create_lead(cls, user=None, **values):
        user = cls.anna if user is None else user
        return cls.env["crm.lead"].create(
            {
                "name": "Deal",
                "type": "opportunity",
                "partner_id": cls.prospect.id,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "company_id": cls.company.id,
                "expected_revenue": 700,
                **values,
            }
        )

    @classmethod
    def _win(cls, lead, moment):
        lead.action_set_won()
        lead.date_closed = datetime.fromisoformat(moment)

    @classmethod
    def _call(cls, record, moment=None, user=None):
        """Plan a call on ``record``; do it at ``moment`` if given."""
        activity = cls.env["mail.activity"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id(record._name),
                "res_id": record.id,
                "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                "user_id": (user or cls.anna).id,
            }
        )
        if moment:
            activity._action_done()
            activity.sales_done_at = datetime.fromisoformat(moment)
        return activity

    @classmethod
    def _set_rate(cls, currency, day, rate, company=None):
        """Say how much of ``currency`` one unit of the company's was worth that day."""
        cls.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "name": day,
                "rate": rate,
                "company_id": (company or cls.company).id,
            }
        )

    @classmethod
    def _order_values(cls, lines, **values):
        """Return values of an order with lines ``(name or product, quantity, price)``."""
        return {
            "order_line": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": quantity,
                        "price_unit": price,
                        "tax_ids": [Command.clear()],
                    }
                )
                for product, quantity, price in lines
            ],
            **values,
        }
