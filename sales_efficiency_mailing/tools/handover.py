"""How far a letter has come in a session of ``smtplib``.

The session does all the talking; it is only watched. What it sends as text are commands,
what it sends as bytes is the content of a letter with the line that ends it.
"""

import smtplib

from .send_attempt import FAILED, judge


def get_code(error):
    """Return the code a server answered with, by what ``smtplib`` raised; or ``None``.

    >>> get_code(smtplib.SMTPDataError(451, b"try later"))
    451
    >>> get_code(smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no such user")}))
    550

    Where one recipient may still be reached, the letter may:

    >>> get_code(smtplib.SMTPRecipientsRefused({"a": (550, b""), "b": (450, b"")}))
    450
    >>> get_code(smtplib.SMTPServerDisconnected("gone"))

    What ``smtplib`` could not read is no answer, whatever code it gives it:

    >>> get_code(smtplib.SMTPResponseException(500, "Line too long."))
    """
    if type(error) is smtplib.SMTPResponseException:
        return None
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min((code for code, _text in error.recipients.values()), default=None)
    return getattr(error, "smtp_code", None)


class Handover:
    """Watches a session, one letter after the other.

    :ivar int taken: letters the server has taken so far
    :ivar bool handed: the content of the present letter was handed over whole
    :ivar error: what the session raised at it

    >>> class Session:
    ...     sock = "open"
    ...     def send(self, what): pass
    ...     def send_message(self, message, *args):
    ...         self.send("MAIL FROM:<a@b.example>")
    ...         if message == "refused":
    ...             raise smtplib.SMTPSenderRefused(451, b"later", "a@b.example")
    ...         self.send(b"Subject: x")
    ...         if message == "lost":
    ...             raise smtplib.SMTPServerDisconnected("gone")
    >>> def hand_over(message):
    ...     handover.begin()
    ...     try:
    ...         handover.session.send_message(message)
    ...     except smtplib.SMTPException:
    ...         pass
    ...     return handover.get_verdict()
    >>> handover = Handover(Session())
    >>> hand_over("taken"), hand_over("refused"), hand_over("lost"), handover.taken
    ('sent', 'retry', 'uncertain', 1)

    What never came to the session is not for it to judge:

    >>> handover.begin()
    >>> handover.get_verdict()
    """

    def __init__(self, session):
        self.session = session
        self.taken = 0
        self._send = getattr(session, "send", None)
        self._send_message = session.send_message
        session.send = self._watch_send
        session.send_message = self._watch_message
        self.begin()

    def begin(self):
        """Forget the letter before: another one follows."""
        self.handed = self.accepted = False
        self.error = None

    @property
    def is_open(self):
        """Whether another letter can go by this session."""
        return getattr(self.session, "sock", True) is not None

    @property
    def has_dropped(self):
        """Whether the server ended the session at this letter."""
        return self.error is not None and not self.is_open

    def get_verdict(self):
        """Return what became of the letter, see :func:`judge`; ``None``: it was not sent."""
        if self.accepted:
            return judge(250, True)
        if isinstance(self.error, smtplib.SMTPNotSupportedError):
            # The letter asks for what this server will never do.
            return FAILED
        if isinstance(self.error, OSError):
            return judge(get_code(self.error), self.handed)
        return None

    def _watch_send(self, what):
        self._send(what)
        if isinstance(what, (bytes, bytearray)):
            self.handed = True

    def _watch_message(self, *args, **kwargs):
        try:
            refused = self._send_message(*args, **kwargs)
        except Exception as error:
            self.error = error
            raise
        self.accepted = True
        self.taken += 1
        return refused
