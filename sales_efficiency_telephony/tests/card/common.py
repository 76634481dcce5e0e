from datetime import datetime
from unittest.mock import patch

from ...tools.call_state import LegState
from ..call.common import NOON, CallCommon

#: Half a minute after calls begin, as the clock of the tests stands.
NOW = datetime(2026, 3, 2, 12, 0, 30)


class CardCommon(CallCommon):
    """The phone system of :class:`CallCommon`, which can be asked to call.

    What it is asked for is kept in ``dialled`` as (extension, number, reference); what
    it answers is ``answer``, an exception to be raised or what it returns.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calls = cls.env["pbx.call"]
        cls.dialled = []
        cls.answer = True

        def dial(provider, extension, number, ref):
            cls.dialled.append((extension.number, number, ref))
            if isinstance(cls.answer, Exception):
                raise cls.answer
            return cls.answer

        model = cls.registry["pbx.provider"]
        cls.classPatch(model, "_dial", dial)
        cls.classPatch(model, "_can_dial", lambda provider: True)

    def setUp(self):
        super().setUp()
        type(self).answer = True
        self.dialled.clear()

    @classmethod
    def _leg(cls, device, answered=None, ended=None, outcome=""):
        """Return a phone's part; moments are seconds after the call began."""
        return LegState(
            uid=f"leg-{device}",
            device=device,
            outcome=outcome,
            rang_at=NOON,
            answered_at=None if answered is None else NOON + answered,
            ended_at=None if ended is None else NOON + ended,
            talk_seconds=ended - answered if outcome == "talked" else 0.0,
        )

    @classmethod
    def _ring(cls, *legs, uid="1", **values):
        """Tell of a call that goes on."""
        state = {"state": "ringing", "ended_at": None, "answered_at": None, **values}
        return cls._tell(cls._state(uid, *legs, **state))

    def _card(self, user, call):
        return self.calls.with_user(user).get_card(call.id)

    def _place(self, user, call):
        return self._card(user, call)["place"]

    def _told(self):
        """Patch the bus; return the list of (user, name, message) sent through it."""
        told = []

        def send(user, name, message, **_kwargs):
            told.append((user, name, message))

        patcher = patch.object(self.registry["res.users"], "_bus_send", send)
        patcher.start()
        self.addCleanup(patcher.stop)
        return told
