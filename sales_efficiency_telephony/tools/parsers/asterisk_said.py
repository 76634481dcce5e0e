"""One event of the Asterisk Manager Interface, as it was said."""

from ..call_reference import reference_of
from .asterisk import fact, is_telephone, leg_of, moment_of, text


class Said:
    """One event as it was said: whose channel, of which call, when.

    >>> said = Said({"Channel": "PJSIP/101-0b", "Linkedid": "odoo-7"}, 1795451245.5)
    >>> said.leg, said.call, said.ref, said.dated
    ('PJSIP/101-0b', 'odoo-7', 'odoo-7', False)
    """

    __slots__ = ("at", "began", "call", "dated", "event", "leg", "ref")

    def __init__(self, event, received):
        stamp = text(event, "Timestamp")
        self.event = event
        self.dated = bool(stamp)
        self.at = moment_of(stamp or received)
        self._of("Channel", "Uniqueid", "Linkedid")

    def _of(self, channel, own, linked):
        own, linked = text(self.event, own), text(self.event, linked)
        self.leg = leg_of(text(self.event, channel))
        self.call = linked or own
        self.began = bool(own) and own == linked
        self.ref = reference_of(linked, own)

    def turn(self, prefix):
        """Speak of another channel of the event, the one with this prefix."""
        self._of(f"{prefix}Channel", f"{prefix}Uniqueid", f"{prefix}Linkedid")
        return self

    def under(self, call):
        """Speak of the channel as part of another call."""
        self.call, self.ref, self.began = call, reference_of(call), False
        return self

    def get(self, key):
        """Return a header, empty where it is not there."""
        return text(self.event, key)

    def tell(self, kind, **told):
        """Return the fact about the channel, or none where it is not a telephone."""
        if not self.call or not is_telephone(self.leg):
            return ()
        return (self.tell_of_call(kind, leg=self.leg, **told),)

    def tell_of_call(self, kind, **told):
        """Return the fact about the call as a whole."""
        return fact(kind, self.call, self.at, self.dated, ref=self.ref, **told)
