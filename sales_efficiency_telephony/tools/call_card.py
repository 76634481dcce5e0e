"""What a call is to one of those whose phones it rang, and two notes made one.

No figures here but words; whoever calls passes what is known of the call.
"""

from .call_state import LIVE, MISSED

#: What a call may be to one person, see :func:`find_place`.
PLACES = ("ringing", "dialling", "talking", "ended", "missed", "elsewhere")


def find_place(state, direction, legs, is_caller=False, is_others=False):
    """Return what a call is to one person: one of :data:`PLACES`.

    :param str state: of the call
    :param str direction: of the call
    :param legs: ``(is answered, is over, outcome)`` of each of the person's own legs
    :param bool is_caller: the person asked for the call
    :param bool is_others: if it was missed, somebody else is to call back

    >>> find_place("ringing", "in", [(False, False, "")])
    'ringing'
    >>> find_place("ongoing", "in", [(True, False, "")])
    'talking'

    It rang with several, and one of them took it, or it rings with the next by now:

    >>> find_place("ongoing", "in", [(False, True, "answered_elsewhere")])
    'elsewhere'
    >>> find_place("ringing", "in", [(False, True, "no_answer")])
    'elsewhere'

    Put through to a colleague, it is over for whoever talked first:

    >>> find_place("ongoing", "in", [(True, True, "talked")])
    'ended'

    Who calls takes the own phone before the client does, so that says little:

    >>> find_place("ringing", "out", [], is_caller=True)
    'dialling'
    >>> find_place("ringing", "out", [(True, False, "")], is_caller=True)
    'dialling'
    >>> find_place("ongoing", "out", [(True, False, "")], is_caller=True)
    'talking'
    >>> find_place("busy", "out", [(True, True, "caller")], is_caller=True)
    'ended'

    Nobody came to the phone:

    >>> find_place("missed", "in", [(False, True, "no_answer")])
    'missed'
    >>> find_place("missed", "in", [(False, True, "no_answer")], is_others=True)
    'elsewhere'
    """
    current = [is_answered for is_answered, is_over, _outcome in legs if not is_over]
    if state in LIVE and (current or (is_caller and not legs)):
        return _find_live_place(state, direction, any(current))
    if is_caller or any(outcome in ("talked", "caller") for *_rest, outcome in legs):
        return "ended"
    if legs and state in MISSED and not is_others:
        return "missed"
    return "elsewhere"


def _find_live_place(state, direction, is_answered):
    if direction == "out":
        return "talking" if state == "ongoing" else "dialling"
    return "talking" if is_answered else "ringing"


def merge_notes(base, mine, theirs):
    """Return the note that loses nothing of what two people wrote at once.

    :param str base: the note that ``mine`` was begun with
    :param str mine: what is to be kept now
    :param str theirs: what has been kept meanwhile

    >>> merge_notes("", "Wants two", "")
    'Wants two'
    >>> merge_notes("Wants two", "Wants three", "Wants two")
    'Wants three'

    Somebody else wrote meanwhile, from nothing or from the same beginning:

    >>> merge_notes("", "Wants two", "Speaks French")
    'Speaks French\\nWants two'
    >>> merge_notes("Hello.", "Hello. Wants two", "Hello. Speaks French")
    'Hello. Speaks French\\nWants two'

    The same told again, or told late, changes nothing:

    >>> merge_notes("", "Wants two", "Wants two")
    'Wants two'
    >>> merge_notes("", "Wants", "Wants two")
    'Wants two'
    >>> merge_notes("", "Wants two", "Speaks French\\nWants two")
    'Speaks French\\nWants two'
    """
    if theirs in (base, "") or mine.startswith(theirs):
        return mine
    if theirs.startswith(mine):
        return theirs
    added = mine.removeprefix(base).strip()
    if not added or theirs.endswith(f"\n{added}"):
        return theirs
    return f"{theirs}\n{added}"
