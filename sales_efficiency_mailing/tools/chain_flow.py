"""What is wrong with a drawn chain, and where its steps stand in the drawing.

A chain is a graph of steps. It leads one way: a loop would send the same letters for
ever, so none is allowed, however long its steps wait (a chain that shall begin anew is
entered again, after the pause it says).

Steps stand in rows and columns. A row is the longest way to a step from the first one,
so every link leads down; a column is kept as long as a way goes straight on.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A way out of a step.

    :param source: id of the step it leaves; None: the entrance of the chain
    :param target: id of the step it leads to; None: the end of the chain
    """

    source: int | None
    target: int | None


@dataclass(frozen=True)
class Place:
    """Where a step stands; ``is_reached`` is False if no way leads there."""

    row: int
    column: int
    is_reached: bool = True


def _get_targets(steps, links):
    targets = {step: [] for step in steps}
    for link in links:
        if link.source in targets and link.target in targets:
            targets[link.source].append(link.target)
    return targets


def find_reached(steps, links, first):
    """Return the steps that can be come to, in the order of walking.

    >>> find_reached([1, 2, 3], [Link(1, 3)], 1)
    [1, 3]
    >>> find_reached([1, 2], [], None)
    []
    """
    targets = _get_targets(steps, links)
    found = {}
    todo = [first] if first in targets else []
    while todo:
        step = todo.pop()
        if step not in found:
            found[step] = True
            todo.extend(reversed(targets[step]))
    return list(found)


def find_loop(steps, links):
    """Return the steps of a loop in the order they are walked, empty if there is none.

    >>> find_loop([1, 2, 3], [Link(1, 2), Link(2, 3), Link(3, 2)])
    [2, 3]
    >>> find_loop([1, 2], [Link(1, 1)])
    [1]
    >>> find_loop([1, 2, 3], [Link(1, 2), Link(1, 3), Link(2, 3)])
    []
    """
    targets = _get_targets(steps, links)
    finished = set()
    for start in steps:
        path = {}  # step: the ways out of it that were not walked yet
        if start not in finished:
            path[start] = iter(targets[start])
        while path:
            step, ways = next(reversed(path.items()))
            target = next(ways, None)
            if target is None:
                finished.add(step)
                del path[step]
            elif target in path:
                walked = list(path)
                return walked[walked.index(target) :]
            elif target not in finished:
                path[target] = iter(targets[target])
    return []


def find_successors(nexts, survivors):
    """Return where who stands at a step goes on, when only some steps survive.

    :param dict nexts: ``{step: the step it goes on with, or None}``
    :param survivors: the steps that are still there
    :return: ``{step: itself or the next one that survives, None if there is none}``

    >>> find_successors({1: 2, 2: 3, 3: None}, {1, 3})
    {1: 1, 2: 3, 3: 3}
    >>> find_successors({1: 2, 2: None}, {1})
    {1: 1, 2: None}
    """
    successors = {}
    for step in nexts:
        seen = set()
        target = step
        while target is not None and target not in survivors and target not in seen:
            seen.add(target)
            target = nexts.get(target)
        successors[step] = target if target in survivors else None
    return successors


def lay_out(steps, links, first):
    """Give each step a place no other step has.

    Steps no way leads to stand below all others. The same drawing comes out whenever
    the same chain is drawn, and a step at the end of a way moves no other one.

    :param steps: ids, in the order they were drawn
    :param links: :class:`Link` in the order of the ways of each step
    :param first: id of the first step
    :return: ``{step: Place}``

    >>> lay_out([1, 2, 3, 4], [Link(1, 2), Link(1, 3), Link(2, 4), Link(3, 4)], 1)
    ... # doctest: +NORMALIZE_WHITESPACE
    {1: Place(row=0, column=0, is_reached=True),
     2: Place(row=1, column=0, is_reached=True),
     3: Place(row=1, column=1, is_reached=True),
     4: Place(row=2, column=0, is_reached=True)}
    >>> lay_out([1, 2], [], 1)[2]
    Place(row=1, column=0, is_reached=False)
    """
    targets = _get_downward(steps, links, first)
    rows = dict.fromkeys(targets, 0)
    for step, below in targets.items():
        for target in below:
            rows[target] = max(rows[target], rows[step] + 1)
    columns = _get_columns(targets)
    places = {step: Place(rows[step], columns[step]) for step in targets}
    row = max(rows.values(), default=-1)
    for step in steps:
        if step not in places:
            row += 1
            places[step] = Place(row, 0, is_reached=False)
    return places


def _get_downward(steps, links, first):
    """Return ``{step: targets}`` without what would lead back.

    Each step comes before its targets, and all of its first target before the second.
    """
    targets = _get_targets(steps, links)
    finished = {}
    path = {first: reversed(targets[first])} if first in targets else {}
    while path:
        step, ways = next(reversed(path.items()))
        target = next(ways, None)
        if target is None:
            finished[step] = True
            del path[step]
        elif target not in path and target not in finished:
            path[target] = reversed(targets[target])
    order = {step: index for index, step in enumerate(reversed(finished))}
    return {
        step: [target for target in targets[step] if order[target] > order[step]]
        for step in order
    }


def _get_columns(targets):
    """Return ``{step: column}``: the first target no other step kept stays below it."""
    columns = {}
    free = 0
    for step, below in targets.items():
        if step not in columns:
            columns[step] = free
            free += 1
        target = next((one for one in below if one not in columns), None)
        if target is not None:
            columns[target] = columns[step]
    return columns
