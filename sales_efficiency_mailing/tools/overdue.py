"""What becomes of what was due while a chain stood still.

``shift``: everything later by the pause. ``skip``: letters that were due in it are passed
over. ``latest``: the last of them is sent, those before it are passed over. For the latter
two, somebody's way is gone through as if time had not stood still: each step counts as
done when it was due.

>>> from datetime import datetime
>>> paused, resumed = datetime(2017, 8, 1), datetime(2017, 8, 11)
>>> shifted(datetime(2017, 8, 5), paused, resumed)
datetime.datetime(2017, 8, 15, 0, 0)
>>> shifted(None, paused, resumed) is None
True

A letter is the latest if the one after it would not have been due before the chain went
on, or if there is none:

>>> is_latest(datetime(2017, 8, 8), resumed)
False
>>> is_latest(datetime(2017, 8, 15), resumed), is_latest(None, resumed)
(True, True)
"""


def shifted(moment, paused, resumed):
    """Return a moment later by a pause."""
    return moment and moment + (resumed - paused)


def is_latest(following, resumed):
    """Tell whether a letter that is overdue is the last one that is.

    :param following: when the letter after it would have been due, ``None`` if there is
        none
    """
    return following is None or following >= resumed
