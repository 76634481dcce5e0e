"""What a step of a chain says about a participant, and which way out of a branch is taken.

A step is done and the participant goes on, or waits, or is held where the step is
broken, or leaves the chain. Steps only say so: who moves the participant is the engine.

>>> from datetime import datetime
>>> Outcome.go(7)
Outcome(kind='go', target=7, until=None, limit=None, result='done', reason='')
>>> Outcome.wait(datetime(2017, 8, 14, 9)).until
datetime.datetime(2017, 8, 14, 9, 0)
>>> Outcome.leave("won").reason
'won'
"""

from dataclasses import dataclass
from datetime import datetime

GO, WAIT, HOLD, LEAVE = "go", "wait", "hold", "leave"


@dataclass(frozen=True)
class Outcome:
    """What is to become of a participant at a step.

    ``kind`` is one of

    - ``go``: the step is done (``result``, ``reason``), on to the step ``target``, or to
      the end where it is ``None``
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

    @classmethod
    def go(cls, target, result="done", reason=""):
        """Go on to a step (its id), or to the end."""
        return cls(GO, target=target or None, result=result, reason=reason)

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
