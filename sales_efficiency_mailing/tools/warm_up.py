"""How many letters a new sender may write on a day: few at first, more each day.

``first * (1 + growth / 100) ** day``, rounded down, and never more than ``last``.

>>> [quota(50, 20, 100, day) for day in range(5)]
[50, 60, 72, 86, 100]

Without a first number there is no warm-up, without a last one no end to the growth:

>>> quota(0, 20, 100, 3), quota(0, 20, 0, 3) is None, quota(50, 100, 0, 10)
(100, True, 51200)
"""

#: More than anybody writes in a day; growth is not computed beyond it.
ENOUGH = 10**9


def quota(first, growth, last, day):
    """Return how many letters may go out on a day.

    :param first: letters on the first day, 0 for no warm-up
    :param growth: percent a day
    :param last: letters a day at most, 0 for no bound
    :param day: days since the first one, from 0 on
    :return: ``None`` for as many as there are
    """
    if not first:
        return last or None
    bound = last or ENOUGH
    if first >= bound:
        return bound
    letters = float(first)
    for _day in range(max(day, 0)):
        letters *= 1 + growth / 100
        if letters >= bound:
            return bound
        if not growth:
            break
    # 1.2 is no exact number: 50 * 1.2 must not be 59.
    return int(letters + 1e-6)
