"""Events of the Asterisk Manager Interface by which a call changes hands.

Where a phone does it with a second call of its own, Asterisk goes on under one of the two
numbers, and tells of the other phone under it only when that hangs up: here it is brought
over at once.

>>> from .asterisk_said import Said
>>> told = blind_transfer(Said({
...     "TransfererChannel": "PJSIP/101-0b", "TransfererLinkedid": "7.0",
...     "Result": "Success", "Timestamp": "1795451245.5",
... }, 0.0))
>>> [(fact.kind, fact.other, fact.transfer) for fact in told]
[('transferred', 'PJSIP/101-0b', 'blind')]
"""

from .asterisk import whole_number


def blind_transfer(said):
    """Tell of a phone that sent its caller on without a word."""
    return _transferred(said.turn("Transferer"), "blind")


def attended_transfer(said):
    """Tell of a phone that asked a colleague first."""
    facts = _transferred(said.turn("OrigTransferer"), "attended")
    call, consulted = said.call, said.get("SecondTransfererLinkedid")
    if not facts or not consulted or consulted == call:
        return facts
    # Asterisk goes on under the number of the older call.
    brought, kept, left = "TransferTarget", call, consulted
    if () < _age(consulted) < _age(call):
        brought, kept, left = "Transferee", consulted, call
        facts += _transferred(said.turn("SecondTransferer"), "attended")
    said.turn(brought).under(kept)
    facts += _brought_over(
        said, said.get(f"{brought}CallerIDNum"), said.get(f"{brought}Exten")
    )
    bridge = said.get("DestBridgeUniqueid")
    facts += said.tell("bridge_in", bridge=bridge) if bridge else ()
    return facts + (said.under(left).tell_of_call("call_ended"),)


def pickup(said):
    """Tell of a phone that took the call another one was ringing for."""
    own, number = said.call, said.get("CallerIDNum")
    call = said.get("TargetLinkedid")
    if not call:
        return ()
    facts = _brought_over(said.under(call), number)
    facts += said.turn("Target").tell("leg_ended", status="answered_elsewhere")
    if own and own != call:
        facts += (said.under(own).tell_of_call("call_ended"),)
    return facts


def _transferred(said, how):
    if said.get("Result") not in ("Success", "") or not said.call:
        return ()
    return (said.tell_of_call("transferred", other=said.leg, transfer=how),)


def _brought_over(said, number, line=""):
    """Tell of a phone that was in a call of its own up to now."""
    started = said.tell("leg_started", number=number, line=line)
    return started + said.tell("leg_answered")


def _age(call):
    """Return what orders the numbers of calls by when they began; ours have none.

    >>> _age("testpbx-1795742992.169") < _age("testpbx-1795742994.171")
    True
    """
    moment, _dot, count = call.rpartition("-")[2].partition(".")
    return (whole_number(moment[-9:]), whole_number(count)) if count else ()
