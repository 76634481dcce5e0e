from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import OrderedSet

from .sales_fact_source import ID_FACTOR


class SalesFact(models.Model):
    """Say outright what a condition implies, so that less is read to answer it.

    The rows are the same; the tables behind them know nothing of metrics, local days
    and numbers of facts, and would be read as a whole.
    """

    _inherit = "sales.fact"

    def _search(self, domain, *args, **kwargs):
        """Look only into the sources, moments and records the domain can be about."""
        domain = Domain(domain)
        conditions = list(self._iter_certain(domain))
        narrow = self._with_places()._narrow(conditions)
        return super(SalesFact, narrow)._search(
            domain & narrow._get_implied_domain(conditions), *args, **kwargs
        )

    def _iter_certain(self, domain):
        """Yield the conditions that every row found must fulfil."""
        if getattr(domain, "OPERATOR", "") == "&":
            for child in domain.children:
                yield from self._iter_certain(child)
        elif hasattr(domain, "field_expr"):
            yield domain

    def _narrow(self, conditions):
        """Return ``self`` with the metrics and records of the conditions in the context."""
        context = {}
        numbers = self._get_values(conditions, "id")
        metrics = self._get_values(conditions, "metric_id")
        if numbers is not None:
            context["sales_fact_keys"] = tuple(
                sorted({number // ID_FACTOR for number in numbers})
            )
            named = {number % ID_FACTOR for number in numbers}
            metrics = named if metrics is None else named & metrics
        if metrics is not None:
            wanted = self.env.context.get("sales_fact_metric_ids")
            metrics = metrics if wanted is None else metrics & set(wanted)
            context["sales_fact_metric_ids"] = tuple(sorted(metrics))
        return self.with_context(**context) if context else self

    def _get_values(self, conditions, name):
        """Return the numbers a field must be one of, ``None`` if it may be any."""
        found = None
        for condition in conditions:
            if condition.field_expr != name or condition.operator not in ("=", "in"):
                continue
            value = condition.value
            values = {value} if isinstance(value, int) else value
            # Anything else (a name, nothing, a query) is the database's to judge.
            if isinstance(values, set | frozenset | list | tuple | OrderedSet) and all(
                type(one) is int for one in values
            ):
                found = set(values) if found is None else found & set(values)
        return found

    def _get_implied_domain(self, conditions):
        """Return the bounds of moments that bounds of local days imply."""
        domain = Domain.TRUE
        for condition in conditions:
            if condition.field_expr != "date":
                continue
            try:
                day = fields.Date.to_date(condition.value)
            except (ValueError, TypeError):
                continue
            if not day:
                continue
            start, end = self._get_moments(day, day)
            if condition.operator in (">=", ">", "="):
                domain &= Domain("datetime", ">=", start)
            if condition.operator in ("<=", "<", "="):
                domain &= Domain("datetime", "<=", end)
        return domain
