"""A mail server that takes letters, and sometimes goes away while it does.

Run as a process of its own with a port, the file it notes things in, and a seed. Each
line of the file is ``[what, Message-ID, recipient]``.
"""

import asyncio
import json
import random
import sys
from email.parser import BytesHeaderParser

from aiosmtpd.smtp import SMTP

#: What befalls of 1,000 letters, beside being taken.
FATES = {"before": 4, "inside": 4, "after": 4, "later": 6}


class Sink(SMTP):
    """Drops connections before the content of a letter, and while it comes."""

    async def smtp_DATA(self, arg):
        self.fate = fate = self.event_handler.draw()
        if fate == "before":
            self._drop(fate)
        elif fate == "inside":
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            self._drop(fate)
        else:
            await super().smtp_DATA(arg)

    def _drop(self, fate):
        self.event_handler.note(f"dropped {fate}", "", self.envelope.rcpt_tos[0])
        self.transport.abort()


class Book:
    """Draws what befalls letters, and notes what did."""

    def __init__(self, path, seed):
        self.random = random.Random(seed)
        self.file = open(path, "a", buffering=1)

    def draw(self):
        weights = [*FATES.values(), 1000 - sum(FATES.values())]
        return self.random.choices([*FATES, "taken"], weights)[0]

    def note(self, *words):
        self.file.write(json.dumps(words) + "\n")

    async def handle_DATA(self, server, _session, envelope):
        fate = server.fate
        recipient = envelope.rcpt_tos[0]
        if fate == "later":
            self.note("put off", "", recipient)
            return "451 4.3.2 come again later"
        headers = BytesHeaderParser().parsebytes(envelope.content)
        message_id = headers["Message-Id"].strip()
        self.note("taken", message_id, recipient)
        if fate == "after":
            self.note("dropped after", message_id, recipient)
            server.transport.abort()
        return "250 2.0.0 taken"


async def serve(port, path, seed):
    """Serve for good."""
    book = Book(path, seed)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Sink(book, hostname="sink.example"), "127.0.0.1", port
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
