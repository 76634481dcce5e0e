"""What a call has come to as a whole.

>>> from .call_parties import Party
>>> from .call_sides import Sides
>>> client, phone = Party("a", status="busy"), Party("b")
>>> called = Sides("out", False, phone, (phone, client), (phone,), (client,), {})
>>> state_of(called, [], answered=None, ended=9.0)
'busy'
"""


def state_of(sides, facts, answered, ended):
    """Return which of :data:`~.call_state.STATES` a call is in.

    :param sides: the call's :class:`~.call_sides.Sides`
    :param answered: when one of ours first spoke with whom the call was with, or ``None``
    :param ended: when it was over, or ``None``
    """
    if ended is None:
        taken = answered is not None or _is_taken(sides)
        return "ongoing" if taken else "ringing"
    if answered is not None:
        return "answered"
    if sides.direction == "in":
        return _missed(sides, facts)
    return _not_reached(sides, facts)


def _is_taken(sides):
    """Tell whether both sides picked up: they are about to be put together."""
    others = sides.clients or sides.phones[1:]
    return any(party.answered for party in sides.phones) and any(
        party.answered or party is sides.first for party in others
    )


def _missed(sides, facts):
    """Tell how we missed a client: on a machine, in a queue, or ringing."""
    said = set().union(*(party.marks for party in sides.clients))
    if "voicemail" in said:
        return "voicemail"
    queued = any(event.queue for event in facts)
    if "abandoned" in said or (queued and "hung_up" in said):
        return "abandoned"
    return "missed"


def _is_unknown(sides, facts):
    """Tell whether nobody said who was called: nobody was.

    Of a call that we asked for, the phone of ours rings first.
    """
    asked = any(event.ref for event in facts)
    return not sides.told or (asked and not any(event.number for event in facts))


def _not_reached(sides, facts):
    """Tell why whom we called did not speak with us."""
    asked = sides.clients
    if not asked and sides.direction == "out" and _is_unknown(sides, facts):
        return "failed"
    if not asked:
        asked = sides.phones[1:] or sides.phones
    verdicts = {party.verdict for party in asked}
    if verdicts & {"busy", "rejected"}:
        return "busy"
    return "failed" if verdicts == {"unreachable"} else "not_reached"
