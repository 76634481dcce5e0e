"""How many letters somebody gets in a time, over all chains.

>>> from datetime import datetime, timedelta
>>> week = timedelta(days=7)
>>> sent = [datetime(2017, 8, 14, 9), datetime(2017, 8, 15, 9)]

With room for three there is room at once; with room for two when the first is a week old:

>>> now = datetime(2017, 8, 16, 9)
>>> room_at(sent, 3, week, now) == now
True
>>> room_at(sent, 2, week, now)
datetime.datetime(2017, 8, 21, 9, 0)
>>> room_at(sent, 2, week, datetime(2017, 8, 21, 9))
datetime.datetime(2017, 8, 21, 9, 0)
"""


def room_at(sent, letters, period, now):
    """Return when one more letter may go to somebody.

    :param sent: when letters went to them
    :param letters: how many may go within ``period``, from 1 on
    """
    recent = sorted(moment for moment in sent if moment + period > now)
    if len(recent) < letters:
        return now
    return recent[-letters] + period
