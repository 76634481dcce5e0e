from odoo import api, models
from odoo.fields import Domain

from .pbx_call_report import COUNTS, KINDS

#: What rows of talks have and those of calls have not.
TALK_SUMS = {"talk_count", "talk_minutes"}
CALL_SUMS = COUNTS.keys() - TALK_SUMS


class PbxCallReport(models.Model):
    """Reads no more rows than a figure needs.

    Rows of calls and of talks glued together are each built in full before they are
    summed up; of one kind alone the database touches only the columns asked for. Where
    nothing is summed up that talks have, a number of rows is a number of calls.
    """

    _inherit = "pbx.call.report"

    def _search(self, domain, *args, **kwargs):
        """Read only the kind of rows that the domain can be about."""
        domain = Domain(domain)
        kinds = {kind for kind, _words in KINDS}
        for condition in self._iter_kinds(domain):
            if condition.operator in ("=", "in"):
                value = condition.value
                kinds &= {value} if isinstance(value, str) else set(value)
        report = (
            self.with_context(pbx_report_kind=kinds.pop()) if len(kinds) == 1 else self
        )
        return super(PbxCallReport, report)._search(domain, *args, **kwargs)

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), *args, **kwargs):
        parts = self._split_sums(domain, aggregates)
        if len(parts) > 1 and not args and not any(kwargs.values()):
            return self._read_grouping_sets(domain, [groupby], aggregates)[0]
        domain = self._narrow_sums(domain, parts)
        return super()._read_group(domain, groupby, aggregates, *args, **kwargs)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        parts = self._split_sums(domain, aggregates)
        if len(parts) < 2 or order:
            domain = self._narrow_sums(domain, parts)
            return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)
        found = {
            kind: super(PbxCallReport, self)._read_grouping_sets(
                Domain(domain) & Domain("kind", "=", kind), grouping_sets, part
            )
            for kind, part in parts.items()
        }
        return [
            _merge(
                len(grouping_set),
                aggregates,
                {kind: (parts[kind], rows[index]) for kind, rows in found.items()},
            )
            for index, grouping_set in enumerate(grouping_sets)
        ]

    @api.model
    def _iter_kinds(self, domain):
        """Return the conditions of a domain on the kind of rows."""
        return (
            condition
            for condition in self.env["sales.fact"]._iter_certain(Domain(domain))
            if condition.field_expr == "kind"
        )

    @api.model
    def _split_sums(self, domain, aggregates):
        """Return ``{kind of rows: aggregates}``, empty where one needs all of them or
        somebody has said which.
        """
        if any(self._iter_kinds(domain)):
            return {}
        has_talks = any(spec.partition(":")[0] in TALK_SUMS for spec in aggregates)
        parts = {}
        for spec in aggregates:
            name = spec.partition(":")[0]
            if name in TALK_SUMS:
                parts.setdefault("talk", []).append(spec)
            elif name in CALL_SUMS or (name == "__count" and not has_talks):
                parts.setdefault("call", []).append(spec)
            else:
                return {}
        return parts

    @api.model
    def _narrow_sums(self, domain, parts):
        if len(parts) != 1:
            return domain
        return Domain(domain) & Domain("kind", "=", next(iter(parts)))


def _merge(size, aggregates, parts):
    """Put the sums of calls and of talks side by side, in the order of their groups.

    :param size: how many values of a row say its group
    :param parts: ``{kind: (aggregates, rows)}``
    """
    merged = {}
    for specs, rows in parts.values():
        for row in rows:
            merged.setdefault(row[:size], {}).update(
                zip(specs, row[size:], strict=True)
            )
    return [
        (*key, *(sums.get(spec, False) for spec in aggregates))
        for key, sums in sorted(merged.items(), key=lambda item: _rank(item[0]))
    ]


def _rank(key):
    """Sort groups as the database does: records by their ids, what is empty behind."""
    ranks = []
    for value in key:
        value = getattr(value, "id", value)
        is_empty = value is False or value is None
        ranks.append((is_empty, "" if is_empty else value))
    return ranks
