"""Whole conversations as a phone system would tell of them, for a demonstration.

Moments are seconds since 1970, lengths seconds. Everything follows from what is given:
a day of plays from its seed.

>>> from .call_fold import fold
>>> call = fold(play("transfer", 1.7e9, ["101", "102"], "+12025550123", 60.0))
>>> call.state, call.talk_seconds, [(leg.device, leg.talk_seconds) for leg in call.legs]
('answered', 60.0, [('101', 20.0), ('102', 40.0)])
>>> {name: fold(play(name, 1.7e9, ["101", "102"], "+12025550123", 60.0)).state
...  for name in PLAYS if name != "transfer"} == {
...     "answered": "answered", "missed": "missed", "queue": "answered",
...     "abandoned": "abandoned", "outgoing": "answered", "busy": "busy",
...     "unreached": "not_reached", "internal": "answered",
... }
True

A call that is going on is told step by step:

>>> told = []
>>> for step, at in (("ring", 1.7e9), ("answer", 1.7e9 + 5), ("hang_up", 1.7e9 + 35)):
...     told += play_step(step, at, 1.7e9, "101", "+12025550123")
...     call = fold(told)
...     print(call.state, call.talk_seconds)
ringing 0.0
ongoing 0.0
answered 30.0
"""

import random
from dataclasses import replace

from .demo_plays import PLAYS

#: From the first sign of a call to the first word at the latest.
LEAD_IN = 12.0
#: How many calls a phone has in a day, and in which hours before its end.
PER_PHONE, HOURS = 12, 9
#: What a day is made of: plays, and how often of a hundred.
SHARES = (
    ("answered", 26), ("missed", 8), ("queue", 10), ("abandoned", 3), ("transfer", 6),
    ("outgoing", 29), ("busy", 4), ("unreached", 11), ("internal", 3),
)  # fmt: skip

#: Of an answered call, the facts told when it rings, is answered and ends.
STEPS = {"ring": slice(3), "answer": slice(3, 6), "hang_up": slice(6, None)}


def play(name, at, phones, number, talk):
    """Return the facts of one conversation.

    :param name: one of :data:`PLAYS`
    :param at: when it begins
    :param phones: extensions; the first ones take part
    :param number: the client's
    :param talk: how long they talk
    """
    first, second = phones[0], phones[-1]
    call = f"demo-{at:.3f}-{first}"
    facts = PLAYS[name](at, first, second, number, talk)
    return [
        replace(fact, uid=f"{call}-{place}", call=call)
        for place, fact in enumerate(facts)
    ]


def play_step(step, moment, at, phone, number):
    """Return what is told at one step of a call that is going on.

    :param step: one of :data:`STEPS`, or ``give_up``: the client does before the answer
    :param moment: when the step happens
    :param at: when the call began; it is the same call by that
    """
    if step == "give_up":
        facts = play("missed", at, [phone], number, 0)[3:]
    else:
        facts = play("answered", at, [phone], number, 0)[STEPS[step]]
    return [replace(fact, at=moment) for fact in facts]


def play_day(until, phones, numbers, seed):
    """Return the facts of a day of conversations that ends at a moment."""
    chance = random.Random(seed)
    names, weights = zip(*SHARES, strict=True)
    facts = []
    for phone in phones:
        for _call in range(PER_PHONE):
            others = [other for other in phones if other != phone] or [phone]
            talk = chance.uniform(15, 420)
            begin = until - chance.uniform(talk + LEAD_IN, HOURS * 3600)
            facts += play(
                chance.choices(names, weights)[0],
                begin,
                [phone, chance.choice(others)],
                chance.choice(numbers),
                talk,
            )
    return facts
