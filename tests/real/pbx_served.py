"""A running Asterisk with phones, a line to clients who call, and what it told of them."""

import asyncio
import math
import os
import signal
import socket
import subprocess
import threading
import time
from collections import defaultdict
from pathlib import Path

import pbx_files
import pbx_home
from addon_file import load

SCENARIOS = Path(__file__).resolve().parent / "pbx"
USER, SECRET = "odoo", "a-secret-of-tests"
#: Starting takes a third of a second where nothing else runs.
PATIENCE_SECONDS = 30

ami = load("sales_efficiency_telephony/listener/ami.py")
Certificate = load("sales_efficiency_telephony/tests/certificates.py").Certificate


def free_port(address, kind):
    """Return a port nobody uses at an address of this machine."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


class Pbx:
    """A phone system on loopback, running until the ``with`` block ends.

    :param Path folder: where it lives
    :param extensions: numbers of its phones
    """

    def __init__(self, folder, extensions):
        self.root = pbx_home.ensure()
        self.folder = folder
        udp = socket.SOCK_DGRAM
        self.phones = {name: free_port(pbx_files.PHONE_IP, udp) for name in extensions}
        self.ports = {
            "ami": free_port("127.0.0.1", socket.SOCK_STREAM),
            "ami_tls": free_port("127.0.0.1", socket.SOCK_STREAM),
            "sip": free_port("127.0.0.1", udp),
            "line": free_port(pbx_files.LINE_IP, udp),
            "rtp": 20_000 + os.getpid() % 20 * 500,
        }
        self.cel_path = folder / "log/cel-custom/Master.csv"
        self.recordings = folder / "spool/monitor"
        self.certificate = Certificate("pbx.example.com")
        self.process = None
        self.ear = None
        self._media = 6000 + os.getpid() % 20 * 400
        self._parties = []
        pbx_files.write(
            folder,
            self.ports,
            self.phones,
            pbx_home.get_modules(self.root),
            self.root / "usr/share/asterisk",
            self.certificate,
        )
        self._tones = {
            name: _write_tone(folder / f"{name}.alaw", hertz)
            for name, hertz in (("client", 440), ("phone", 620))
        }

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()
        for party in self._parties:
            if party.poll() is None:
                party.kill()
            party.wait()

    # Its life

    def start(self):
        with open(self.folder / "stdout.log", "a") as output:
            self.process = subprocess.Popen(
                [*self._command("usr/sbin/asterisk"), "-f"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._is_up():
            assert time.monotonic() < end, (self.folder / "stdout.log").read_text()
            time.sleep(0.1)
        self.ear = Ear(self.ports["ami"])

    def stop(self, number=signal.SIGTERM):
        if self.ear:
            self.ear.close()
        self.process.send_signal(number)
        self.process.wait(PATIENCE_SECONDS)

    def _command(self, program):
        words = pbx_home.command(self.root, program)
        if program.endswith("asterisk"):
            words += ["-C", str(self.folder / "etc/asterisk.conf")]
        return words

    def _is_up(self):
        asked = [*self._command("usr/sbin/asterisk"), "-rx", "core waitfullybooted"]
        found = subprocess.run(asked, capture_output=True, text=True)
        return "fully booted" in found.stdout

    # Who calls and who is called

    def ring(self, extension, milliseconds, count=1):
        """Let a phone be taken after a while of ringing."""
        port = self.phones[extension]
        self._play("phone", pbx_files.PHONE_IP, port, milliseconds, count=count)

    def ring_client(self, milliseconds, count=1):
        """Let clients answer whom the line calls."""
        port = self.ports["line"]
        self._play("phone", pbx_files.LINE_IP, port, milliseconds, count=count)

    def leave(self, extension, count=1):
        """Let a phone ring without anybody there."""
        self._play("deaf", pbx_files.PHONE_IP, self.phones[extension], count=count)

    def engage(self, extension):
        """Let a phone say that it is busy."""
        self._play("busy", pbx_files.PHONE_IP, self.phones[extension])

    def call(self, caller, called, milliseconds):
        """Let a client call us and talk for a while; return the process."""
        port = free_port(pbx_files.LINE_IP, socket.SOCK_DGRAM)
        return self._play(
            "caller", pbx_files.LINE_IP, port, milliseconds, caller, called
        )

    def dial(self, extension, called, milliseconds):
        """Let a phone call somebody and talk for a while; return the process."""
        port = free_port(pbx_files.PHONE_IP, socket.SOCK_DGRAM)
        return self._play(
            "caller", pbx_files.PHONE_IP, port, milliseconds, extension, called
        )

    def _play(self, name, address, port, length=0, caller="", called="", count=1):
        tone = self._tones["client" if address == pbx_files.LINE_IP else "phone"]
        text = (SCENARIOS / f"{name}.xml").read_text()
        for mark, value in (("TONE", tone), ("RING", length), ("TALK", length)):
            text = text.replace(f'"{mark}', f'"{value}')
        scenario = self.folder / f"{len(self._parties)}-{name}.xml"
        scenario.write_text(text)
        self._media += 12
        words = [
            *self._command("usr/bin/sipp"),
            *("-sf", str(scenario), "-i", address, "-mi", address, "-p", str(port)),
            *("-m", str(count), "-nostdin", "-timeout", "60"),
            *(
                "-min_rtp_port",
                str(self._media),
                "-max_rtp_port",
                str(self._media + 10),
            ),
        ]
        if called:
            words += ["-set", "from", caller, "-s", called]
        words.append(f"127.0.0.1:{self.ports['sip']}")
        with open(scenario.with_suffix(".log"), "w") as output:
            party = subprocess.Popen(
                words,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._parties.append(party)
        return party

    # What is done to a call

    def ask(self, action, **fields):
        """Ask the manager interface for something."""
        return self.ear.run(self.ear.ami.ask(action, **fields))

    def find_channel(self, extension):
        """Return the channel of a phone that talks."""
        found = self.ear.run(self.ear.ami.ask_list("CoreShowChannels"))
        names = [channel["Channel"] for channel in found]
        return next(name for name in names if name.startswith(f"PJSIP/{extension}-"))


class Ear:
    """Our own connection: what the phone system told, and seconds of talk counted of it."""

    def __init__(self, port):
        self.events = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.ami = self.run(self._open(port))

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _open(self, port):
        opened = await ami.Ami.open("127.0.0.1", port, hear=self.events.append)
        await opened.login(USER, SECRET, events="on")
        return opened

    def close(self):
        self.run(self.ami.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def wait_talking(self, phone, most=60):
        """Wait until a phone is in a bridge."""
        end = time.monotonic() + most
        while not self._is_talking(phone):
            assert time.monotonic() < end, f"{phone} does not talk"
            time.sleep(0.05)

    def _is_talking(self, phone):
        moves = [
            event["Event"]
            for event in list(self.events)
            if event["Event"] in ("BridgeEnter", "BridgeLeave")
            and event["Channel"].startswith(f"PJSIP/{phone}-")
        ]
        return moves[-1:] == ["BridgeEnter"]

    def wait_quiet(self, seconds=1.5, most=60):
        """Wait until no channel is left."""
        end = time.monotonic() + most
        while self.run(self.ami.ask_list("CoreShowChannels")):
            assert time.monotonic() < end, "calls do not end"
            time.sleep(0.1)
        time.sleep(seconds)

    def get_rung(self, phone):
        """Return ``{call: when the phone was told to ring}`` of a phone's calls."""
        return {
            event["DestLinkedid"]: float(event["Timestamp"])
            for event in reversed(self.events)
            if event["Event"] == "DialBegin"
            and event["DestChannel"].startswith(f"PJSIP/{phone}-")
        }

    def get_talks(self, call_uid):
        """Return ``{phone: seconds}`` in which it and the line were in one bridge."""
        spans = defaultdict(list)
        inside = {}
        for event in list(self.events):
            if event.get("Linkedid") != call_uid:
                continue
            name, at = event.get("Channel", ""), float(event["Timestamp"])
            if event["Event"] == "BridgeEnter":
                inside[name] = event["BridgeUniqueid"], at
            elif event["Event"] == "BridgeLeave" and name in inside:
                bridge, since = inside.pop(name)
                spans[name].append((bridge, since, at))
        line = [span for name, of in spans.items() if "/trunk-" in name for span in of]
        talks = defaultdict(float)
        for name, of in spans.items():
            if "/trunk-" not in name:
                # A consulted phone is for a moment behind Local/108@from-internal-….
                phone = name.partition("/")[2].partition("-")[0].partition("@")[0]
                talks[phone] += sum(_get_common(a, b) for a in of for b in line)
        return dict(talks)


def _get_common(one, other):
    """Return how long two spans were in one bridge together."""
    if one[0] != other[0]:
        return 0
    return max(0, min(one[2], other[2]) - max(one[1], other[1]))


def _write_tone(path, hertz):
    """Write twenty seconds of a tone, A-law, 8 kHz."""
    values = (int(8000 * math.sin(2 * math.pi * hertz * n / 8000)) for n in range(8000))
    path.write_bytes(bytes(map(_to_alaw, values)) * 20)
    return path


def _to_alaw(value):
    sign, value = (0, -value - 1) if value < 0 else (0x80, value)
    value >>= 4
    exponent = max(0, value.bit_length() - 4) if value > 15 else 0
    mantissa = (value >> (exponent - 1)) - 16 if exponent else value
    return (sign | exponent << 4 | mantissa) ^ 0x55
