"""Which files hold the talk of a call.

>>> [_OTHER_SIDE.get(side, side) for side in ("both", "client", "user")]
['both', 'user', 'client']
"""

from .call_state import RecordingState
from .recording_ref import path_keys

_OTHER_SIDE = {"client": "user", "user": "client"}


def recordings_of(sides, facts):
    """Return the :class:`~.call_state.RecordingState` of a call, each file once.

    The same file may be told with its folder and without: the longest path is kept, of
    several accounts of it the fullest, then the last. Whose side a file holds is told as
    seen from a line; on a phone of ours it is the other way round.

    :param sides: the call's :class:`~.call_sides.Sides`
    """
    phones = {party.uid for party in sides.phones}
    files = {}
    for event in facts:
        keys = event.kind == "recording_ready" and path_keys(event.recording)
        if not keys:
            continue
        leg = event.leg if event.leg in phones else ""
        side = event.side or "both"
        if leg and not sides.told:
            side = _OTHER_SIDE.get(side, side)
        account = (side != "both", leg, event.at, side, event.recording)
        files[keys] = max(account, files.get(keys, account))
    # What is the end of a longer path is no file of its own.
    ends = {end for keys in files for end in keys[:-1]}
    found = [files[keys] for keys in files if keys[-1] not in ends]
    return tuple(
        RecordingState(ref, side, leg)
        for ref, side, leg in sorted(
            (ref, side, leg) for _told, leg, _at, side, ref in found
        )
    )
