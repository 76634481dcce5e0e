"""What the answers of a scorecard come to, in percent.

Each answer is a share of what its question can give: points of a range over the highest
ones, yes or no 1 or 0, a choice what its option says. The score is the mean of the
shares, weighted with the questions' weights. Texts, answers "not applicable" and what
has no answer are left out of both sums. One critical question that gives nothing makes
the whole talk worth nothing. All is counted in fractions, so nothing is lost.

>>> questions = [
...     {"key": "a", "kind": "range", "weight": 2, "points": 5, "critical": False},
...     {"key": "b", "kind": "yes_no", "weight": 1, "critical": True},
...     {"key": "c", "kind": "choice", "weight": 1, "critical": False,
...      "options": [{"key": "o1", "share": 100}, {"key": "o2", "share": 50}]},
...     {"key": "d", "kind": "text", "weight": 0, "critical": False}]
>>> full = {"a": {"points": 4}, "b": {"points": 1}, "c": {"option": "o2"},
...         "d": {"text": "Well listened"}}
>>> score(questions, full).percent
Fraction(155, 2)

Not applicable leaves the question out; what is still open does, too:

>>> score(questions, full | {"c": {"na": True}}).percent
Fraction(260, 3)
>>> some = score(questions, {"a": {"points": 4}})
>>> some.percent, some.answered, some.total, some.open
(Fraction(80, 1), 1, 3, ('b', 'c'))

The critical question:

>>> failed = score(questions, full | {"b": {"points": 0}})
>>> failed.percent, failed.failed
(Fraction(0, 1), 'b')

Nothing that counts, no score:

>>> score(questions, {"d": {"text": "?"}}).percent is None
True
"""

from fractions import Fraction
from typing import NamedTuple


class Score(NamedTuple):
    """:param percent: ``Fraction`` from 0 to 100, ``None`` without an answer that counts
    :param failed: key of the critical question that gave nothing, or ``None``
    :param answered: questions with an answer, "not applicable" included; texts are extra
    :param total: questions that want an answer
    :param open: keys of those without one
    """

    percent: Fraction | None
    failed: str | None
    answered: int
    total: int
    open: tuple


def score(questions, answers):
    """Return the :class:`Score` of answers.

    :param questions: dicts with ``key, kind, weight, critical`` and, by kind, ``points``
        or ``options``
    :param answers: ``{key: {"points"}, {"option"}, {"text"} or {"na": True}}``
    """
    shares = get_shares(questions, answers)
    wanted = [one["key"] for one in questions if one["kind"] != "text"]
    still = tuple(key for key in wanted if key not in answers)
    weights = sum(one["weight"] for one in questions if one["key"] in shares)
    failed = next(
        (
            one["key"]
            for one in questions
            if one["critical"] and shares.get(one["key"]) == 0
        ),
        None,
    )
    percent = None
    if failed is not None:
        percent = Fraction(0)
    elif weights:
        total = sum(one["weight"] * shares.get(one["key"], 0) for one in questions)
        percent = 100 * Fraction(total) / weights
    return Score(percent, failed, len(wanted) - len(still), len(wanted), still)


def get_shares(questions, answers):
    """Return ``{key: Fraction from 0 to 1}`` of the questions that count.

    >>> question = {"key": "a", "kind": "range", "points": 3}
    >>> get_shares([question], {"a": {"points": 2}}), get_shares([question], {})
    ({'a': Fraction(2, 3)}, {})
    """
    shares = {}
    for question in questions:
        answer = answers.get(question["key"])
        share = None if answer is None else get_share(question, answer)
        if share is not None:
            shares[question["key"]] = share
    return shares


def get_share(question, answer):
    """Return what an answer is of the most its question gives, ``None``: it is left out.

    :raise ValueError: when the answer is none of the question's
    """
    kind = question["kind"]
    if answer.get("na"):
        return None
    if kind == "text":
        return None
    if kind == "choice":
        for option in question["options"]:
            if option["key"] == answer.get("option"):
                return Fraction(option["share"], 100)
        raise ValueError("option")
    highest = 1 if kind == "yes_no" else question["points"]
    points = answer.get("points")
    if type(points) is not int or not 0 <= points <= highest:
        raise ValueError("points")
    return Fraction(points, highest)


def round_half_up(fraction, digits=1):
    """Round a fraction, halves up, to a float.

    >>> round_half_up(Fraction(155, 2), 0), round_half_up(Fraction(260, 3))
    (78.0, 86.7)
    >>> round_half_up(Fraction(5, 100), 1), round_half_up(Fraction(25, 100), 1)
    (0.1, 0.3)
    """
    scale = 10**digits
    return (2 * fraction * scale + 1) // 2 / scale
