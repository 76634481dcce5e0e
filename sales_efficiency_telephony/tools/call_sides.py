"""Who of a call's parties is ours, who is the client, and which way the call went.

>>> from .call_event import CallEvent
>>> from .call_parties import parties_of
>>> from .call_state import Numbering
>>> told = [
...     CallEvent("1", "c", "leg_started", 5.0, "a", "101", "101", "79161234567"),
...     CallEvent("2", "c", "leg_started", 5.1, "b", "trunk", "79161234567"),
... ]
>>> sides = divide(parties_of(told), told, Numbering())
>>> sides.direction, [party.device for party in sides.clients]
('out', ['trunk'])
"""

from dataclasses import dataclass

from .call_numbers import is_client, is_colleague, is_own

HALF, PHONE, CLIENT, OTHER = "half", "phone", "client", "other"


@dataclass(frozen=True, slots=True)
class Sides:
    """How a call is divided.

    :param direction: ``in``, ``out`` or ``internal``
    :param told: whether the phone system said so itself
    :param first: the party that began
    :param phones: parties that are ours, in the order in which they began
    :param clients: parties of the client
    :param people: all parties but halves, by who began
    :param role: ``{uid: HALF, PHONE, CLIENT or OTHER}``
    """

    direction: str
    told: bool
    first: object
    people: tuple
    phones: tuple
    clients: tuple
    role: dict


def divide(parties, facts, numbering):
    """Tell who is who.

    Where the phone system tells the direction, it also knows its people: ``device`` is
    theirs. Where it does not (Asterisk), a phone is known by its device or number, and
    the direction by who began.

    :return: a :class:`Sides`, or ``None`` where nobody took part
    """
    role = {uid: _shape(party, numbering) for uid, party in parties.items()}
    people = sorted(
        (party for uid, party in parties.items() if role[uid] != HALF),
        # Two logs of one phone system need not agree on the moments.
        key=lambda party: (not party.is_first, party.begun, *party.key),
    )
    if not people:
        return None
    told = next((event.direction for event in facts if event.direction), "")
    if told:
        _by_word(people, role, told)
        direction = told
    else:
        direction = _by_who_began(people, role, facts, numbering)
    return Sides(
        direction=_unless_ours(direction, people, role, facts, numbering),
        told=bool(told),
        first=people[0],
        people=tuple(people),
        phones=tuple(party for party in people if role[party.uid] == PHONE),
        clients=tuple(party for party in people if role[party.uid] == CLIENT),
        role=role,
    )


def _shape(party, numbering):
    """Tell a phone of ours by what it is called; what is not one may be a client."""
    if party.device.startswith("Local/") or party.twin:
        return HALF
    if is_colleague(party.device, numbering):
        return PHONE
    if party.told:
        return CLIENT
    number = party.numbers[0] if party.numbers else ""
    return PHONE if is_colleague(number, numbering) else CLIENT


def _by_word(people, role, told):
    """Divide the parties of a phone system that tells the direction."""
    alone = len(people) == 1
    for place, party in enumerate(people):
        if party.device and _is_ours(told, place, alone):
            role[party.uid] = PHONE
    if any(role[party.uid] == PHONE for party in people):
        return
    # Somebody talked, nobody says who: a leg of nobody.
    for party in people:
        if party.summary is not None and party.summary.seconds:
            role[party.uid] = PHONE


def _is_ours(told, place, alone):
    """Tell by the direction whether a device nobody knows is ours: clients began what
    came in, and are called by what goes out.
    """
    if told == "in":
        return place > 0 or alone
    return told == "internal" or place == 0


def _by_who_began(people, role, facts, numbering):
    first = people[0]
    if role[first.uid] == CLIENT:
        _divide_inbound(people, role, facts)
        return "in"
    clients = [party for party in people if role[party.uid] == CLIENT]
    if clients:
        return "in" if _is_brought_in(first, clients, numbering) else "out"
    dialled = (*first.lines, *(event.number for event in facts if not event.leg))
    if any(is_client(number, numbering) for number in dialled):
        return "out"
    # Click to dial whose own phone was not picked up: whom it was for is not told.
    return "out" if any(event.ref for event in facts) else "internal"


def _is_brought_in(first, clients, numbering):
    """Tell whether colleagues talked already when a client, who had called, joined."""
    inside = first.lines and is_colleague(first.lines[0], numbering)
    return inside and any(
        is_client(line, numbering) or is_own(line, numbering)
        for party in clients
        for line in party.lines
        if line not in party.numbers
    )


def _divide_inbound(people, role, facts):
    """A line dialled before any transfer is the mobile of somebody of ours."""
    moved = min(
        (event.at for event in facts if event.kind == "transferred"), default=None
    )
    for party in people[1:]:
        if role[party.uid] == CLIENT:
            forwarded = moved is None or party.begun < moved
            role[party.uid] = PHONE if forwarded else OTHER


def _unless_ours(direction, people, role, facts, numbering):
    """Return ``internal`` where the number told is one of our own."""
    if direction == "internal":
        return direction
    numbers = client_numbers(direction, people, role, facts)
    known = [number for number in numbers if any(char.isdigit() for char in number)]
    if known and not any(is_client(number, numbering) for number in known):
        return "internal"
    return direction


def client_numbers(direction, people, role, facts):
    """Return every number told that could be the client's, the likeliest first."""
    if any(event.direction for event in facts):
        # A leg told of without the direction has the number of whoever is at it.
        return [
            event.number
            for event in facts
            if event.number
            and (event.direction or not event.leg or role.get(event.leg) == CLIENT)
        ]
    clients = [party for party in people if role[party.uid] == CLIENT]
    # Whom we reached comes before whom we only tried.
    clients.sort(key=lambda party: (not party.bridges, party.begun, *party.key))
    numbers = [number for party in clients for number in party.numbers]
    if direction == "out":
        numbers += [event.number for event in facts if not event.leg and event.number]
        if not clients:
            numbers += people[0].lines
    return numbers


def line_of(sides, facts, numbering):
    """Return our own number that was called, or shown."""
    if sides.told:
        return next((event.line for event in facts if event.line), "")
    if sides.direction == "in":
        lines = (line for party in sides.clients for line in party.lines)
        return next((line for line in lines if line.strip("+").isdigit()), "")
    numbers = (event.number for event in facts if event.number)
    return next((number for number in numbers if is_own(number, numbering)), "")


def shown_device(party, numbering):
    """Return the extension of a leg of ours; a mobile reached by a line is its number."""
    if party.told or is_colleague(party.device, numbering):
        return party.device
    return next(
        (number for number in party.numbers if any(map(str.isdigit, number))),
        party.device,
    )
