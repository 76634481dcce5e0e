"""What a step of a chain says about a participant, and which way out of a branch is taken.

A step is done and the participant goes on, or waits, or is held where the step is
broken, or leaves the chain. Steps only say so: who moves the participant is the engine.

>>> from datetime import datetime
>>> Outcome.go(7)
Outcome(kind='go', target=7, until=None, limit=None, result='done', reason='', at=None)
>>> Outcome.wait(datetime(2017, 8, 14, 9)).until
datetime.datetime(2017, 8, 14, 9, 0)
>>> Outcome.leave("won").reason
'won'

The first way that came true is taken, whatever else did; where none did, the time limit
decides between waiting and what is drawn for that case:

>>> monday, friday = datetime(2017, 8, 14, 9), datetime(2017, 8, 18, 9)
>>> ways = [("clicked", 8), ("opened", None)]
>>> branch(ways, {"opened", "clicked"}, monday, friday, 9).target
8
>>> branch(ways, {"opened"}, friday, monday, 9).target is None
True
>>> branch(ways, set(), monday, friday, 9).until
datetime.datetime(2017, 8, 18, 9, 0)
>>> branch(ways, set(), friday, friday, 9).target
9

What nobody tells of is looked for now and then:

>>> branch(ways, set(), monday, friday, 9, timedelta(hours=1)).until
datetime.datetime(2017, 8, 14, 10, 0)
"""

from dataclasses import dataclass
from datetime import datetime, timedelta  # noqa: F401 the examples use it

GO, WAIT, HOLD, LEAVE = "go", "wait", "hold", "leave"


@dataclass(frozen=True)
class Outcome:
    """What is to become of a participant at a step.

    ``kind`` is one of

    - ``go``: the step is done (``result``, ``reason``), on to the step ``target``, or to
      the end where it is ``None``; it counts as done ``at`` a moment that is not now where
      what was missed is made up for
    - ``wait``: look again at ``until`` (``None``: only when woken); a branch gives up at
      ``limit``
    - ``hold``: the step cannot be done for ``reason``; stays until that is mended
    - ``leave``: out of the chain, for ``reason`` (a value of ``left_reason``)
    """

    kind: str
    target: int | None = None
    until: datetime | None = None
    limit: datetime | None = None
    result: str = "done"
    reason: str = ""
    at: datetime | None = None

    @classmethod
    def go(cls, target, result="done", reason="", at=None):
        """Go on to a step (its id), or to the end."""
        return cls(GO, target=target or None, result=result, reason=reason, at=at)

    @classmethod
    def wait(cls, until, limit=None):
        """Look again at a moment."""
        return cls(WAIT, until=until, limit=limit)

    @classmethod
    def hold(cls, reason):
        """Stay until somebody mends what is wrong."""
        return cls(HOLD, reason=reason)

    @classmethod
    def leave(cls, reason, result="done"):
        """Leave the chain before its end."""
        return cls(LEAVE, reason=reason, result=result)


def branch(ways, met, now, limit, otherwise, every=None):
    """Return what becomes of somebody at a branch.

    :param ways: ``[(key, target)]`` in the order they are asked
    :param met: keys of the ways whose condition came true
    :param limit: until when it is waited for one of them
    :param otherwise: where it goes when none came true in time
    :param every: how often to look again, where nobody tells
    """
    for key, target in ways:
        if key in met:
            return Outcome.go(target)
    if limit <= now:
        return Outcome.go(otherwise)
    return Outcome.wait(min(limit, now + every) if every else limit, limit)
