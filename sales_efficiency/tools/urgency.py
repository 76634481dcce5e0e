"""The order of a day's list: what cannot wait comes first.

What others wait for comes before what one has planned oneself. Within a kind the oldest
is first, meetings and deadlines as they come. Moments are written as text that sorts.

>>> lines = [{"group": "meeting", "moment": "2017-08-15 14:00:00"},
...          {"group": "quiet", "moment": "2017-07-01 00:00:00"},
...          {"group": "meeting", "moment": "2017-08-15 09:00:00"},
...          {"group": "overdue", "moment": "2017-08-14"},
...          {"group": "letter", "moment": "2017-08-14 08:00:00"}]
>>> [line["group"] for line in sort_lines(lines)]
['overdue', 'letter', 'meeting', 'meeting', 'quiet']
>>> sort_lines(lines)[2]["moment"]
'2017-08-15 09:00:00'
"""

#: Kinds of lines, most urgent first.
GROUPS = (
    "escalated",
    "overdue",
    "letter",
    "response",
    "meeting",
    "today",
    "no_next_step",
    "quiet",
    "forgotten",
)


def sort_lines(lines):
    """Return the lines in the order they should be dealt with.

    :param lines: dicts with ``group`` (one of :data:`GROUPS`) and ``moment``
    """
    return sorted(lines, key=lambda line: (GROUPS.index(line["group"]), line["moment"]))
