"""From rows of Asterisk's log of channel events (CEL) to facts about calls.

Rows tell all that the manager interface told, so that what happened while nobody listened
can be read afterwards. ``cel.conf`` has to log ``events = ALL``, for queues and voicemail
``apps = dial,queue,voicemail``, and moments as seconds since 1970, as it does where no
``dateformat`` is set.
"""

import csv
import json

from ..call_reference import reference_of
from .asterisk import (
    fact,
    is_telephone,
    leg_of,
    moment_of,
    text,
    whole_number,
)

#: The columns of ``Master.csv`` as ``cel_custom.conf`` comes.
COLUMNS = (
    "eventtype eventtime cid_name cid_num cid_ani cid_rdnis cid_dnid exten context "
    "channame appname appdata amaflags accountcode uniqueid linkedid peer userfield "
    "userdeftype extra"
).split()


def rows(lines, columns=COLUMNS):
    """Return the rows of a file as dicts.

    :param lines: the lines of the file, or the open file
    """
    return csv.DictReader(lines, fieldnames=columns, restkey="more", restval="")


def parse(row):
    """Return the facts that a row tells, often none.

    :param dict row: by the names of the table ``cel``
    :return: a tuple of :class:`~..call_event.CallEvent`
    :raise ValueError: where the row is broken

    >>> [fact] = parse({
    ...     "eventtype": "BRIDGE_ENTER", "eventtime": "1795741812.031",
    ...     "channame": "PJSIP/101-0b", "linkedid": "7.0", "extra": '{"bridge_id": "b"}',
    ... })
    >>> fact.kind, fact.leg, fact.bridge
    ('bridge_in', 'PJSIP/101-0b', 'b')
    """
    if not isinstance(row, dict):
        raise ValueError("A row is values by columns")
    tell = _TELLERS.get(text(row, "eventtype"))
    return () if tell is None else tuple(tell(_Row(row)))


class _Row:
    """One row: whose channel, of which call, when."""

    __slots__ = ("at", "call", "leg", "number", "ref", "row")

    def __init__(self, row):
        self.row = row
        self.at = moment_of(text(row, "eventtime"))
        self.leg = leg_of(text(row, "channame"))
        self.call = text(row, "linkedid")
        self.number = text(row, "cid_num")
        self.ref = reference_of(self.call)

    def tell(self, kind, leg=None, **told):
        """Return the fact about a channel, or none where it is not a telephone."""
        leg = self.leg if leg is None else leg
        if not self.call or not is_telephone(leg):
            return ()
        return (fact(kind, self.call, self.at, leg=leg, ref=self.ref, **told),)

    def tell_of_call(self, kind, **told):
        """Return the fact about the call as a whole."""
        if not self.call:
            return ()
        return (fact(kind, self.call, self.at, ref=self.ref, **told),)

    def get(self, key):
        """Return a value, empty where it is not there."""
        return text(self.row, key)

    @property
    def extra(self):
        """What else the event tells, by name."""
        told = self.row.get("extra") or "{}"
        try:
            extra = json.loads(told) if isinstance(told, str) else told
        except RecursionError as error:
            raise ValueError("extra is nested too deeply") from error
        if not isinstance(extra, dict):
            raise ValueError("extra is no object")
        return {key: str(value) for key, value in extra.items()}


def _started(row):
    began = bool(row.call) and row.get("uniqueid") == row.call
    return row.tell(
        "leg_started",
        number=row.number,
        line=row.get("exten"),
        status="caller" if began else "",
    )


def _answered(row):
    if row.get("appname") == "VoiceMail":
        return row.tell("leg_answered", status="voicemail")
    return row.tell("leg_answered", number=row.number)


def _application(row):
    application = row.get("appname")
    if application == "Queue":
        return row.tell("leg_ringing", queue=row.get("appdata").partition(",")[0])
    if application == "VoiceMail":
        return row.tell("leg_answered", status="voicemail")
    return ()


def _entered(row):
    return row.tell("bridge_in", bridge=text(row.extra, "bridge_id"))


def _left(row):
    return row.tell("bridge_out", bridge=text(row.extra, "bridge_id"))


def _hung_up(row):
    extra = row.extra
    itself = leg_of(text(extra, "hangupsource")) == row.leg
    return row.tell(
        "leg_ended",
        number=row.number,
        cause=whole_number(text(extra, "hangupcause")),
        status="hung_up" if itself else "",
    )


def _blind(row):
    return row.tell_of_call("transferred", other=row.leg, transfer="blind")


def _attended(row):
    return row.tell_of_call("transferred", other=row.leg, transfer="attended")


def _picked_up(row):
    taker = leg_of(text(row.extra, "pickup_channel"))
    facts = row.tell("leg_ended", status="answered_elsewhere")
    return facts + row.tell("leg_started", taker) + row.tell("leg_answered", taker)


def _ended(row):
    return row.tell_of_call("call_ended")


_TELLERS = {
    "CHAN_START": _started,
    "ANSWER": _answered,
    "APP_START": _application,
    "BRIDGE_ENTER": _entered,
    "BRIDGE_EXIT": _left,
    "HANGUP": _hung_up,
    "BLINDTRANSFER": _blind,
    "ATTENDEDTRANSFER": _attended,
    "PICKUP": _picked_up,
    "LINKEDID_END": _ended,
}
