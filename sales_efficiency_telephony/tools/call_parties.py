"""Who took part in a call: its facts sorted by the channel they are about.

Moments are seconds since 1970.

>>> from .call_event import CallEvent
>>> told = [
...     CallEvent("2", "c", "leg_ended", 9.0, "a", "101", cause=26),
...     CallEvent("1", "c", "leg_ringing", 5.0, "a", "101"),
...     CallEvent("1", "c", "leg_ringing", 5.0, "a", "101"),
... ]
>>> [party] = parties_of(in_order(told)).values()
>>> party.rang, party.ended, party.verdict
(5.0, 9.0, 'answered_elsewhere')
"""

from dataclasses import dataclass, field

from .call_event import KINDS
from .call_summary import rank, talked

_ORDER = {kind: place for place, kind in enumerate(KINDS)}
#: Facts about the call, or about two of its legs: they make no party.
_CALL_KINDS = frozenset({"transferred", "recording_ready", "call_ended"})

#: What a Q.931 cause says of a leg that nobody answered.
CAUSE_STATUS = {
    **dict.fromkeys((1, 2, 3, 22, 27, 28, 34, 38, 41, 42, 44, 47, 58), "unreachable"),
    17: "busy",
    18: "no_answer",
    19: "no_answer",
    20: "no_answer",
    21: "rejected",
    26: "answered_elsewhere",
}


def in_order(events):
    """Return every fact once, in an order that does not depend on theirs."""
    known = {}
    for event in events:
        other = known.get(event.uid)
        # One uid with two contents is a fault of the parser: still one result.
        if other is None or (other is not event and repr(event) < repr(other)):
            known[event.uid] = event
    return sorted(known.values(), key=lambda e: (e.at, _ORDER.get(e.kind, 99), e.uid))


@dataclass(slots=True)
class Party:
    """One channel of a call: a phone of ours, the client, a line or a helper.

    :param key: what orders parties by who began
    :param summed: where the first ``leg_summary`` begins
    :param summary: the last ``leg_summary`` with talk, else the last one, or ``None``
    :param is_first: whether the phone system says that the call began with it
    :param bridges: its ``bridge_in`` and ``bridge_out`` facts, in order
    :param twin: the channel it is one with, or empty
    """

    uid: str
    device: str = ""
    key: tuple = ()
    started: float | None = None
    aged: float | None = None
    summed: float | None = None
    rang: float | None = None
    answered: float | None = None
    ended: float | None = None
    status: str = ""
    cause: int = 0
    told: str = ""
    twin: str = ""
    is_first: bool = False
    summary: object = None
    numbers: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    later: list = field(default_factory=list)
    lines_later: list = field(default_factory=list)
    marks: set = field(default_factory=set)
    bridges: list = field(default_factory=list)

    @property
    def begun(self):
        """When it began: told, else counted back from its age, else first heard of."""
        if self.started is not None:
            return self.started if self.rang is None else min(self.started, self.rang)
        return self.key[0] if self.aged is None else min(self.aged, self.key[0])

    @property
    def verdict(self):
        """How it ended where nobody answered, in words, or empty."""
        # A PBX that only knows that nobody answered may still tell the cause.
        if self.status in ("", "no_answer"):
            return CAUSE_STATUS.get(self.cause, self.status)
        return self.status

    def hear(self, event):
        """Take in one fact; facts come in order."""
        if not self.key:
            # Of two summed up together, who dialled began.
            self.key = (event.at, _ORDER.get(event.kind, 99), not event.line, self.uid)
        self.device = self.device or event.device
        self.told = self.told or event.direction
        self.twin = self.twin or event.other
        late = event.kind == "leg_summary"
        if event.number:
            (self.later if late else self.numbers).append(event.number)
        if event.line:
            (self.lines_later if late else self.lines).append(event.line)
        self._hear_of_end(event)
        hear = _HEAR.get(event.kind)
        if hear:
            hear(self, event)

    def _hear_of_end(self, event):
        if event.status in ("abandoned", "voicemail", "hung_up"):
            self.marks.add(event.status)
        elif event.status and event.status not in ("talked", "caller"):
            self.status = event.status
        # A later cause says less: the line is cleared normally after a refusal.
        if event.cause and (not self.cause or self.cause == 16):
            self.cause = event.cause

    def _start(self, event):
        self.is_first = self.is_first or event.status == "caller"
        if event.seconds:
            aged = event.at - event.seconds
            self.aged = aged if self.aged is None else min(self.aged, aged)
        elif self.started is None:
            self.started = event.at

    def _ring(self, event):
        if self.rang is None:
            self.rang = event.at

    def _answer(self, event):
        if self.answered is None and event.status != "voicemail":
            self.answered = event.at

    def _end(self, event):
        self.ended = event.at

    def _sum_up(self, event):
        if self.summed is None:
            self.summed = event.at
        mine = self.summary
        if mine is None or rank(event) > rank(mine):
            self.summary = event

    def _bridge(self, event):
        self.bridges.append(event)

    def settle(self):
        """Fill what nobody told from the summary, once all facts are heard."""
        self.numbers += self.later
        self.lines += self.lines_later
        told = self.summary
        if told is None:
            return
        if self.started is None:
            self.started = self.summed
            self.rang = self.summed if self.rang is None else self.rang
        if self.answered is None and talked(told):
            self.answered = told.at + told.ring_seconds
        if self.ended is None:
            self.ended = told.at + told.ring_seconds + told.seconds


_HEAR = {
    "leg_started": Party._start,
    "leg_ringing": Party._ring,
    "leg_answered": Party._answer,
    "leg_ended": Party._end,
    "leg_summary": Party._sum_up,
    "bridge_in": Party._bridge,
    "bridge_out": Party._bridge,
}


def parties_of(facts):
    """Return ``{uid: Party}`` of facts in order.

    A vendor without channels tells of devices, and one without devices of nothing but
    the call.
    """
    parties = {}
    for event in facts:
        if event.kind in _CALL_KINDS:
            continue
        uid = event.leg or event.device
        party = parties.get(uid)
        if party is None:
            party = parties[uid] = Party(uid)
        party.hear(event)
    for party in parties.values():
        party.settle()
    return parties
