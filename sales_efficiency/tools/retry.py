"""When to try again what failed: soon at first, then ever more seldom, then no more.

>>> [pause_minutes(attempts) for attempts in range(1, 9)]
[5, 15, 60, 240, 720, 1440, 2880, None]
"""

PAUSES = (5, 15, 60, 240, 720, 1440, 2880)


def pause_minutes(attempts):
    """Return after how many minutes to try again, ``None`` to give up.

    :param int attempts: how often it was tried
    """
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
