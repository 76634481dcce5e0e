"""How long somebody was at work in which team, told from what is on record.

A person is taken to be in a team from the first to the last day known of it: of the
membership, or of work done. Days are working days of the department, ``{day: weight}``;
who is in two teams on one day is half in each.

>>> from datetime import date
>>> days = {date(2017, 8, day): 1 for day in (1, 2, 3, 4)}
>>> share_days(days, {"north": (date(2017, 7, 1), None)})
{'north': 4}
>>> share_days(days, {"north": (None, date(2017, 8, 2)), "south": (date(2017, 8, 2), None)})
{'north': 1.5, 'south': 2.5}
>>> share_days(days, {"north": (date(2017, 9, 1), None)})
{}
"""


def share_days(days, spans):
    """Divide working days among the teams somebody was in.

    :param days: ``{day: weight}``
    :param spans: ``{team: (first day, last day)}``, ``None``: without a bound
    :return: ``{team: days}``, without teams of no day
    """
    if len(spans) == 1:
        ((team, span),) = spans.items()
        total = sum(weight for day, weight in days.items() if _holds(span, day))
        return {team: total} if total else {}
    shares = {}
    for day, weight in days.items():
        teams = [team for team, span in spans.items() if _holds(span, day)]
        for team in teams if weight else ():
            shares[team] = shares.get(team, 0) + weight / len(teams)
    return shares


def widen(spans, first, last, teams):
    """Let spans reach from the first to the last day of work done.

    Who is in no team is in those the work was for.

    >>> widen({"north": (5, None)}, 3, 9, {"south": (3, 9)})
    {'north': (3, None)}
    >>> widen({"north": (None, 4), "south": (6, 8)}, 2, 9, {})
    {'north': (None, 4), 'south': (6, 9)}
    >>> widen({}, 3, 9, {"south": (3, 9)})
    {'south': (3, 9)}

    :param teams: ``{team: (first day, last day)}`` of the work done
    """
    if not spans:
        return dict(teams)
    begins = [start for start, _end in spans.values()]
    ends = [end for _start, end in spans.values()]
    begin = None if None in begins else min(begins)
    end = None if None in ends else max(ends)
    return {
        team: (
            first if start is not None and start == begin and first < start else start,
            last if stop is not None and stop == end and last > stop else stop,
        )
        for team, (start, stop) in spans.items()
    }


def _holds(span, day):
    start, end = span
    return (start is None or start <= day) and (end is None or day <= end)
