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


def blind_transfer(said):
    """Tell of a phone that sent its caller on without a word."""
    return _transferred(said.turn("Transferer"), "blind")


def attended_transfer(said):
    """Tell of a phone that asked a colleague first."""
    facts = _transferred(said.turn("OrigTransferer"), "attended")
    call, consulted = said.call, said.get("SecondTransfererLinkedid")
    if not facts or not consulted or consulted == call:
        return facts
    said.turn("TransferTarget").under(call)
    facts += _brought_over(said, said.get("TransferTargetCallerIDNum"))
    return facts + (said.under(consulted).tell_of_call("call_ended"),)


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


def _brought_over(said, number):
    """Tell of a phone that was in a call of its own up to now."""
    return said.tell("leg_started", number=number) + said.tell("leg_answered")
