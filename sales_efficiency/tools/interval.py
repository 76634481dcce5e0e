"""How sure a share is that was counted in few cases.

The interval of Wilson (Journal of the American Statistical Association 22, 1927), at
95 %: unlike the usual one it stays within 0 and 1 and means something for few cases.

>>> [round(bound, 3) for bound in wilson(12, 15)]
[0.548, 0.93]
>>> [round(bound, 3) for bound in wilson(0, 3)]
[0.0, 0.561]
>>> wilson(0, 0)
(0.0, 1.0)
"""

from math import sqrt

#: Of the normal distribution: 95 % lie within so many standard deviations.
Z = 1.959964


def wilson(cases, total, z=Z):
    """Return the bounds that a share lies within, as fractions of one.

    :param int cases: how many of them it was
    :param int total: of how many
    :param float z: how many standard deviations are allowed for
    """
    if not total:
        return 0.0, 1.0
    share = cases / total
    spread = z * z / total
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / total + spread / total / 4)
    low, high = ((middle + sign * half) / (1 + spread) for sign in (-1, 1))
    return max(0.0, low), min(1.0, high)
