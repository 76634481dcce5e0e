"""Who gets a lead: who cannot and why, and whose it is among the rest.

>>> from datetime import datetime
>>> now = datetime(2017, 8, 15, 10)
>>> desk = Desk(
...     [
...         Person("ann", works_from=now),
...         Person("bob", absent=True),
...         Person("cid", works_from=now, open_leads=10),
...         Person("dora", works_from=datetime(2017, 8, 15, 13)),
...     ],
...     now, marks={"hot": {"ann": 1, "cid": 0}})
>>> terms = Terms(rule="hot", open_limit=10)
>>> choice = desk.choose(terms, ["ann", "bob", "cid", "dora"])
>>> choice.person, choice.refused
('ann', {'bob': 'absent', 'cid': 'open_limit', 'dora': 'off_hours'})

She was the fourth in turn, after those who are passed by:

>>> choice.place
4

A lead that is given counts at once for the next one:

>>> desk.give("ann", terms)
2.0
>>> desk.people["ann"].open_leads, desk.people["ann"].given_today
(1, 1)

Where nobody works now, it goes to who works next, or waits, as the rule says:

>>> night = datetime(2017, 8, 15, 22)
>>> desk = Desk([Person("ann", works_from=datetime(2017, 8, 16, 9)),
...              Person("bob", works_from=datetime(2017, 8, 16, 7))], night)
>>> desk.choose(Terms(), ["ann", "bob"]).person
'bob'
>>> choice = desk.choose(Terms(off_hours="wait"), ["ann", "bob"])
>>> choice.person, choice.waits
(None, True)

Least load for the weight, and the best closer:

>>> desk = Desk([Person("ann", works_from=now, open_leads=4),
...              Person("bob", works_from=now, open_leads=3, weight=0.5)], now)
>>> desk.choose(Terms(method="least_loaded"), ["ann", "bob"]).person
'ann'
>>> desk.choose(Terms(method="best_converter"), ["ann", "bob"],
...             rates={"ann": 0.2, "bob": 0.3}).person
'bob'
"""

from dataclasses import dataclass, field
from datetime import datetime

from .turns import Turns


@dataclass
class Person:
    """What is known of somebody who may get leads.

    ``works_from`` is when the person works next: now or before for who works, empty for
    who is absent. ``lacks`` names the skills a rule asks for in vain.
    """

    key: object
    weight: float = 1
    open_leads: int = 0
    given_today: int = 0
    works_from: datetime | None = None
    absent: bool = False
    paused: bool = False


@dataclass(frozen=True)
class Terms:
    """How a rule chooses; limits of zero are none."""

    rule: object = None
    method: str = "round_robin"
    day_limit: int = 0
    open_limit: int = 0
    off_hours: str = "next"


@dataclass
class Choice:
    """Who gets a lead, or nobody, with everybody else's reason.

    ``place`` is the person's place in the order of all, those passed by included.
    """

    person: object = None
    place: int = 0
    refused: dict = field(default_factory=dict)
    order: list = field(default_factory=list)
    waits: bool = False


class Desk:
    """The people leads are given to, and what they have while it goes on.

    :param people: iterable of :class:`Person`
    :param moment: when leads are given
    :param marks: ``{rule: {person: mark}}``, see :class:`~.turns.Turns`. Each rule has turns
        of its own: what somebody gets by one of them takes nothing away by another.
    :param shares: ``{person: number}`` of leads for the share by all rules. They settle
        draws, so that the first one of many rules does not get the first lead of each.
    """

    def __init__(self, people, moment, marks=None, shares=None):
        self.people = {person.key: person for person in people}
        self.moment = moment
        self._marks = marks or {}
        self._shares = dict(shares or {})
        self._turns = {}

    def choose(self, terms, keys, rates=None, tried=(), lacking=()):
        """Choose among some people.

        :param terms: :class:`Terms`
        :param keys: who may get it, in a fixed order
        :param rates: ``{person: conversion}`` for the best closer
        :param tried: who had it before
        :param lacking: who lacks a skill it asks for
        :return: :class:`Choice`
        """
        choice = Choice()
        for key in keys:
            reason = self._get_refusal(self.people[key], terms, tried, lacking)
            if reason:
                choice.refused[key] = reason
        fit = [key for key in keys if key not in choice.refused]
        here = self._find_present(fit, terms)
        if fit and not here:
            choice.waits = terms.off_hours == "wait"
            if not choice.waits:
                soonest = min(self.people[key].works_from for key in fit)
                here = [key for key in fit if self.people[key].works_from == soonest]
        if len(here) < len(fit):
            present = frozenset(here)
            choice.refused |= {key: "off_hours" for key in fit if key not in present}
        if here:
            rates = rates or {}
            everybody = self._order(terms, keys, rates) if choice.refused else None
            # The last look counts: it is settled among those who can have it.
            choice.order = self._order(terms, here, rates)
            choice.person = choice.order[0]
            choice.place = (everybody or choice.order).index(choice.person) + 1
        return choice

    def give(self, key, terms):
        """Count a lead as given by a rule; return how far it brought the person."""
        person = self.people[key]
        person.open_leads += 1
        person.given_today += 1
        self._shares[key] = self._shares.get(key, 0) + 1 / person.weight
        return self._get_turns(terms.rule).give(key)

    def _get_turns(self, rule):
        if rule not in self._turns:
            weights = {key: person.weight for key, person in self.people.items()}
            marks = self._marks.get(rule, {})
            self._turns[rule] = Turns(marks, self.people, weights, self._shares)
        return self._turns[rule]

    def _find_present(self, keys, terms):
        """Return who of these works now, everybody where that does not matter."""
        if terms.off_hours == "any":
            return keys
        people, moment = self.people, self.moment
        return [key for key in keys if people[key].works_from <= moment]

    def _get_refusal(self, person, terms, tried, lacking):
        """Return why a person does not get a lead, the weightiest reason, if any."""
        if person.key in tried:
            return "tried"
        if person.paused or person.weight <= 0:
            return "paused"
        if person.key in lacking:
            return "skill"
        if person.absent or person.works_from is None:
            return "absent"
        if 0 < terms.day_limit <= person.given_today:
            return "day_limit"
        if 0 < terms.open_limit <= person.open_leads:
            return "open_limit"
        return None

    def _order(self, terms, keys, rates):
        """Return these people, best first; whose turn it is settles a draw."""
        by_turn = self._get_turns(terms.rule).order(keys)
        if terms.method == "least_loaded":
            return sorted(
                by_turn,
                key=lambda key: self.people[key].open_leads / self.people[key].weight,
            )
        if terms.method == "best_converter":
            return sorted(by_turn, key=lambda key: -(rates.get(key) or 0))
        return by_turn
