from datetime import timedelta

from odoo import Command, models

from ..tools.period import period_bounds
from .rhythm import MONTHS, WORKERS, fill_up, pick_moment

#: Where deals come from: medium, source, how often.
ORIGINS = (
    ("utm.utm_medium_phone", None, 4),
    ("utm.utm_medium_website", "utm.utm_source_search_engine", 3),
    ("utm.utm_medium_email", "utm.utm_source_newsletter", 3),
    ("utm.utm_medium_linkedin", "utm.utm_source_linkedin", 1),
    ("utm.utm_medium_direct", "sales_efficiency.utm_source_fair", 2),
)
LOST_REASONS = (
    "crm.lost_reason_1",
    "sales_efficiency.crm_lost_reason_competitor",
    "sales_efficiency.crm_lost_reason_no_answer",
)
OPEN_STAGES = ("crm.stage_lead1", "crm.stage_lead2", "crm.stage_lead3")
#: Clients one starts with, and the month in which each further one first orders.
NEXT_CLIENTS = {3: (0, 1, 2, 3, 4, 5, 5), 7: (1, 3, 5)}
#: Days a quotation was out before it became an order.
DAYS_OUT = (1, 9)


class SalesDemo(models.AbstractModel):
    _inherit = "sales.demo"

    def _make_deals(self, rng):
        """Make orders with the deals they come from, quotations, lost and open deals."""
        orders, deals = [], []
        for worker in WORKERS:
            orders += self._get_first_orders(worker, rng)
            for order in self._get_orders(worker, rng):
                orders.append(order)
                if rng.random() < 0.7:
                    order["deal"] = len(deals)
                    deals.append(self._prepare_won_deal(order))
            orders += self._get_quotations(worker, rng)
            deals += self._get_lost_deals(worker, rng)
            deals += self._get_open_deals(worker, rng)
        leads = self.env["crm.lead"].create(deals)
        self._date_deals(leads, deals)
        for order in orders:
            if "deal" in order:
                order["opportunity_id"] = leads[order.pop("deal")].id
        self.env["sale.order"].create(orders)

    # ------------------------------------------------------------
    # ORDERS
    # ------------------------------------------------------------

    def _get_clients(self, worker, index=MONTHS):
        """Return the clients of a person who may order in a month, all by default."""
        partners = self._get_partners(worker)
        known = worker.clients
        return partners[:known] | partners.browse(
            partner.id
            for partner, month in zip(
                partners[known:], NEXT_CLIENTS[known], strict=False
            )
            if month <= index
        )

    def _get_prospects(self, worker):
        """Return the companies that will not order yet."""
        return self._get_partners(worker) - self._get_clients(worker)

    def _get_partners(self, worker):
        return self.env["res.partner"].search(
            [
                ("user_id", "=", self._get_user(worker).id),
                ("is_company", "=", True),
            ],
            order="id",
        )

    def _get_first_orders(self, worker, rng):
        """Return an order of the month before for each client one starts with."""
        start = self._get_months()[0] - timedelta(days=28)
        return [
            self._prepare_order(
                worker,
                client,
                start + timedelta(days=rng.randint(0, 24)),
                round(worker.target / 20, -1),
                rng,
            )
            for client in self._get_clients(worker, -1)
        ]

    def _get_orders(self, worker, rng):
        """Return the orders of all months; a new client orders as soon as there is one."""
        today = self.env.user._get_sales_today()
        orders, served = [], self._get_clients(worker, -1)
        for index, start in enumerate(self._get_months()):
            weights = self._get_weights(worker, *period_bounds("month", start))
            target = self._get_target(worker, index)
            clients = self._get_clients(worker, index)
            sums = fill_up(
                rng, target, worker.paces[index], weights, today, worker.orders
            )
            for day, amount in sums:
                fresh = clients - served
                client = fresh[:1] or rng.choice(clients)
                served |= client
                orders.append(self._prepare_order(worker, client, day, amount, rng))
        return orders

    def _get_quotations(self, worker, rng):
        """Return quotations of the last six weeks that wait for an answer."""
        start = self.env.user._get_sales_today() - timedelta(weeks=6)
        quotations = []
        for day in self._get_worked_days(worker, start):
            if rng.random() < worker.orders * 0.8:
                client = rng.choice(self._get_partners(worker))
                amount = round(worker.target / 15 * rng.uniform(0.5, 1.5), -1)
                order = self._prepare_order(worker, client, day, amount, rng)
                sent = {"state": "sent", "sales_sent_at": order["date_order"]}
                quotations.append(order | sent)
        return quotations

    def _prepare_order(self, worker, client, day, amount, rng):
        user = self._get_user(worker)
        moment = pick_moment(rng, day, self._get_now())
        out = timedelta(days=rng.randint(*DAYS_OUT))
        return {
            "partner_id": client.id,
            "user_id": user.id,
            "team_id": user.sale_team_id.id,
            "company_id": self.env.company.id,
            "state": "sale",
            "date_order": self._to_utc(moment),
            "sales_sent_at": self._to_utc(moment - out),
            "order_line": [
                Command.create(line) for line in self._split(worker, amount, rng)
            ],
            **self._pick_origin(rng),
        }

    def _split(self, worker, amount, rng):
        """Return order lines of one or two products that make up the amount."""
        names = rng.sample(worker.products, k=2 if amount > 2_000 else 1)
        parts = [amount] if len(names) == 1 else [amount * 0.75, amount * 0.25]
        lines = []
        for name, part in zip(names, parts, strict=True):
            product = self._ref(f"product_{name}")
            quantity = max(1, round(part / product.list_price))
            lines.append(
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "price_unit": part / quantity,
                }
            )
        return lines

    def _pick_origin(self, rng):
        """Return where a deal comes from."""
        medium, source, _weight = rng.choices(ORIGINS, [part[2] for part in ORIGINS])[0]
        campaign = source == "utm.utm_source_newsletter"
        return {
            "medium_id": self.env.ref(medium).id,
            "source_id": bool(source) and self.env.ref(source).id,
            "campaign_id": campaign and self._ref("utm_campaign_good_morning").id,
        }

    # ------------------------------------------------------------
    # DEALS
    # ------------------------------------------------------------

    def _prepare_deal(self, worker, client, amount, stage, rng):
        user = self._get_user(worker)
        product = self._ref(f"product_{rng.choice(worker.products)}")
        return {
            "name": f"{client.name}: {product.name}",
            "type": "opportunity",
            "partner_id": client.id,
            "user_id": user.id,
            "team_id": user.sale_team_id.id,
            "company_id": self.env.company.id,
            "stage_id": self.env.ref(stage).id,
            "expected_revenue": amount,
            "sales_product_categ_id": product.categ_id.id,
            **self._pick_origin(rng),
        }

    def _prepare_won_deal(self, order):
        """Return the deal that an order came from, closed when the order was made."""
        lines = [command[2] for command in order["order_line"]]
        product = self.env["product.product"].browse(lines[0]["product_id"])
        client = self.env["res.partner"].browse(order["partner_id"])
        same = ("partner_id", "user_id", "team_id", "company_id")
        origin = ("medium_id", "source_id", "campaign_id")
        return {name: order[name] for name in same + origin} | {
            "name": f"{client.name}: {product.name}",
            "type": "opportunity",
            "stage_id": self.env.ref("crm.stage_lead4").id,
            "probability": 100,
            "sales_product_categ_id": product.categ_id.id,
            "expected_revenue": sum(
                line["price_unit"] * line["product_uom_qty"] for line in lines
            ),
            "date_closed": order["date_order"],
        }

    def _get_lost_deals(self, worker, rng):
        """Return a lost deal for about every eighth day."""
        deals = []
        for day in self._get_worked_days(worker):
            if rng.random() < 0.12:
                client = rng.choice(self._get_partners(worker))
                amount = round(worker.target / 12 * rng.uniform(0.5, 1.5), -1)
                closed = self._to_utc(pick_moment(rng, day, self._get_now()))
                stage = rng.choice(OPEN_STAGES)
                deals.append(
                    self._prepare_deal(worker, client, amount, stage, rng)
                    | {
                        "active": False,
                        "probability": 0,
                        "lost_reason_id": self.env.ref(rng.choice(LOST_REASONS)).id,
                        "date_closed": closed,
                    }
                )
        return deals

    def _get_open_deals(self, worker, rng):
        """Return deals under way, with the day each should be closed."""
        today = self.env.user._get_sales_today()
        return [
            self._prepare_deal(
                worker,
                rng.choice(self._get_partners(worker)),
                round(worker.target / 10 * rng.uniform(0.5, 2), -1),
                OPEN_STAGES[position % 3],
                rng,
            )
            | {"date_deadline": today + timedelta(days=rng.randint(3, 40))}
            for position in range(6)
        ]

    def _date_deals(self, leads, deals):
        """Let closed deals begin some weeks before their end, as a history would."""
        for lead, deal in zip(leads, deals, strict=True):
            closed = deal.get("date_closed")
            if closed:
                lead.date_closed = closed
        leads.flush_recordset()
        self.env.cr.execute(
            """
            UPDATE crm_lead
               SET create_date = date_closed - interval '3 weeks',
                   date_open = date_closed - interval '20 days',
                   date_last_stage_update = date_closed
             WHERE id = ANY(%s) AND date_closed IS NOT NULL
            """,
            [leads.ids],
        )
        leads.invalidate_recordset()
