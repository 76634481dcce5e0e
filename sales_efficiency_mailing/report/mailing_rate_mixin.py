"""Shares of letters, of one mailing and of many: from sums, never from other shares."""

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.tools.interval import wilson


def get_percents(cases, total):
    """Return a share and the bounds it lies within, in percent; None without cases.

    :return: (share, low, high)
    """
    if not total:
        return None, None, None
    return tuple(100 * part for part in (cases / total, *wilson(cases, total)))


class MailingRateMixin(models.AbstractModel):
    """Reports whose groups have shares of their own sums."""

    _name = "mailing.rate.mixin"
    _description = "Shares of Letters"

    #: ``{field: (field that counts the cases, the one of all, place in get_percents)}``
    _rates = {}

    @api.model
    def _get_rate(self, aggregate_spec):
        name, _colon, function = aggregate_spec.partition(":")
        return self._rates.get(name) if function == "avg" else None

    def _read_group_select(self, aggregate_spec, query):
        """Sum up cases, led by their share so that groups can be sorted by it."""
        rate = self._get_rate(aggregate_spec)
        if not rate:
            return super()._read_group_select(aggregate_spec, query)
        cases, total = (
            SQL("SUM(%s)", self._field_to_sql(self._table, name, query))
            for name in rate[:2]
        )
        return SQL(
            "ARRAY[%(cases)s * 1.0 / NULLIF(%(total)s, 0), %(cases)s, %(total)s]",
            cases=cases,
            total=total,
        )

    def _read_group_postprocess_aggregate(self, aggregate_spec, raw_values):
        """Compute the share of each group."""
        rate = self._get_rate(aggregate_spec)
        if rate:
            raw_values = (
                get_percents(int(sums[1] or 0), int(sums[2] or 0))[rate[2]]
                for sums in raw_values
            )
        return super()._read_group_postprocess_aggregate(aggregate_spec, raw_values)
