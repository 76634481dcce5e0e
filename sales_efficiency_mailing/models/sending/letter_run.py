from contextlib import suppress
from dataclasses import dataclass
from smtplib import SMTPException

from odoo.exceptions import UserError

from ...tools.handover import Handover

#: What opening a session with a mail server may raise, from its settings to the network.
UNREACHABLE = (OSError, SMTPException, UserError, ValueError)


@dataclass(frozen=True)
class Route:
    """By which mail server, and in whose name, letters go."""

    server_id: int | bool
    alias_domain_id: int | bool
    smtp_from: str | bool


class LetterRun:
    """One run of the queue: its number, and its open sessions with mail servers.

    :param int number: what it claims letters with
    :param connect: called with a route, it returns a new session of ``smtplib``
    """

    def __init__(self, number, connect):
        self.number = number
        self._connect = connect
        self._handovers = {}

    def get_handover(self, route):
        """Return the watched session of a route, opening it anew if it has ended.

        :raise UNREACHABLE: the server is not to be reached
        """
        handover = self._handovers.get(route)
        if not handover or not handover.is_open:
            self._handovers.pop(route, None)
            handover = self._handovers[route] = Handover(self._connect(route))
        return handover

    def close(self):
        """End all sessions, as far as they have not ended themselves."""
        for handover in self._handovers.values():
            with suppress(*UNREACHABLE):
                handover.session.quit()
        self._handovers.clear()
