from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.day_book import DayBook
from ...tools.pace import needed_today
from ...tools.period import period_bounds
from ...tools.timetable import Timetable
from ...tools.working_days import total, worked
from .sales_board_card import TREND_DAYS

#: Most recent deals of the day a board lists.
CLOSED_LIMIT = 30


class SalesBoard(models.Model):
    """Everything a board shows, gathered in one call."""

    _inherit = "sales.board"

    @api.model
    @api.readonly
    def get_board_data(self, date=None):
        """Return the whole board as at a day, as plain data.

        :param date: day to look at, today by default
        :return: dict with ``date``, ``period``, ``working_day`` of ``working_days``,
            ``metric``, ``currency_id``, the pace rows of the ``department``, its
            ``teams`` and its ``people`` (behind first, with ``trend``, ``norms``,
            ``leave_until`` and
            ``todo``), ``today`` (``needed``, ``done``), ``closed_today``, ``metrics``
            (norms of the day summed over people) and ``warnings``
        """
        self = self._for_one_call()
        plan = self.env["sales.plan"]
        day = plan._to_day(date)
        metric = self.env.company._get_sales_revenue_metric()
        self = self._with_day_book(metric, day)
        plan = self.env["sales.plan"]
        rows = [
            row for row in plan._get_pace_rows(day, metrics=metric) if not row.scope
        ]
        people = [row for row in rows if row.user_id]
        cards = self._get_cards(people, day)
        data = self._get_frame(day, metric)
        data["department"] = self._get_department(rows)
        data["teams"] = self._get_teams(rows)
        data["people"] = self._get_people(people, cards)
        data["today"] = self._get_today(people, cards, day)
        data["closed_today"] = self._get_closed_today(metric, day)
        data["metrics"] = self._sum_norms(cards)
        data["warnings"] = self._get_warnings(people, day)
        return data

    def _for_one_call(self):
        """Return ``self`` that reads once what all parts of one call ask of places and
        of schedules.
        """
        # A few hundred rows each: to start parallel workers takes longer than to read.
        self.env.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        facts = self.env["sales.fact"]._with_places()
        return self.with_env(facts.env).with_context(sales_timetable=Timetable())

    def _with_day_book(self, metric, day):
        """Return ``self`` for which the metric's days of period and trend are read once."""
        start, _end = period_bounds(self.env.company.sales_plan_period, day)
        start = min(start, day - timedelta(days=TREND_DAYS - 1))
        return self.with_context(sales_day_book=DayBook(metric, start, day))

    @api.model
    @api.readonly
    def get_board_frame(self, date=None):
        """Return what stands above the board: its day, period and working days.

        :param date: day to look at, today by default
        """
        day = self.env["sales.plan"]._to_day(date)
        frame = self._get_frame(day, self.env.company._get_sales_revenue_metric())
        return frame | {"today": str(self.env.user._get_sales_today())}

    @api.model
    def _get_frame(self, day, metric):
        """Return period, working days and metric of the board."""
        company = self.env.company
        start, end = period_bounds(company.sales_plan_period, day)
        weights = company._get_sales_working_days(start, end)
        pattern = {"month": "LLLL y", "quarter": "QQQ y", "year": "y"}
        return {
            "date": str(day),
            "period": {
                "type": company.sales_plan_period,
                "start": str(start),
                "end": str(end),
                "name": format_date(
                    self.env, start, date_format=pattern[company.sales_plan_period]
                ),
            },
            "working_day": worked(weights, day),
            "working_days": total(weights),
            "metric": {
                "id": metric.id,
                "code": metric.code,
                "name": metric.name,
                "unit": metric.unit,
            },
            "currency_id": company.currency_id.id,
        }

    @api.model
    def _get_department(self, rows):
        for row in rows:
            if not row.user_id and not row.team_id:
                return row.as_dict()
        return None

    @api.model
    def _get_teams(self, rows):
        rows = [row for row in rows if row.team_id and not row.user_id]
        teams = self.env["crm.team"].sudo().browse([row.team_id for row in rows])
        return [
            {"team_id": team.id, "name": team.name, **row.as_dict()}
            for row, team in zip(rows, teams, strict=True)
        ]

    @api.model
    def _get_people(self, rows, cards):
        users = self.env["res.users"].sudo().browse([row.user_id for row in rows])
        users.partner_id.fetch(["name"])
        teams = (
            self.env["crm.team"].sudo().browse([row.team_id or False for row in rows])
        )
        people = [
            {
                "name": user.partner_id.name,
                "team": team.name or "",
                **row.as_dict(),
                **cards[row.user_id],
            }
            for row, user, team in zip(rows, users, teams, strict=True)
        ]
        return sorted(people, key=lambda one: (one["pace"] is None, one["pace"] or 0))

    @api.model
    def _get_today(self, rows, cards, day):
        """Sum up what today still has to bring and what it has brought."""
        needed = done = 0.0
        for row in rows:
            done_today = cards[row.user_id]["trend"][-1]
            today = row.days.get(day, 0)
            needed += needed_today(
                row.pace.plan, row.pace.fact, done_today, row.count_left(day), today
            )
            done += done_today
        return {"needed": needed, "done": done}

    @api.model
    def _get_closed_today(self, metric, day, domain=Domain.TRUE):
        """List what was closed on the day, latest first.

        :param domain: further condition on facts
        """
        facts = self.env["sales.fact"].with_context(
            sales_fact_metric_ids=tuple(metric.ids)
        )
        # Read along with the search: read by number they would be looked for in all
        # that ever happened.
        closed = facts.search_fetch(
            facts._get_period_domain(day, day)
            & Domain("metric_id", "=", metric.id)
            & Domain("company_id", "=", self.env.company.id)
            & domain,
            ["user_id", "partner_id", "amount", "datetime"],
            limit=CLOSED_LIMIT,
        )
        closed.partner_id.sudo().fetch(["complete_name"])
        return [
            {
                "user_id": fact.user_id.id or None,
                "user": fact.user_id.sudo().name or "",
                "client": fact.partner_id.sudo().complete_name or "",
                "amount": fact.amount,
                "datetime": str(fact.datetime),
            }
            for fact in closed
        ]

    @api.model
    def _sum_norms(self, cards):
        """Sum the day's norms over people, metric by metric."""
        sums = {}
        for card in cards.values():
            for norm in card["norms"]:
                if norm["period"] != "day" or norm["is_quality"]:
                    continue
                entry = sums.setdefault(
                    norm["metric_id"],
                    {
                        "code": norm["code"],
                        "name": norm["name"],
                        "unit": norm["unit"],
                        "done": 0,
                        "norm": 0,
                    },
                )
                entry["done"] += norm["done"]
                entry["norm"] += norm["target"]
        return list(sums.values())

    @api.model
    def _get_warnings(self, rows, day):
        """Say to managers what makes the figures incomplete."""
        manager = "sales_efficiency.group_sales_efficiency_manager"
        if not self.env.su and not self.env.user.has_group(manager):
            return []
        warnings = []
        members = self.env["crm.team.member"].search(
            [
                ("crm_team_id.company_id", "in", [self.env.company.id, False]),
                ("user_id", "not in", [row.user_id for row in rows]),
            ]
        )
        people = (
            self.env["res.partner"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch([("user_ids", "in", members.user_id.ids)], ["name"])
        )
        if rows and people:
            warnings.append(
                self.env._(
                    "Without a plan for this period: %(names)s",
                    names=", ".join(people.mapped("name")),
                )
            )
        currencies = self._get_currencies_without_rate(day)
        if currencies:
            warnings.append(
                self.env._(
                    "No exchange rate for %(currencies)s: orders in it count one to one. "
                    "Add the rate under Accounting > Currencies.",
                    currencies=", ".join(currencies.mapped("name")),
                )
            )
        return warnings

    @api.model
    def _get_currencies_without_rate(self, day):
        """Return foreign currencies of this period's orders that have no rate at all."""
        company = self.env.company
        start, end = period_bounds(company.sales_plan_period, day)
        # These are few, mostly none at all; orders are many.
        currencies = self.env["res.currency"].search(
            Domain("id", "!=", company.currency_id.id) & Domain("rate_ids", "=", False)
        )
        if not currencies:
            return currencies
        orders = self.env["sale.order"]._read_group(
            Domain("state", "=", "sale")
            & Domain("date_order", ">=", start)
            & Domain("date_order", "<=", end)
            & Domain("company_id", "=", company.id)
            & Domain("currency_id", "in", currencies.ids),
            ["currency_id"],
        )
        return currencies.union(*(currency for (currency,) in orders)) & currencies
