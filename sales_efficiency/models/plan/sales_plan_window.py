from collections import defaultdict

from odoo import api, models


class Days:
    """What happened day by day to each owner, summed over any of the days.

    :param sums: ``{metric: {(owner, day): value}}`` of metrics that add up
    :param clients: ``{metric: {(owner, day, client): value}}`` of numbers of clients
    """

    def __init__(self, sums, clients):
        self._values = defaultdict(list)
        self._clients = set(clients)
        for metric, totals in sums.items():
            for (owner, day), value in totals.items():
                self._values[metric, owner].append((day, value))
        for metric, totals in clients.items():
            for owner, day, client in totals:
                self._values[metric, owner].append((day, client))

    def count(self, metric, owner, start, end):
        """Return the figure of the days from ``start`` to ``end``, ``None`` for a ratio
        without a denominator.
        """
        if metric.kind == "ratio":
            parts = (
                {owner: self.count(part, owner, start, end)}
                for part in (metric.numerator_id, metric.denominator_id)
            )
            return metric._divide(*parts).get(owner)
        found = [
            value for day, value in self._values[metric, owner] if start <= day <= end
        ]
        return len({*found} - {False}) if metric in self._clients else sum(found)


class SalesPlan(models.Model):
    _inherit = "sales.plan"

    @api.model
    def _read_windows(self, lines, groupby, period, domain):
        """Sum the facts of lines in force for a part of their period only.

        They are read by day, and numbers of different clients by client, so that two
        queries do for whatever windows the lines have.

        :return: ``{line: fact}``
        """
        metrics = lines.metric_id
        metrics |= metrics.numerator_id | metrics.denominator_id
        metrics = metrics.filtered(lambda metric: metric.kind != "ratio")
        clients = metrics.filtered(lambda metric: metric.measure == "client")
        facts = self.env["sales.fact"]
        days = Days(
            facts._get_totals(
                metrics - clients, *period, [groupby, "date:day"], domain
            ),
            facts._get_totals(
                clients, *period, [groupby, "date:day", "partner_id"], domain
            ),
        )
        return {
            line: days.count(line.metric_id, line[groupby].id, *line._get_window())
            for line in lines
        }
