"""What a phone system sums up of a leg: how long it rang and was talked, and the end.

>>> from .call_event import CallEvent
>>> rang = CallEvent("1", "c", "leg_summary", 5.0, "a", "101", status="no_answer")
>>> spoke = CallEvent("2", "c", "leg_summary", 5.0, "a", "101", seconds=30.0)
>>> talked(rang), talked(spoke), rank(spoke) > rank(rang)
(False, True, True)
"""


def talked(summary):
    """Tell whether a summary is of a talk: billed is not talked where nobody answered."""
    return summary.status == "talked" or (summary.seconds > 0 and not summary.status)


def rank(summary):
    """Return what the better of two summaries of one leg has more of: a talk stays a
    talk, else what was told later, or lasted longer.
    """
    lasted = summary.at + summary.ring_seconds + summary.seconds
    return (talked(summary), summary.at, lasted, summary.status, summary.uid)
