"""An Asterisk that plays recorded calls to whoever logs in, as fast as they are taken.

It answers what the listener asks for and leaves out what its filters leave out, as the
real one does; the recordings are those of a real one, each call with numbers of its own.
"""

import json
import re
import socket
import threading
from pathlib import Path

SAMPLES = (
    Path(__file__).resolve().parents[2]
    / "sales_efficiency_telephony/tests/samples/asterisk"
)
#: What is played in turns: calls in and out, queues and transfers.
PLAYED = ("answered", "missed", "out", "queue", "blind", "atxfer", "busy", "declined")
#: The first seconds of a channel's number, which all ids of a recording share.
STAMP = re.compile(r"testpbx-(\d{10})\.")


class AmiTraffic(threading.Thread):
    """A manager interface on a port of its own.

    :param int rounds: how often each recording is played
    :ivar sent: events that passed the filters, once all are sent
    :ivar began: set when the first one is sent
    :ivar done: set when all are
    """

    def __init__(self, rounds):
        super().__init__(daemon=True)
        self.rounds = rounds
        self.sent = 0
        self.began = threading.Event()
        self.done = threading.Event()
        self._filters = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]

    def run(self):
        """Serve one listener."""
        connection, _address = self._door.accept()
        with connection, connection.makefile("rwb") as stream:
            stream.write(b"Asterisk Call Manager/9.0.0\r\n")
            stream.flush()
            while question := self._read(stream):
                self._answer(stream, question)
                if question.get("Action") == "CoreShowChannels" and not self.sent:
                    self._play(stream)

    def _read(self, stream):
        found = {}
        for line in stream:
            name, colon, value = line.decode().strip().partition(":")
            if not colon:
                return found
            found[name] = value.strip()
        return None

    def _answer(self, stream, question):
        number = question.get("ActionID", "")
        told = {"Response": "Success", "ActionID": number, "Message": "Done"}
        if question["Action"] == "Challenge":
            told["Challenge"] = "123456789"
        if question["Action"] == "Filter":
            self._filters.append(re.compile(question["Filter"]))
        self._send(stream, told)
        if question["Action"] == "CoreShowChannels":
            self._send(
                stream,
                {
                    "Event": "CoreShowChannelsComplete",
                    "ActionID": number,
                    "EventList": "Complete",
                },
            )
        stream.flush()

    def _play(self, stream):
        self.began.set()
        for text in self._get_traffic():
            stream.write(text)
            self.sent += 1
        stream.flush()
        self.done.set()

    def _get_traffic(self):
        """Yield what passes the filters, one call after another."""
        recordings = [self._read_recording(name) for name in PLAYED]
        for turn in range(self.rounds):
            for place, recording in enumerate(recordings):
                stamp = (
                    f"testpbx-{1_900_000_000 + turn * len(PLAYED) + place}.".encode()
                )
                for text in recording:
                    yield text.replace(b"testpbx-STAMP.", stamp)

    def _read_recording(self, name):
        """Return the events of a recording that pass, with room for numbers."""
        texts = []
        for line in (SAMPLES / f"{name}.jsonl").read_text().splitlines():
            event = json.loads(line)
            moment = event.pop("_t", None)
            if moment and "Timestamp" not in event:
                event["Timestamp"] = moment
            text = self._compose(event)
            if any(wanted.search(text) for wanted in self._filters):
                texts.append(STAMP.sub("testpbx-STAMP.", text).encode())
        return texts

    def _compose(self, fields):
        lines = [
            f"{name}: {value}"
            for name, values in fields.items()
            for value in (values if isinstance(values, list) else [values])
        ]
        return "".join(f"{line}\r\n" for line in [*lines, ""])

    def _send(self, stream, fields):
        stream.write(self._compose(fields).encode())
