"""Who stands where: the highest score first, equal scores share a place.

>>> places({"anna": 120, "boris": 80, "carl": 120, "dora": 40})
{'anna': 1, 'carl': 1, 'boris': 3, 'dora': 4}

Who has no score (nothing planned, not begun yet) comes last and has no place:

>>> places({"anna": None, "boris": 80})
{'boris': 1, 'anna': None}
>>> places({})
{}
"""


def places(scores):
    """Return ``{key: place}`` in the order of the places.

    :param scores: ``{key: number or None}``; among equals the given order is kept
    """
    known = sorted(
        (key for key, score in scores.items() if score is not None),
        key=lambda key: -scores[key],
    )
    result = {}
    for index, key in enumerate(known):
        before = known[index - 1] if index else None
        tied = index and scores[before] == scores[key]
        result[key] = result[before] if tied else index + 1
    return result | {key: None for key, score in scores.items() if score is None}
