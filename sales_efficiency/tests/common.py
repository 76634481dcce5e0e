from contextlib import contextmanager
from datetime import datetime

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user


class SalesEfficiencyCommon(TransactionCase):
    """The cast and small factories of the addon's tests.

    +--------+---------+-----------------------+------------------------------+
    | Team   | Leader  | Salespeople           | Working schedule             |
    +--------+---------+-----------------------+------------------------------+
    | north  | lena    | anna, boris           | the company's: Mon-Fri, 8 h  |
    | south  | (none)  | carl                  | own: Mon, Wed, Fri           |
    +--------+---------+-----------------------+------------------------------+
    max manages all, ada administers. The company works in Europe/Brussels, in euros.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create(
            {"name": "Efficient", "currency_id": cls.env.ref("base.EUR").id}
        )
        cls.company.currency_id.active = True
        cls.company.resource_calendar_id.tz = "Europe/Brussels"
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids, tz="UTC")
        )
        cls.anna = cls._create_user("anna", "group_sales_efficiency_user")
        cls.boris = cls._create_user("boris", "group_sales_efficiency_user")
        cls.carl = cls._create_user("carl", "group_sales_efficiency_user")
        cls.lena = cls._create_user("lena", "group_sales_efficiency_leader")
        cls.max = cls._create_user("max", "group_sales_efficiency_manager")
        cls.ada = cls._create_user("ada", "group_sales_efficiency_admin")
        cls.north = cls._create_team("North", cls.lena, cls.anna | cls.boris)
        cls.south = cls._create_team("South", cls.env["res.users"], cls.carl)
        cls.client = cls.env["res.partner"].create({"name": "Old Client"})
        cls.prospect = cls.env["res.partner"].create({"name": "Prospect"})
        cls.product = cls.env["product.product"].create(
            {"name": "Thing", "list_price": 100}
        )
        cls.revenue = cls.env.ref("sales_efficiency.sales_metric_order_revenue")

    @contextmanager
    def _assert_refused(self, message):
        """Check that what is done inside is refused with these words, and undone."""
        with self.assertRaises(UserError) as caught:
            yield
        self.assertRegex(str(caught.exception), message)

    @classmethod
    def _create_user(cls, login, group):
        return new_test_user(
            cls.env,
            login=f"sales_{login}",
            name=login.capitalize(),
            groups=f"sales_team.group_sale_salesman,sales_efficiency.{group}",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            tz="Europe/Brussels",
        )

    @classmethod
    def _create_team(cls, name, leader, members):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "user_id": leader.id,
                "company_id": cls.company.id,
                "member_ids": [Command.set(members.ids)],
            }
        )

    @classmethod
    def _metric(cls, code):
        return cls.env.ref(f"sales_efficiency.sales_metric_{code}")

    @classmethod
    def _create_order(cls, user, amount, moment, partner=None, **values):
        """Confirm an order of ``amount`` at ``moment`` (``YYYY-MM-DD[ HH:MM:SS]``, UTC)."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.client).id,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": 1,
                            "price_unit": amount,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )
        order.action_confirm()
        order.date_order = datetime.fromisoformat(moment)
        return order

    @classmethod
    def _create_plan(cls, start, targets, metric=None, state="confirmed", **values):
        """Create a plan for the period from ``start`` with ``{user or team: target}``."""
        plan = cls.env["sales.plan"].create(
            {
                "date_start": start,
                "company_id": cls.company.id,
                "line_ids": [
                    Command.create(
                        {
                            "metric_id": (metric or cls.revenue).id,
                            "user_id"
                            if owner._name == "res.users"
                            else "team_id": owner.id,
                            "target": target,
                        }
                    )
                    for owner, target in targets.items()
                ],
                **values,
            }
        )
        if state == "confirmed":
            plan.action_confirm()
        return plan
