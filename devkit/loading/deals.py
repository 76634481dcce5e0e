"""Opportunities with the dates of their stages, and an order for each won one."""

from collections import defaultdict

from odoo import Command
from odoo.tools import SQL
from odoo.tools.misc import split_every

from .company import team_name, to_utc, user_id
from .market import account_name, product_name
from .pipeline import key_of
from .records import BATCH
from .shapes import ENGAGING, LOST, PROSPECTING, WON

#: A lost opportunity stays in the stage it was lost in, as in Odoo itself.
STAGES = {
    PROSPECTING: "crm.stage_lead1",
    ENGAGING: "crm.stage_lead2",
    WON: "crm.stage_lead4",
    LOST: "crm.stage_lead2",
}


#: What changes on an opportunity that a later export shows further on.
MOVING = (
    "stage_id",
    "expected_revenue",
    "date_closed",
    "probability",
    "automated_probability",
    "active",
)


def make_deals(records, pipeline):
    """Make the opportunities; open and lost ones are worth the price of their product.

    An opportunity that was loaded while it was open moves on with a later export.
    """
    before = dict(records.known("crm.lead"))
    stages = {stage: records.env.ref(xmlid).id for stage, xmlid in STAGES.items()}
    values = {
        deal_name(deal): _prepare_deal(records, pipeline, deal, stages)
        for deal in pipeline.deals
    }
    leads = records.make("crm.lead", values)
    moved = _move_on(records, before, values)
    ids = records.known("crm.lead")
    changed = leads | moved
    wanted = set(changed.ids)
    days = {
        ids[deal_name(deal)]: deal
        for deal in pipeline.deals
        if ids[deal_name(deal)] in wanted
    }
    _set_moments(changed, _get_moments(pipeline, days))
    _learn(records, changed)


def _move_on(records, before, values):
    """Bring opportunities that are still open to where the files have them."""
    leads = records.env["crm.lead"].browse(before.values())
    names = {key: name for name, key in before.items()}
    moved = leads.browse()
    for lead in leads.filtered(lambda lead: lead.won_status == "pending"):
        now = values.get(names[lead.id])
        if now and (now.get("date_closed") or now["stage_id"] != lead.stage_id.id):
            lead.write({name: now[name] for name in MOVING if name in now})
            moved |= lead
    records.moved[leads._name] += len(moved)
    return moved


def _get_moments(pipeline, days):
    """Return ``{lead id: (opened, stage changed, closed)}`` in UTC.

    Who has not been engaged yet has no date: the last day of the data stands in.
    """
    last_day = max(
        (
            day
            for deal in pipeline.deals
            for day in (deal.engaged, deal.closed)
            if day is not None
        ),
        default=None,
    )
    return {
        key: (
            to_utc(deal.engaged or last_day),
            to_utc(deal.closed or deal.engaged or last_day),
            deal.closed and to_utc(deal.closed),
        )
        for key, deal in days.items()
    }


def _prepare_deal(records, pipeline, deal, stages):
    person = pipeline.agents[key_of(deal.agent)]
    product = pipeline.products[key_of(deal.product)]
    values = {
        "name": f"{deal.account}: {deal.product}" if deal.account else deal.product,
        "type": "opportunity",
        "partner_id": deal.account
        and records.known("res.partner")[account_name(deal.account)],
        "user_id": user_id(records, deal.agent),
        "team_id": records.known("crm.team")[team_name(person.office)],
        "company_id": records.company.id,
        "stage_id": stages[deal.stage],
        "sales_product_categ_id": records.known("product.category")[
            f"series_{key_of(product.series)}"
        ],
        "expected_revenue": deal.value if deal.stage == WON else product.price,
    }
    if deal.closed:
        values["date_closed"] = to_utc(deal.closed)
        values["probability"] = 100 if deal.stage == WON else 0
        values["automated_probability"] = values["probability"]
        values["active"] = deal.stage == WON
    return values


def _set_moments(leads, moments):
    """Date the opportunities back: the ORM writes neither creation nor stage dates."""
    leads.flush_recordset()
    rows = list(zip(*((key, *dates) for key, dates in moments.items()), strict=True))
    if not rows:
        return
    leads.env.cr.execute(
        SQL(
            """
            UPDATE crm_lead lead
               SET create_date = opened,
                   date_open = opened,
                   date_conversion = opened,
                   date_last_stage_update = moved,
                   date_closed = closed
              FROM unnest(%s::int[], %s::timestamp[], %s::timestamp[], %s::timestamp[])
                   AS dated (id, opened, moved, closed)
             WHERE lead.id = dated.id
            """,
            *map(list, rows),
        )
    )
    leads.invalidate_recordset()
    for name in ("day_open", "day_close"):
        leads.env.add_to_compute(leads._fields[name], leads)
    leads.flush_recordset()


def _learn(records, changed):
    """Let Odoo's lead scoring learn from all of it at once, and score what is open."""
    leads = changed.browse(records.known(changed._name).values())
    if not changed:
        return
    first = min(leads.mapped("create_date"))
    records.env["ir.config_parameter"].set_param("crm.pls_start_date", first.date())
    leads._rebuild_pls_frequency_table()
    still_open = leads.filtered(lambda lead: lead.won_status == "pending")
    for part in split_every(BATCH, still_open.ids, still_open.browse):
        part._compute_probabilities()
    leads.flush_recordset()


def make_orders(records, pipeline):
    """Confirm an order for every won deal, dated at its closing."""
    won = {order_name(deal): deal for deal in pipeline.deals if deal.stage == WON}
    orders = records.make(
        "sale.order",
        {name: _prepare_order(records, pipeline, deal) for name, deal in won.items()},
    )
    for part in split_every(BATCH, orders.ids, orders.browse):
        part.action_confirm()
    days = {
        records.known("sale.order")[name]: deal.closed for name, deal in won.items()
    }
    _set_order_dates(orders, days)


def _prepare_order(records, pipeline, deal):
    person = pipeline.agents[key_of(deal.agent)]
    return {
        "partner_id": records.known("res.partner")[account_name(deal.account)],
        "opportunity_id": records.known("crm.lead")[deal_name(deal)],
        "user_id": user_id(records, deal.agent),
        "team_id": records.known("crm.team")[team_name(person.office)],
        "company_id": records.company.id,
        "currency_id": records.company.currency_id.id,
        "date_order": to_utc(deal.closed),
        "order_line": [
            Command.create(
                {
                    "product_id": records.known("product.product")[
                        product_name(deal.product)
                    ],
                    "product_uom_qty": 1,
                    "price_unit": deal.value,
                    "tax_ids": [Command.clear()],
                    # Given, so that Odoo does not look for one line by line.
                    "analytic_distribution": False,
                }
            )
        ],
    }


def _set_order_dates(orders, days):
    """Date orders at their closing; confirming has dated them now."""
    by_day = defaultdict(list)
    for order in orders:
        by_day[days[order.id]].append(order.id)
    for day, ids in by_day.items():
        moment = to_utc(day)
        orders.browse(ids).write({"date_order": moment, "sales_sent_at": moment})
    orders.flush_recordset()
    orders.env.cr.execute(
        SQL(
            "UPDATE sale_order SET create_date = date_order WHERE id = ANY(%s)",
            list(orders.ids),
        )
    )
    orders.invalidate_recordset(["create_date"])


def deal_name(deal):
    """Return the external id of an opportunity."""
    return f"deal_{deal.key}"


def order_name(deal):
    """Return the external id of a won deal's order."""
    return f"order_{deal.key}"
