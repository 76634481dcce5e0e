"""Adding up day by day, for curves.

>>> running_totals([100, 0, 50], until=2)
[100.0, 100.0]
>>> running_totals([0.1, 0.2])
[0.1, 0.3]
"""

from itertools import accumulate


def running_totals(values, until=None):
    """Return the sums so far, rounded to cents, of the first ``until`` values."""
    return [round(total, 2) for total in accumulate(map(float, values[:until]))]
