"""The months' plans, confirmed."""

from .company import user_id
from .pipeline import key_of

#: Column of the file -> code of the metric.
METRICS = {"revenue": "order_revenue", "won_deals": "won_deals"}


def make_plans(records, plans):
    """Make a plan for every month with a target for each person and metric.

    They are left confirmed and not closed: a closed plan would not notice deals that a
    later export adds to its month.
    """
    months = sorted({plan.month for plan in plans})
    made = records.make(
        "sales.plan",
        {
            plan_name(month): {
                "period_type": "month",
                "date_start": month,
                "company_id": records.company.id,
            }
            for month in months
        },
    )
    metrics = {
        field: records.env.ref(f"sales_efficiency.sales_metric_{code}").id
        for field, code in METRICS.items()
    }
    records.make(
        "sales.plan.line",
        {
            f"{plan_name(plan.month)}_{key_of(plan.agent)}_{METRICS[field]}": {
                "plan_id": records.known("sales.plan")[plan_name(plan.month)],
                "user_id": user_id(records, plan.agent),
                "metric_id": metric,
                "target": getattr(plan, field),
            }
            for plan in plans
            for field, metric in metrics.items()
        },
    )
    made.action_confirm()


def plan_name(month):
    """Return the external id of a month's plan."""
    return f"plan_{month:%Y_%m}"
