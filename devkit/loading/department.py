"""The whole department, in the order its parts build on each other."""

from dataclasses import dataclass

from . import company, deals, market, plans
from .pipeline import read_pipeline, slug_of
from .records import Records
from .shapes import Pipeline

#: What is counted in the report: model -> words.
COUNTED = {
    "res.users": "users",
    "crm.team": "teams",
    "product.product": "products",
    "res.partner": "accounts",
    "crm.lead": "opportunities",
    "sale.order": "orders",
    "sales.plan": "monthly plans",
    "sales.plan.line": "targets",
    "resource.calendar.leaves": "holidays",
}
#: Rows named as examples of what was changed.
EXAMPLES = 3


@dataclass
class Loaded:
    """What was read and made, for the person at the terminal."""

    pipeline: Pipeline
    records: Records
    password: str

    def lines(self):
        """Yield the report: what was made, where, what was changed, how to log in."""
        yield from self._count_lines()
        yield (
            f"Company: {self.records.company.country_id.name}, "
            f"{self.records.company.currency_id.name}, time zone {company.TIME_ZONE}; "
            "days without an hour are taken at noon there."
        )
        stages = ", ".join(
            f"{name} -> {self.records.env.ref(xmlid).name}"
            for name, xmlid in deals.STAGES.items()
        )
        yield f"Stages: {stages} (marked as lost)."
        yield "Changed or dropped:"
        for (file, reason), entries in self.pipeline.changes.by_reason().items():
            rows = ", ".join(str(number) for number, _value in entries[:EXAMPLES])
            more = ", ..." if len(entries) > EXAMPLES else ""
            yield f"  {len(entries):>5,} x {file}, {reason} (rows {rows}{more})"
        yield from self._login_lines()

    def _count_lines(self):
        known = self.records.known
        for model, words in COUNTED.items():
            made, there = self.records.made[model], len(known(model))
            moved = self.records.moved[model]
            before = f" ({there - made:,} were there before)" if there > made else ""
            since = f", {moved:,} have moved on since" if moved else ""
            yield f"  {made:>5,} {words}{before}{since}"

    def _login_lines(self):
        agent = next(iter(self.pipeline.agents.values())).name
        leader = next(iter(self.pipeline.offices.values()))[0]
        yield (
            f"Log in as salesperson {slug_of(agent)}, leader {slug_of(leader)} (everybody: "
            "first name, dot, last name) or head of sales admin (password admin)."
        )
        if self.password:
            yield (
                f"Password of all but admin: {self.password} (shown this once; an "
                "administrator can set others)."
            )


def load(env, folder):
    """Make everything in ``folder`` that is not in the database yet.

    :return: :class:`Loaded`
    :raise Problem: one sentence, before or after which nothing is committed
    """
    pipeline = read_pipeline(folder)
    records = Records(env)
    company.check_empty(records)
    company.prepare_company(records)
    company.make_holidays(records, pipeline.holidays)
    password = company.make_people(records, pipeline)
    company.make_teams(records, pipeline)
    market.make_products(records, list(pipeline.products.values()))
    market.make_accounts(records, list(pipeline.accounts.values()))
    deals.make_deals(records, pipeline)
    deals.make_orders(records, pipeline)
    plans.make_plans(records, pipeline.plans)
    env.flush_all()
    # So much is new that reports would be planned for tables that are nearly empty.
    env.cr.execute("ANALYZE crm_lead, sale_order, sale_order_line, res_partner")
    return Loaded(pipeline, records, password)
