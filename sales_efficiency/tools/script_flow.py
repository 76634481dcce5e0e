"""The way through a script: which steps come, by the answers given so far.

A script is a list of steps, each a dict with ``key``, ``kind`` (say, ask, objection,
check), ``next`` and ``options``; an option has ``key`` and ``next``. ``next`` is the key of
a step, ``"end"``, or empty for the step that follows. Objections are passed by, since they
may come up at any time; one that a jump leads to stands on the way.

>>> script = [
...     {"key": "hello", "kind": "say"},
...     {"key": "size", "kind": "ask", "options": [
...         {"key": "small", "next": "bye"}, {"key": "large", "next": None}]},
...     {"key": "dear", "kind": "objection"},
...     {"key": "need", "kind": "ask"},
...     {"key": "budget", "kind": "check", "required": True},
...     {"key": "bye", "kind": "say"},
... ]
>>> way = find_way(script, {})
>>> way.keys, way.current
(('hello', 'size', 'need', 'budget', 'bye'), 'hello')

Answers choose what comes; the rest is what comes unless an answer leads elsewhere:

>>> way = find_way(script, {"hello": {}, "size": {"option": "small"}})
>>> way.keys, way.current, way.is_done
(('hello', 'size', 'bye'), 'bye', False)

Done, and how much of the way was gone through. A check that was not ticked and a question
that was skipped are no part of it:

>>> answers = {"hello": {}, "size": {"option": "large"}, "need": {"value": "wine"},
...            "budget": {"value": ""}, "bye": {}}
>>> way = find_way(script, answers)
>>> way.is_done, share_followed(script, answers), open_checks(script, answers)
(True, 80.0, ['budget'])
>>> share_followed(script, answers | {"need": {"option": None, "value": ""}})
60.0
>>> open_checks(script, {"hello": {}, "size": {"option": "small"}})
[]

A way never goes round in circles, and steps that would are found:

>>> find_way([{"key": "a", "next": "b"}, {"key": "b", "next": "a"}], {}).keys
('a', 'b')
>>> find_circle([{"key": "a", "next": "b"}, {"key": "b", "next": "a"}])
'a'
>>> find_circle(script), find_dead_jump(script)
(None, None)
>>> find_dead_jump([{"key": "a", "options": [{"key": "x", "next": "gone"}]}])
'a'

Nothing to go through:

>>> find_way([], {}), share_followed([], {})
(Way(keys=(), gone=()), 0.0)
"""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

END = "end"


@dataclass(frozen=True)
class Way:
    """The steps on the way, and those of them that were gone through."""

    keys: tuple
    gone: tuple

    @property
    def current(self):
        """The first step that has not been gone through, ``None`` where all were."""
        return None if self.is_done else self.keys[len(self.gone)]

    @property
    def is_done(self):
        """Whether the way was gone to its end."""
        return len(self.gone) == len(self.keys)


def find_way(steps, answers):
    """Return the way that answers lead.

    :param steps: list of dicts, see above
    :param answers: ``{step key: {"option": key, "value": text}}`` of steps gone through
    :return: :class:`Way`
    """
    by_key = {step["key"]: step for step in steps}
    follows = _follow(steps)
    key = _first(steps)
    keys, gone = [], []
    while key in by_key and key not in keys:
        keys.append(key)
        is_gone = key in answers and len(gone) == len(keys) - 1
        if is_gone:
            gone.append(key)
        option = answers[key].get("option") if is_gone else None
        key = _get_next(by_key[key], option, follows)
    return Way(tuple(keys), tuple(gone))


def share_followed(steps, answers):
    """Return the percentage of steps on the way that were followed."""
    way = find_way(steps, answers)
    if not way.keys:
        return 0.0
    said = {step["key"] for step in steps if step.get("kind") not in ("ask", "check")}
    followed = [
        key
        for key in way.gone
        if key in said or answers[key].get("option") or answers[key].get("value")
    ]
    return 100.0 * len(followed) / len(way.keys)


def open_checks(steps, answers):
    """Return the keys of required checks on the way that nobody has ticked."""
    required = {
        step["key"]
        for step in steps
        if step.get("kind") == "check" and step.get("required")
    }
    return [
        key
        for key in find_way(steps, answers).keys
        if key in required and not (answers.get(key) or {}).get("value")
    ]


def find_dead_jump(steps):
    """Return the key of a step that leads to one that is not there, ``None`` if none does."""
    known = {step["key"] for step in steps} | {END}
    return next(
        (
            step["key"]
            for step in steps
            if any(target not in known for target in _get_jumps(step))
        ),
        None,
    )


def find_circle(steps):
    """Return the key of a step that some answers lead back to, ``None`` if none is."""
    follows = _follow(steps)
    graph = {}
    for step in steps:
        options = [option["key"] for option in step.get("options") or ()]
        targets = {_get_next(step, option, follows) for option in (None, *options)}
        graph[step["key"]] = targets - {None, END}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = set(error.args[1])
        return next(step["key"] for step in steps if step["key"] in circle)
    return None


def _get_jumps(step):
    """Return where a step leads by itself or by one of its options."""
    options = step.get("options") or ()
    return [jump["next"] for jump in (step, *options) if jump.get("next")]


def _first(steps):
    return next(
        (step["key"] for step in steps if step.get("kind") != "objection"), None
    )


def _follow(steps):
    """Return ``{step: the one that follows}``; objections are passed by."""
    follows, after = {}, None
    for step in reversed(steps):
        follows[step["key"]] = after
        if step.get("kind") != "objection":
            after = step["key"]
    return follows


def _get_next(step, option, follows):
    """Return the key after a step, given the option that was chosen."""
    chosen = next(
        (jump for jump in step.get("options") or () if jump["key"] == option), {}
    )
    target = chosen.get("next") or step.get("next") or follows[step["key"]]
    return None if target == END else target
