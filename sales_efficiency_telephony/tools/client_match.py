"""Whose number it is: decided where it is clear, and shown where it is not.

A number may be that of one person, of a switchboard that all contacts of a firm have, or
of several clients. Ids are those of the database, 0 stands for none.
"""

from dataclasses import dataclass

#: What is known of a number: it is a client's, several clients', nobody's yet, or ours.
KINDS = ("known", "several", "unknown", "own")


@dataclass(frozen=True, slots=True)
class Person:
    """Who has the number.

    :param client: the firm the person belongs to, or the person itself
    :param is_ours: a colleague, or the company itself
    """

    id: int
    client: int
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Deal:
    """An open deal of somebody with the number, or with the number itself.

    :param since: when it was created; moments only need an order
    """

    id: int
    person: int = 0
    client: int = 0
    since: object = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a number leads to.

    :param kind: one of :data:`KINDS`
    :param person: who it is, the firm where several of it have the number
    :param deal: the deal it is about, where there is one only
    :param people: who it may be, where it is not clear
    :param deals: what it may be about, where it is not clear
    """

    kind: str
    person: int = 0
    deal: int = 0
    people: tuple = ()
    deals: tuple = ()


def match(people, deals):
    """Return the :class:`Match` of a number.

    :param people: each :class:`Person` with the number
    :param deals: each :class:`Deal` that is open with them or has the number

    >>> match([], [])
    Match(kind='unknown', person=0, deal=0, people=(), deals=())

    One person with one deal; two at the same firm, whose deals are to be chosen from:

    >>> match([Person(1, 9)], [Deal(5, 1, 9)])
    Match(kind='known', person=1, deal=5, people=(), deals=())
    >>> match([Person(1, 9), Person(2, 9)], [Deal(5, 1, 9), Deal(6, 2, 9)])
    Match(kind='known', person=9, deal=0, people=(), deals=(5, 6))

    Two firms with one number are not told apart by guessing, one deal or not:

    >>> match([Person(1, 9), Person(2, 8)], [Deal(5, 1, 9)])
    Match(kind='several', person=0, deal=0, people=(1, 2), deals=(5,))

    A deal may have the number without anybody being known by it:

    >>> match([], [Deal(5)])
    Match(kind='known', person=0, deal=5, people=(), deals=())
    >>> match([], [Deal(5, 3, 3)])
    Match(kind='known', person=3, deal=5, people=(), deals=())
    >>> match([Person(1, 9)], [Deal(5, 3, 3)])
    Match(kind='several', person=0, deal=0, people=(1, 3), deals=(5,))

    Colleagues are no clients:

    >>> match([Person(1, 9), Person(4, 4, True)], []).kind
    'own'
    """
    people, deals = list(people), sorted(deals, key=lambda deal: deal.id)
    if any(person.is_ours for person in people):
        return Match("own")
    if not people and not deals:
        return Match("unknown")
    clients = {person.client for person in people}
    clients |= {deal.client for deal in deals if deal.client}
    found = tuple(deal.id for deal in deals)
    if len(clients) > 1:
        return Match("several", people=_everybody(people, deals), deals=found)
    [deal] = found if len(found) == 1 else (0,)
    known = _everybody(people, () if people else deals)
    person = known[0] if len(known) == 1 else next(iter(clients), 0)
    return Match("known", person, deal, deals=() if deal else found)


def _everybody(people, deals):
    """Return those who have the number, then those whose deals have it, once each."""
    ids = [person.id for person in people]
    clients = {person.client for person in people}
    ids += [deal.person for deal in deals if deal.person and deal.client not in clients]
    return tuple(dict.fromkeys(ids))
