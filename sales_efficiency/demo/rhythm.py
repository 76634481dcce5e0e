"""How the people of the demonstration sell: their targets, habits and good months."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

#: Months looked at, the present one included.
MONTHS = 6
#: First and last hour in which clients are called and met.
HOURS = (9, 17)
#: Smallest order worth writing, and what orders are rounded to.
SMALLEST, ROUNDING = 150, 10


@dataclass(frozen=True)
class Worker:
    """One salesperson; ``paces`` are shares of the plan, oldest month first."""

    slug: str
    target: int
    paces: tuple
    calls: int
    meetings: int
    orders: float
    clients: int
    products: tuple
    new_clients: int = 0


EQUIPMENT = ("machine_small", "grinder", "machine_large")
ACCOUNT = ("machine_large", "beans", "care_year")
SMALL = ("machine_small", "beans", "cups", "grinder")

WORKERS = (
    Worker("daniel", 38_000, (0.96, 1.04, 1.1, 1.02, 1.09, 1.18), 8, 6, 0.4, 3, EQUIPMENT, 2),
    Worker("priya", 36_000, (1.08, 0.94, 0.99, 1.05, 0.93, 0.87), 7, 6, 0.4, 3, EQUIPMENT, 2),
    Worker("lucas", 34_000, (0.9, 0.84, 0.92, 0.8, 0.71, 0.58), 4, 4, 0.3, 3, EQUIPMENT, 2),
    Worker("elena", 82_000, (1.01, 1.07, 0.97, 1.03, 1.1, 1.01), 5, 5, 0.35, 7, ACCOUNT),
    Worker("tomas", 74_000, (0.93, 1.02, 1.12, 1.06, 1.15, 1.27), 6, 6, 0.35, 7, ACCOUNT),
    Worker("mei", 78_000, (1.04, 1.1, 1.02, 0.98, 1.06, 0.99), 5, 4, 0.35, 7, ACCOUNT),
    Worker("jonas", 13_000, (1.0, 0.95, 1.06, 1.01, 0.97, 0.89), 9, 2, 0.5, 7, SMALL),
    Worker("amara", 22_000, (0.92, 0.98, 1.03, 1.08, 1.0, 1.03), 10, 4, 0.5, 7, SMALL),
    Worker("ben", 18_000, (0.55, 0.62, 0.7, 0.81, 0.76, 0.69), 6, 3, 0.4, 7, SMALL),
)  # fmt: skip


def fill_up(rng, target, pace, weights, until, chance):
    """Yield ``(day, amount)`` of orders that keep to a pace of the target.

    On each day with an order the sum catches up with the share of the plan that the
    days so far stand for. The first day and the last but one have an order, so that
    the month is alive on any of its days.

    :param weights: ``{day: weight}`` of all days of the month
    :param until: last day that has happened
    :param chance: of an order on a day
    """
    total = sum(weights.values())
    days = [day for day, weight in sorted(weights.items()) if weight and day <= until]
    passed = done = 0
    for index, day in enumerate(days):
        passed += weights[day]
        certain = index in (0, len(days) - 2)
        if rng.random() > chance and not certain:
            continue
        due = pace * target * passed / total - done
        amount = round(due / ROUNDING) * ROUNDING
        if amount >= SMALLEST:
            done += amount
            yield day, amount


def pick_moment(rng, day, now):
    """Return a moment of the working day; of today one that has passed.

    :param now: the present local moment
    """
    start = datetime.combine(day, time(HOURS[0]))
    end = datetime.combine(day, time(HOURS[1]))
    if day == now.date() and end > now:
        midnight = datetime.combine(day, time.min)
        start, end = min(start, midnight + (now - midnight) / 2), now
    minutes = int((end - start).total_seconds() // 60)
    return start + timedelta(minutes=rng.randint(0, minutes) // 5 * 5)


def share_of_today(now):
    """Return how much of a working day's work is done by ``now``."""
    start, end = HOURS
    passed = (now.hour + now.minute / 60 - start) / (end - start)
    return min(1.0, max(0.3, passed))
