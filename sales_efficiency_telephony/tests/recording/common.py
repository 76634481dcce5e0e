import io
import math
import struct
import wave

from odoo import Command, fields

from ...tools.call_state import RecordingState
from ..call.common import CallCommon

RATE = 8000


def make_wav(seconds=1.0, *channels):
    """Return a WAV file with a tone in the spans ``(from, to)`` of each channel."""
    channels = channels or ([(0, seconds)],)
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(len(channels))
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(
            b"".join(
                struct.pack("<h", _get_sample(place, spans))
                for place in range(int(seconds * RATE))
                for spans in channels
            )
        )
    return file.getvalue()


def _get_sample(place, spans):
    is_loud = any(start <= place / RATE < end for start, end in spans)
    return int(6000 * math.sin(math.tau * 440 * place / RATE)) if is_loud else 0


class RecordingCommon(CallCommon):
    """Who hears what.

    +-------------+------------------------------+-------------------------------------+
    | Who         | Right                        | Calls seen                          |
    +-------------+------------------------------+-------------------------------------+
    | anna, boris | own                          | own, and those that rang            |
    | carl        | none                         | own, and those that rang            |
    | lena        | team (she leads anna, boris) | of her team                         |
    | max         | all                          | all                                 |
    | ada         | all, delete                  | all                                 |
    +-------------+------------------------------+-------------------------------------+
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rights = {
            "own": cls.anna | cls.boris,
            "team": cls.lena,
            "all": cls.max,
            "delete": cls.ada,
        }
        for right, users in rights.items():
            group = cls.env.ref(f"sales_efficiency_telephony.group_recording_{right}")
            users.write({"group_ids": [Command.link(group.id)]})
        cls.recordings = cls.env["pbx.recording"]

    @classmethod
    def _tell_recorded(cls, uid="1", *legs, files=("a.wav",), **values):
        """Record a call with files, and return these."""
        told = tuple(
            file if isinstance(file, RecordingState) else RecordingState(file)
            for file in files
        )
        state = cls._state(uid, *(legs or [cls._talk()]), recordings=told, **values)
        return cls._tell(state).recording_ids.sorted("id")

    @classmethod
    def _create_heard(cls, uid="1", *legs, data=None, **values):
        """Return a recording that was fetched."""
        recording = cls._tell_recorded(uid, *legs, **values)
        recording._settle(data or make_wav(), None)
        return recording

    def _make_due(self, recordings):
        recordings.write({"try_at": fields.Datetime.now()})

    def _run_fetch(self):
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_recording_fetch")
        with self.enter_registry_test_mode():
            cron.with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.env.invalidate_all()
