"""Whether what several people have together tells of none of them.

The sum of two is the sum of one to the other, and of whom a heap consists mostly, that
person's figures it tells. Hence there must be enough people, enough cases, and nobody who
makes more than half, in number or in money.

>>> is_anonymous([(5, 500), (4, 400), (4, 600)])
True

Two others, or a handful of deals, are too few:

>>> is_anonymous([(50, 500), (40, 400)])
False
>>> is_anonymous([(2, 500), (2, 400), (2, 600)])
False

One of them outweighs the others, by the number of deals or by their size:

>>> is_anonymous([(50, 500), (4, 400), (4, 600)])
False
>>> is_anonymous([(5, 500), (4, 400), (4, 6000)])
False

Who has nothing does not count:

>>> is_anonymous([(5, 500), (4, 400), (0, 0)])
False
>>> is_anonymous([])
False
"""

#: People there must be.
LEAST_PEOPLE = 3
#: Cases there must be of all of them together.
LEAST_CASES = 10
#: Share of the whole that is one person's at most.
MOST_OF_ONE = 0.5


def is_anonymous(parts):
    """Tell whether nothing is learnt of one person from what all have together.

    :param parts: number of cases and their sum, of each person
    """
    parts = [part for part in parts if part[0]]
    if len(parts) < LEAST_PEOPLE:
        return False
    counts, sums = zip(*parts, strict=True)
    return sum(counts) >= LEAST_CASES and all(
        max(heap) <= MOST_OF_ONE * sum(heap) for heap in (counts, sums)
    )
