from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Days that are looked at unless somebody asks for others: whole weeks.
DEFAULT_DAYS = 28
#: What a cell may show: how it is summed up, its unit, and which rows count in it.
MEASURES = {
    "incoming_count": ("sum", "count", "incoming_count"),
    "missed_count": ("sum", "count", "missed_count"),
    "answered_share": ("avg", "percent", "incoming_count"),
    "ring_seconds": ("avg", "seconds", "incoming_count"),
    "outgoing_count": ("sum", "count", "outgoing_count"),
    "call_count": ("sum", "count", "call_count"),
    "talk_count": ("sum", "count", "talk_count"),
    "talk_minutes": ("sum", "minutes", "talk_count"),
}


class PbxCallReport(models.Model):
    """When clients call: hours by weekdays, on the clock of each team."""

    _inherit = "pbx.call.report"

    @api.model
    @api.readonly
    def get_heat_map(self, options=None):
        """Return what happens at which hour of the week, as far as the caller may see.

        :param dict options: ``date_from`` and ``date_to`` (days as ``YYYY-MM-DD``, both
            included; the last four weeks by default), ``measure`` (a field of this
            report, incoming calls by default), ``team_id``, ``user_id``
        :return: dict with the days, the ``measure``, the ``measures`` to choose from,
            ``cells`` (``weekday`` from 1 for Monday, ``hour``, ``value``), ``days`` and
            ``hours`` with their totals, the ``total``, and the ``domain`` of the rows
        """
        options = dict(options or {})
        name = options.get("measure") or "incoming_count"
        if name not in MEASURES:
            raise UserError(
                self.env._(
                    "Measure: %(name)s is not shown by hour. Choose one of %(names)s.",
                    name=name,
                    names=", ".join(MEASURES),
                )
            )
        first, last = self._get_heat_days(options)
        domain = self._get_heat_domain(name, options, first, last)
        kind, unit, _counts = MEASURES[name]
        sums = self._sum_up(domain, f"{name}:{kind}")
        return {
            "date_from": str(first),
            "date_to": str(last),
            "measure": name,
            "unit": unit,
            "measures": [
                {"name": one, "label": self._get_heat_label(one)} for one in MEASURES
            ],
            "weekdays": [
                {"key": int(key), "name": label}
                for key, label in self._fields["weekday"]._description_selection(
                    self.env
                )
            ],
            "domain": list(domain),
            **sums,
        }

    @api.model
    def _get_heat_label(self, name):
        return self._fields[name]._description_string(self.env)

    @api.model
    def _get_heat_days(self, options):
        try:
            last = fields.Date.to_date(options.get("date_to"))
            first = fields.Date.to_date(options.get("date_from"))
        except (ValueError, TypeError) as error:
            raise UserError(
                self.env._("Days are written as YYYY-MM-DD, such as 2017-08-14.")
            ) from error
        last = last or self.env.user._get_sales_today()
        return first or last - timedelta(days=DEFAULT_DAYS - 1), last

    @api.model
    def _get_heat_domain(self, name, options, first, last):
        """Return the domain of the rows that count in a measure."""
        counts = MEASURES[name][2]
        start, end = self.env["sales.fact"]._get_moments(first, last)
        domain = (
            Domain("date", ">=", str(first))
            & Domain("date", "<=", str(last))
            # It says nothing new, and lets the database use the index on moments.
            & Domain("started_at", ">=", str(start))
            & Domain("started_at", "<=", str(end))
            & Domain("kind", "=", "talk" if counts == "talk_count" else "call")
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain(counts, "=", 1)
        )
        for field in ("team_id", "user_id"):
            if options.get(field):
                domain &= Domain(field, "=", int(options[field]))
        return domain

    @api.model
    @api.readonly
    def get_heat_choices(self):
        """Return the ``teams`` and the ``people`` a heat map can be narrowed to.

        :return: lists of dicts with ``id`` and ``name``: those the caller leads, or all
        """
        users = self.env["res.users"].sudo()
        teams = self.env["crm.team"].sudo()
        if self.env.user.has_group("sales_efficiency.group_sales_efficiency_leader"):
            domain = Domain("company_id", "in", [*self.env.companies.ids, False])
            if not self.env.user.has_group(
                "sales_efficiency.group_sales_efficiency_manager"
            ):
                domain &= Domain("sales_leader_ids", "in", self.env.uid)
            teams = teams.search(domain)
            users = teams.member_ids
        return {
            name: [{"id": one.id, "name": one.name} for one in found.sorted("name")]
            for name, found in (("teams", teams), ("people", users))
        }

    @api.model
    def _sum_up(self, domain, aggregate):
        """Sum up by cell, by day, by hour and in all: averages are no sums of averages."""
        groupings = [("weekday", "hour"), ("weekday",), ("hour",), ()]
        cells, days, hours, total = self._read_grouping_sets(
            domain, groupings, [aggregate]
        )
        return {
            "cells": [
                {"weekday": int(day), "hour": hour, "value": value}
                for day, hour, value in cells
            ],
            "days": {int(day): value for day, value in days},
            "hours": {hour: value for hour, value in hours},
            "total": total[0][0] if cells else None,
        }
