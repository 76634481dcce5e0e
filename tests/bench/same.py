"""Two ways to the same figures are only compared when the figures are the same."""

import math
from datetime import date, timedelta

#: Sums of the same floats in another order differ by this much at most.
TOLERANCE = 1e-6
#: Percentages are rounded to two digits, from halves upwards or to even.
PERCENT_TOLERANCE = 0.0101
TREND_DAYS = 14


def check_board(data, bare):
    """Compare ``get_board_data`` with what :class:`bare_board.BareBoard` read."""
    people = {one["user_id"]: one for one in data["people"]}
    _same("people", sorted(people), sorted(row[0] for row in bare["people"]))
    for row in bare["people"]:
        _check_person(people[row[0]], row, date.fromisoformat(data["date"]))
    _check_teams(data, bare["teams"])
    _check_norms(people, bare["norms"])
    away = {
        user: one["leave_until"] for user, one in people.items() if one["leave_until"]
    }
    last = str(date.fromisoformat(data["date"]) + timedelta(days=60))
    found = {
        user: str(back - timedelta(days=1)) if back else last
        for user, back in bare["away"]
    }
    _same("away", away, found)
    closed = [
        (one["user_id"], one["datetime"], one["client"]) for one in data["closed_today"]
    ]
    _same(
        "closed today",
        closed,
        [
            (user, str(moment), client)
            for user, moment, _sum, client, _ in bare["closed"]
        ],
    )
    for one, row in zip(data["closed_today"], bare["closed"], strict=True):
        _near("closed today", one["amount"], row[2])


def _check_person(one, row, day):
    names = ("user_id", "team_id", "plan", "fact", "working_days", "worked_days")
    for name, value in zip(names, row, strict=False):
        _near(f"{name} of {row[0]}", one[name], value)
    for name, value in zip(("pace", "completion"), row[9:11], strict=True):
        _near(f"{name} of {row[0]}", one[name], value, PERCENT_TOLERANCE)
    _near(f"expected of {row[0]}", one["expected"], row[8])
    for name, value in zip(
        ("gap", "needed_per_day", "forecast"), row[11:14], strict=True
    ):
        _near(f"{name} of {row[0]}", one[name], value)
    done = dict(zip(row[15] or (), row[16] or (), strict=True))
    days = [day - timedelta(days=back) for back in reversed(range(TREND_DAYS))]
    for found, moment in zip(one["trend"], days, strict=True):
        _near(f"trend of {row[0]}", found, done.get(moment, 0), PERCENT_TOLERANCE)


def _check_teams(data, sums):
    rows = [*data["teams"], data["department"]]
    _same("teams", {row["team_id"] for row in rows}, set(sums))
    for row in rows:
        for name, value in zip(
            ("plan", "fact", "expected"), sums[row["team_id"]], strict=True
        ):
            _near(f"{name} of team {row['team_id']}", row[name], value)


def _check_norms(people, norms):
    found = {
        (user, norm["code"]): (norm["target"], norm["done"])
        for user, one in people.items()
        for norm in one["norms"]
    }
    _same("norms", set(found), set(norms))
    for key, values in norms.items():
        for ours, theirs in zip(found[key], values, strict=True):
            _near(f"norm {key}", ours, theirs)


def check_graph(groups, bare):
    """Compare groups of the graph with ``{(month, team id): amount}``."""
    found = {
        (date.fromisoformat(group["date:month"][0]), group["team_id"][0]): group[
            "value:sum"
        ]
        for group in groups
    }
    _same("months and teams", set(found), set(bare))
    for key, value in bare.items():
        _near(f"graph {key}", found[key], value)


def _same(what, ours, theirs):
    if ours != theirs:
        raise AssertionError(f"{what} differ: {ours!r} and {theirs!r}")


def _near(what, ours, theirs, tolerance=TOLERANCE):
    if ours is None or theirs is None:
        return _same(what, ours, theirs)
    if not math.isclose(ours, theirs, rel_tol=TOLERANCE, abs_tol=tolerance):
        raise AssertionError(f"{what} differs: {ours!r} and {theirs!r}")
    return None
