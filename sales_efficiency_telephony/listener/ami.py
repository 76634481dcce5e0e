"""The manager interface of an Asterisk (AMI): one connection, its questions and its events.

A message is a block of lines ``Name: value`` that an empty line ends. Questions carry an
``ActionID``, which the answer repeats; everything else is an event. The secret itself is
never sent: what is sent is its MD5 with a challenge, as the protocol has it.
"""

import asyncio
import contextlib
import hashlib
import itertools
import ssl
import time

#: What a single line may hold; a longer one is no manager interface.
LINE_LIMIT = 1 << 20
#: Seconds for an answer.
PATIENCE = 10


class AmiError(Exception):
    """The phone system did not do what it was asked; the text says why."""


class Away(AmiError):
    """It cannot be reached, or the connection was lost."""


class Untrusted(Away):
    """Who answers cannot show to be the phone system; nothing was sent to it.

    :ivar reason: what is wrong with the certificate it shows
    """

    def __init__(self, host, port, reason):
        super().__init__(
            f"{host}:{port} shows a certificate that is not trusted ({reason}): enter the "
            "phone system's own as Certificate."
        )
        self.reason = reason


class Refused(AmiError):
    """It does not let us in."""


def compose(action, fields):
    """Return a question as it is sent.

    >>> compose("Ping", {"ActionID": "7"})
    b'Action: Ping\\r\\nActionID: 7\\r\\n\\r\\n'
    >>> compose("Originate", {"Exten": "1\\r\\nAction: Command"})
    Traceback (most recent call last):
        ...
    ValueError: A line break cannot be sent in Exten.

    :raise ValueError: where a value would be read as further lines
    """
    lines = [f"Action: {action}"]
    for name, value in fields.items():
        text = str(value)
        if any(mark in text for mark in "\r\n\0"):
            raise ValueError(f"A line break cannot be sent in {name}.")
        lines.append(f"{name}: {text}")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


def parse(lines):
    """Return a message as a dictionary; what is told several times is a list.

    >>> parse(["Event: Hangup", "Cause: 16", "ChanVariable: a=1", "ChanVariable: b"])
    {'Event': 'Hangup', 'Cause': '16', 'ChanVariable': ['a=1', 'b']}
    """
    found = {}
    for line in lines:
        name, _colon, value = line.partition(":")
        value = value.removeprefix(" ")
        if name in found:
            before = found[name]
            found[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            found[name] = value
    return found


def make_tls(certificate):
    """Return how to check who answers, for :meth:`Ami.open`.

    :param str certificate: the one to trust, in PEM; empty for those the machine trusts
    :raise ssl.SSLError: where it is none
    """
    # Such a text may begin with a name in any letters, which the library refuses.
    trusted = certificate.encode("ascii", "replace").decode() or None
    context = ssl.create_default_context(cadata=trusted)
    # A certificate given by hand names the phone system, whatever its address is.
    context.check_hostname = not certificate
    if certificate:
        # It is trusted as it is: those Asterisk's own script makes are issued by another,
        # and say less than the book wants.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


class Ami:
    """An open connection. Made by :meth:`open`, ended by :meth:`close`.

    :ivar heard_at: when the phone system last said anything, in seconds since 1970
    """

    def __init__(self, reader, writer, hear):
        self.heard_at = time.time()
        self.banner = ""
        self._reader = reader
        self._writer = writer
        self._hear = hear
        self._answers = {}
        self._lists = {}
        self._numbers = itertools.count(1)
        self._reading = None

    @classmethod
    async def open(cls, host, port, tls=None, hear=None):
        """Connect.

        :param tls: what :func:`make_tls` returns, ``None`` for a plain connection
        :param hear: called with each event
        :raise Away: if nobody, or something else, answers there
        :raise Untrusted: if what answers shows a certificate that is not trusted
        """
        reader, writer = await cls._connect(host, port, tls)
        ami = cls(reader, writer, hear or (lambda event: None))
        try:
            banner = await asyncio.wait_for(reader.readline(), PATIENCE)
        except (OSError, ValueError, asyncio.TimeoutError):
            banner = b""
        ami.banner = banner.decode("utf-8", "replace").strip()
        if "Call Manager" not in ami.banner:
            writer.close()
            # Who speaks TLS waits for us to begin.
            hint = "" if tls or banner else " Choose Encrypted where it speaks TLS."
            raise Away(f"{host}:{port} answers, but not as a manager interface.{hint}")
        ami._reading = asyncio.create_task(ami._read())
        return ami

    @staticmethod
    async def _connect(host, port, tls):
        try:
            return await asyncio.wait_for(
                asyncio.open_connection(host, port, ssl=tls, limit=LINE_LIMIT), PATIENCE
            )
        except ssl.SSLCertVerificationError as error:
            raise Untrusted(host, port, error.verify_message) from error
        except ssl.SSLError as error:
            raise Away(
                f"{host}:{port} speaks no TLS we understand ({error.reason}): correct the "
                "port, or do not choose Encrypted."
            ) from error
        except (OSError, asyncio.TimeoutError) as error:
            reason = str(error) or "no answer"
            raise Away(f"{host}:{port} cannot be reached: {reason}") from error

    async def login(self, user, secret, events="on"):
        """Say who we are.

        :raise Refused: if that is not accepted
        """
        try:
            challenge = (await self.ask("Challenge", AuthType="MD5"))["Challenge"]
            key = hashlib.md5((challenge + secret).encode(), usedforsecurity=False)
            await self.ask(
                "Login",
                AuthType="MD5",
                Username=user,
                Key=key.hexdigest(),
                Events=events,
            )
        except Away as error:
            # Asterisk hangs up on addresses that its permit list does not name.
            raise Refused("The connection was closed at the login.") from error
        except (AmiError, KeyError) as error:
            raise Refused(str(error)) from error

    async def ask(self, action, **fields):
        """Ask and return the answer.

        :raise AmiError: if the answer is an error
        """
        number = fields.setdefault("ActionID", f"se-{next(self._numbers)}")
        answer = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        try:
            self._send(compose(action, fields))
            found = await asyncio.wait_for(answer, PATIENCE)
        except asyncio.TimeoutError:
            raise Away(f"No answer to {action}.") from None
        finally:
            self._answers.pop(number, None)
        if found is None:
            raise Away("The connection was lost.")
        if found.get("Response") == "Error":
            raise AmiError(found.get("Message", action))
        return found

    async def ask_list(self, action, **fields):
        """Ask for a list and return its events, without the one that ends it."""
        number = fields["ActionID"] = f"se-list-{next(self._numbers)}"
        found, done = [], asyncio.get_running_loop().create_future()
        self._lists[number] = found, done
        try:
            await self.ask(action, **fields)
            if not await asyncio.wait_for(done, PATIENCE):
                raise Away("The connection was lost.")
        except asyncio.TimeoutError:
            raise Away(f"No end of the list {action}.") from None
        finally:
            self._lists.pop(number, None)
        return found

    async def wait_closed(self):
        """Wait until the connection is gone."""
        await asyncio.wait([self._reading])

    @property
    def is_open(self):
        return not self._reading.done()

    async def close(self):
        """Say goodbye and hang up."""
        # Who has gone already is told nothing.
        if self.is_open:
            self._send(compose("Logoff", {}))
        self._reading.cancel()
        await asyncio.wait([self._reading])
        self._writer.close()

    def _send(self, data):
        if self._reading.done():
            raise Away("The connection was lost.")
        self._writer.write(data)

    async def _read(self):
        try:
            # Lost, or no protocol of lines: the same to who waits.
            with contextlib.suppress(OSError, ValueError):
                await self._read_messages()
        finally:
            self._writer.close()
            lists = (done for _found, done in self._lists.values())
            for waiting in (*self._answers.values(), *lists):
                if not waiting.done():
                    waiting.set_result(None)

    async def _read_messages(self):
        lines = []
        while data := await self._reader.readline():
            # No database takes a NUL.
            line = data.decode("utf-8", "replace").rstrip("\r\n").replace("\0", "")
            if line:
                lines.append(line)
            elif lines:
                self.heard_at = time.time()
                self._take(parse(lines))
                lines = []
        # Its end is heard, too: a phone system that dies closes its connections.
        self.heard_at = time.time()

    def _take(self, message):
        number = message.get("ActionID")
        if "Response" in message:
            waiting = self._answers.get(number)
            if waiting and not waiting.done():
                waiting.set_result(message)
        elif number in self._lists:
            found, done = self._lists[number]
            if message.get("EventList") == "Complete":
                if not done.done():
                    done.set_result(True)
            else:
                found.append(message)
        elif "Event" in message:
            self._hear(message)
