"""Divide a whole over people so that round parts add up to exactly the whole.

Each one's share is in proportion to a weight; parts are multiples of a step, handed out
by largest remainder, so that nobody is more than a step away from the exact share. What
the whole has beyond full steps goes to whoever is furthest below it. The result does
not depend on the order people come in: ties go to the bigger weight, then to the
smaller key.

>>> divide(100, {"anna": 1, "boris": 1, "carl": 1})
{'anna': Decimal('34'), 'boris': Decimal('33'), 'carl': Decimal('33')}
>>> divide(300_000, {"full time": 23, "three days a week": 13}, step=1000)
{'full time': Decimal('192000'), 'three days a week': Decimal('108000')}

A step that does not fit leaves a rest, which is not lost:

>>> divide("1050.37", {"anna": 1, "boris": 1}, step=100)
{'anna': Decimal('550.37'), 'boris': Decimal('500')}

No weight, no part; and no weights at all cannot be divided by:

>>> divide(10, {"anna": 1, "boris": 0})
{'anna': Decimal('10'), 'boris': Decimal('0')}
>>> divide(10, {"anna": 0})
Traceback (most recent call last):
ValueError: Nothing to divide by: all weights are zero
"""

from decimal import Decimal
from fractions import Fraction

#: Parts are round to this many digits unless somebody asks for another step.
ROUND_DIGITS = 4


def divide(whole, weights, step=1):
    """Divide ``whole`` in proportion to ``weights``.

    :param whole: number of zero or more, taken as the decimal it is written as
    :param dict weights: ``{key: weight}``, keys comparable with each other
    :param step: parts are multiples of it
    :return: ``{key: Decimal}`` in the order of ``weights``; their sum is ``whole``
    :raise ValueError: on a negative whole or weight, a step of zero, no weight at all
    """
    whole, step = to_decimal(whole), to_decimal(step)
    weights = {key: Fraction(to_decimal(weight)) for key, weight in weights.items()}
    if whole < 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("Neither a whole nor a weight can be negative")
    if step <= 0:
        raise ValueError("A step must be above zero")
    heaviness = sum(weights.values())
    if not heaviness:
        raise ValueError("Nothing to divide by: all weights are zero")
    steps = Fraction(whole) / Fraction(step)
    exact = {key: steps * weight / heaviness for key, weight in weights.items()}
    parts = {key: int(share) for key, share in exact.items()}

    def by_claim():
        return sorted(
            (key for key in exact if weights[key]),
            key=lambda key: (parts[key] - exact[key], -weights[key], key),
        )

    for key in by_claim()[: int(whole // step) - sum(parts.values())]:
        parts[key] += 1
    result = {key: part * step for key, part in parts.items()}
    result[by_claim()[0]] += whole - sum(result.values())
    return result


def percentages(weights):
    """Return each weight in percent of all of them, zero where there is none.

    >>> percentages({"anna": 1, "boris": 3}), percentages({"anna": 0})
    ({'anna': 25.0, 'boris': 75.0}, {'anna': 0.0})
    """
    whole = sum(weights.values())
    return {
        key: weight / whole * 100 if whole else 0.0 for key, weight in weights.items()
    }


def round_step(whole):
    """Return the step that leaves parts of ``whole`` a few digits to read.

    >>> [round_step(whole) for whole in (0, 40, 9_999, 25_000, 1_200_000)]
    [1, 1, 1, 10, 1000]
    """
    return 10 ** max(len(str(int(whole))) - ROUND_DIGITS, 0)


def to_decimal(number):
    """Return the decimal a number is written as: 0.1 is a tenth.

    >>> to_decimal(0.1), to_decimal(100000.0), to_decimal(1e22)
    (Decimal('0.1'), Decimal('100000'), Decimal('10000000000000000000000'))
    """
    number = Decimal(str(number))
    return number.quantize(Decimal(1)) if number == int(number) else number
