"""The board's figures once more, by plain Python straight over the csv files.

Nothing of the addons or of the loader is used here, so that both can be wrong only in
different ways.
"""

import csv
import os
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SALES_EFFICIENCY_DATA") or CHECKOUT.parent / "shared/data")
PIPELINE = DATA / "crm_sales_opportunities"
MISSING = f"{PIPELINE} is not there: SALES_EFFICIENCY_DATA names the folder above it."


def days(first, last):
    """Yield the days of a period, both ends included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def month_of(day):
    """Return first and last day of the month of ``day``."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


class PlainFigures:
    """What happened, by person (a name), team (an office) or for everybody (``None``)."""

    def __init__(self, folder=PIPELINE):
        self.folder = folder
        self.deals = self._read("sales_pipeline.csv")
        self.offices = {
            row["sales_agent"]: row["regional_office"]
            for row in self._read("sales_teams.csv")
        }
        self.series = {
            row["product"].replace(" ", ""): row["series"]
            for row in self._read("products.csv")
        }
        self.holidays = {
            date.fromisoformat(row["date"]) for row in self._read("public_holidays.csv")
        }
        self.plans = {
            (row["month"], row["sales_agent"]): (
                float(row["revenue_plan"]),
                float(row["won_deals_plan"]),
            )
            for row in self._read("plans.csv")
        }
        self.people = sorted({deal["sales_agent"] for deal in self.deals})
        self.won = [deal for deal in self.deals if deal["deal_stage"] == "Won"]
        for deal in self.won:
            deal["day"] = date.fromisoformat(deal["close_date"])
            deal["value"] = float(deal["close_value"])
        self.first_deals = {}
        for deal in self.won:
            first = self.first_deals.setdefault(deal["account"], deal)
            if deal["day"] < first["day"]:
                self.first_deals[deal["account"]] = deal

    def _read(self, file):
        with open(self.folder / file, newline="", encoding="utf-8") as text:
            return list(csv.DictReader(text))

    def select(self, who, first, last):
        """Return the won deals of a person, an office or everybody in a period."""
        return [
            deal
            for deal in self.won
            if first <= deal["day"] <= last
            and who in (None, deal["sales_agent"], self.offices[deal["sales_agent"]])
        ]

    def revenue(self, who, first, last):
        """Return the sum of what was sold."""
        return sum(deal["value"] for deal in self.select(who, first, last))

    def clients(self, who, first, last):
        """Return the number of different clients who bought."""
        return len({deal["account"] for deal in self.select(who, first, last)})

    def new_clients(self, who, first, last):
        """Return the number of clients whose first deal of all lies in the period."""
        firsts = [id(deal) for deal in self.first_deals.values()]
        return sum(id(deal) in firsts for deal in self.select(who, first, last))

    def revenue_by_kind(self, who, first, last):
        """Return ``{"new": revenue, "current": revenue}``; the whole first day is new."""
        sums = defaultdict(float)
        for deal in self.select(who, first, last):
            is_new = deal["day"] == self.first_deals[deal["account"]]["day"]
            sums["new" if is_new else "current"] += deal["value"]
        return dict(sums)

    def revenue_by_series(self, first, last):
        """Return ``{series of products: revenue}``."""
        sums = defaultdict(float)
        for deal in self.select(None, first, last):
            sums[self.series[deal["product"].replace(" ", "")]] += deal["value"]
        return dict(sums)

    def working_days(self, first, last):
        """Return how many days from Monday to Friday are no holidays."""
        return sum(
            day.weekday() < 5 and day not in self.holidays for day in days(first, last)
        )

    def pace(self, who, day, metric):
        """Return what the board has to show of a person on ``day``.

        :param metric: ``order_revenue`` or ``won_deals``
        """
        first, last = month_of(day)
        deals = self.select(who, first, day)
        revenue_plan, deals_plan = self.plans[f"{day:%Y-%m}", who]
        plan, fact = (
            (revenue_plan, sum(deal["value"] for deal in deals))
            if metric == "order_revenue"
            else (deals_plan, len(deals))
        )
        return self._pace(
            plan, fact, self.working_days(first, last), self.working_days(first, day)
        )

    def _pace(self, plan, fact, working, worked):
        expected = plan / working * worked
        left = working - worked
        pace = round(fact / expected * 100, 2) if expected else None
        return {
            "plan": plan,
            "fact": fact,
            "working_days": working,
            "worked_days": worked,
            "expected": expected,
            "pace": pace,
            "completion": round(fact / plan * 100, 2),
            "gap": fact - expected,
            "needed_per_day": 0
            if fact >= plan
            else (plan - fact) / left
            if left
            else None,
            "forecast": fact / worked * working if worked else None,
            "status": self._status(pace),
        }

    @staticmethod
    def _status(pace):
        if pace is None:
            return "not_started"
        for bound, status in ((105, "ahead"), (95, "on_pace"), (75, "behind")):
            if pace >= bound:
                return status
        return "far_behind"

    def team_pace(self, office, day, metric):
        """Return what the board has to show of an office, or of everybody (``None``)."""
        parts = [
            self.pace(person, day, metric)
            for person in self.people
            if office in (None, self.offices[person])
        ]
        whole = self._pace(
            sum(part["plan"] for part in parts),
            sum(part["fact"] for part in parts),
            parts[0]["working_days"],
            parts[0]["worked_days"],
        )
        return whole
