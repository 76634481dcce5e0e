"""What became of an attempt to hand a letter to a mail server, and when to try again.

A server answers for a letter with a code: 2xx it has taken it, 4xx not now, 5xx never.
Where the connection broke before an answer it matters how far the letter had come: a
server takes a letter only with its last line, so one whose content was not handed over
whole has certainly not arrived; of any other nobody can know.
"""

from datetime import timedelta

SENT, RETRY, FAILED, UNCERTAIN = "sent", "retry", "failed", "uncertain"

#: Minutes to wait after the first, second… attempt; then as long as after the last.
WAITS = (1, 5, 15, 60, 240)
#: What did not arrive within this time since the first attempt has failed.
PATIENCE = timedelta(days=3)


def judge(code, handed):
    """Return what became of a letter.

    :param code: the last answer of the server to it, ``None`` if there was none
    :param bool handed: whether its content was handed over whole

    >>> judge(250, True)
    'sent'
    >>> judge(451, True), judge(421, False)
    ('retry', 'retry')
    >>> judge(552, True), judge(550, False)
    ('failed', 'failed')

    The connection broke, or what came was no answer:

    >>> judge(None, False), judge(None, True), judge(-1, True)
    ('retry', 'uncertain', 'uncertain')
    """
    if code and 200 <= code < 300:
        return SENT
    if code and 400 <= code < 500:
        return RETRY
    if code and 500 <= code < 600:
        return FAILED
    return UNCERTAIN if handed else RETRY


def next_attempt(attempts, first_at, now):
    """Return when to try again, on a full minute, or ``None`` where patience has an end.

    Full minutes let letters that wait for the same server go together.

    :param int attempts: how many there were, from 1 on
    :param first_at: datetime of the first of them

    >>> from datetime import datetime
    >>> noon = datetime(2026, 3, 2, 12, 0)
    >>> [str(next_attempt(count, noon, noon).time()) for count in (1, 2, 3, 4, 5, 6)]
    ['12:01:00', '12:05:00', '12:15:00', '13:00:00', '16:00:00', '16:00:00']
    >>> next_attempt(1, noon, noon + timedelta(seconds=30)).time()
    datetime.time(12, 2)
    >>> next_attempt(20, noon, noon + timedelta(days=2, hours=23)).day
    5
    >>> next_attempt(21, noon, noon + timedelta(days=3))
    """
    if now - first_at >= PATIENCE:
        return None
    wait = timedelta(minutes=WAITS[min(attempts, len(WAITS)) - 1])
    return _full_minute(now + wait)


def _full_minute(moment):
    """
    >>> from datetime import datetime
    >>> _full_minute(datetime(2026, 3, 2, 12, 59, 1)).time()
    datetime.time(13, 0)
    """
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + timedelta(minutes=1)
