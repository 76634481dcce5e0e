from datetime import datetime

from freezegun import freeze_time

from odoo import Command

from ..common import SalesEfficiencyCommon

#: A Tuesday, 12:00 in Brussels.
NOON = datetime(2017, 8, 15, 10)


class DealSizeCommon(SalesEfficiencyCommon):
    """Goods of three categories, and offers whose days are told. Today is NOON.

    +----------+-----------------------------+
    | Coffee   | beans, ground               |
    | Machines | espresso                    |
    | Service  | contract                    |
    +----------+-----------------------------+
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coffee, cls.machines, cls.service = cls.env["product.category"].create(
            [{"name": "Coffee"}, {"name": "Machines"}, {"name": "Service"}]
        )
        cls.beans, cls.ground, cls.espresso, cls.contract = cls.env[
            "product.product"
        ].create(
            [
                {"name": name, "categ_id": category.id, "list_price": price}
                for name, category, price in (
                    ("Beans", cls.coffee, 20),
                    ("Ground Coffee", cls.coffee, 10),
                    ("Espresso Machine", cls.machines, 900),
                    ("Contract", cls.service, 50),
                )
            ]
        )

    def setUp(self):
        super().setUp()
        freezer = freeze_time(NOON)
        freezer.start()
        self.addCleanup(freezer.stop)

    @classmethod
    def _prepare_line(cls, product, price=None, quantity=1, **values):
        return {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "price_unit": product.list_price if price is None else price,
            "tax_ids": [Command.clear()],
            **values,
        }

    @classmethod
    def _create_offers(cls, rows, **values):
        """Create offers, made and ordered on a day, of ``(user, day, lines)``.

        Lines are products, sums (of the usual product) or values.
        """
        vals_list = []
        for user, _day, lines in rows:
            lines = [
                line
                if isinstance(line, dict)
                else cls._prepare_line(cls.product, line)
                if isinstance(line, int | float)
                else cls._prepare_line(line)
                for line in lines
            ]
            vals_list.append(
                {
                    "partner_id": cls.client.id,
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "company_id": cls.company.id,
                    "order_line": [Command.create(line) for line in lines],
                    **values,
                }
            )
        orders = cls.env["sale.order"].with_context(tracking_disable=True)
        offers = orders.create(vals_list)
        for offer, (_user, day, _lines) in zip(offers, rows, strict=True):
            offer.write({"state": values.get("state", "sale")})
            cls._set_day(offer, day)
        return offers

    @classmethod
    def _set_day(cls, offer, day):
        moment = datetime.fromisoformat(day if " " in day else f"{day} 12:00:00")
        offer.date_order = moment
        offer.sales_sent_at = moment

    def _count_queries(self, call):
        """Return how many statements a call takes, with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before
