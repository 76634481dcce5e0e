"""Names of the cells of a plan's grid: whose target, and of which metric.

A cell is called by its owner (``u7`` a person, ``t3`` a team, ``d`` the department) and
the number of its metric. The screen uses the same names, see ``plan_grid_model.js``.

>>> cell_key("user", 7, 12), cell_key("team", 3, 12), cell_key("department", None, 12)
('u7-12', 't3-12', 'd-12')
>>> parse_cell_key("u7-12"), parse_cell_key("d-12")
(('user', 7, 12), ('department', None, 12))
>>> parse_cell_key("x7-12")
Traceback (most recent call last):
ValueError: 'x7-12' is not a cell of a plan
"""

import re

LETTERS = {"user": "u", "team": "t", "department": "d"}
LEVELS = {letter: level for level, letter in LETTERS.items()}
CELL = re.compile(r"(?:([ut])(\d+)|(d))-(\d+)")


def cell_key(level, owner_id, metric_id):
    """Return the name of a cell."""
    owner = "" if level == "department" else owner_id
    return f"{LETTERS[level]}{owner}-{metric_id}"


def parse_cell_key(key):
    """Return (level, number of the owner or ``None``, number of the metric).

    :raise ValueError: if ``key`` is no name of a cell
    """
    found = CELL.fullmatch(str(key))
    if not found:
        raise ValueError(f"{key!r} is not a cell of a plan")
    letter, owner, department, metric = found.groups()
    return LEVELS[letter or department], int(owner) if owner else None, int(metric)
