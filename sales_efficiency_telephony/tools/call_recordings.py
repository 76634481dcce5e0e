"""Which files hold the talk of a call.

>>> [_OTHER_SIDE.get(side, side) for side in ("both", "client", "user")]
['both', 'user', 'client']
"""

from .call_state import RecordingState

_OTHER_SIDE = {"client": "user", "user": "client"}


def recordings_of(sides, facts):
    """Return the :class:`~.call_state.RecordingState` of a call, each file once.

    The same file may be told with its folder and without: the longest path is kept. Whose
    side a file holds is told as seen from a line; on a phone of ours it is the other way
    round.

    :param sides: the call's :class:`~.call_sides.Sides`
    """
    phones = {party.uid for party in sides.phones}
    files = {}
    for event in facts:
        if event.kind != "recording_ready" or not event.recording:
            continue
        leg = event.leg if event.leg in phones else ""
        side = event.side or "both"
        if leg and not sides.told:
            side = _OTHER_SIDE.get(side, side)
        found = RecordingState(event.recording, side, leg)
        name = event.recording.rpartition("/")[2]
        if name not in files or _fullness(found) > _fullness(files[name]):
            files[name] = found
    return tuple(files[name] for name in sorted(files))


def _fullness(found):
    """Return what the fuller of two accounts of one file has more of."""
    return (len(found.ref), found.side != "both", found.leg, found.side, found.ref)
