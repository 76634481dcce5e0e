"""What a listener of phone systems is made of, without a phone system or a database."""

import asyncio
import csv
import doctest
import importlib.util
import json
import os
import re
import sys
import threading

import pytest
from conftest import CHECKOUT

ADDON = CHECKOUT / "sales_efficiency_telephony"


def _load(name, *parts):
    """Import parts of the listener without the addon's ``__init__``."""
    package = sys.modules.get(name)
    if not package:
        spec = importlib.util.spec_from_loader(name, None, is_package=True)
        package = sys.modules[name] = importlib.util.module_from_spec(spec)
        package.__path__ = [str(ADDON)]
    return [importlib.import_module(f"{name}.{part}") for part in parts]


(ami, spool, tail, pump, watch, catching_up, asterisk_ami, asterisk_cdr, call_fold) = (
    _load(
        "telephony_of_tests",
        "listener.ami",
        "listener.spool",
        "listener.tail",
        "listener.pump",
        "listener.watch",
        "listener.catching_up",
        "tools.parsers.asterisk_ami",
        "tools.parsers.asterisk_cdr",
        "tools.call_fold",
    )
)
CallEvent = importlib.import_module("telephony_of_tests.tools.call_event").CallEvent


def test_examples():
    result = doctest.testmod(ami)
    assert result.attempted and not result.failed


# The manager interface


class Manager:
    """An end of the manager interface that answers as it is told."""

    def __init__(self, secret="right", banner=b"Asterisk Call Manager/11.0.0\r\n"):
        self.secret, self.banner = secret, banner
        self.asked = []
        self.writers = []

    async def serve(self, reader, writer):
        self.writers.append(writer)
        writer.write(self.banner)
        lines = []
        while data := await reader.readline():
            if line := data.decode().strip():
                lines.append(line)
                continue
            asked, lines = ami.parse(lines), []
            self.asked.append(asked)
            for answer in self.answer(asked):
                answer = {"ActionID": asked.get("ActionID", ""), **answer}
                text = "".join(f"{key}: {value}\r\n" for key, value in answer.items())
                writer.write(f"{text}\r\n".encode())

    def answer(self, asked):
        if asked["Action"] == "Challenge":
            return [{"Response": "Success", "Challenge": "123"}]
        if asked["Action"] == "Login":
            key = ami.hashlib.md5(f"123{self.secret}".encode()).hexdigest()
            if asked["Key"] != key:
                return [{"Response": "Error", "Message": "Authentication failed"}]
        if asked["Action"] == "CoreShowChannels":
            return [
                {"Response": "Success", "EventList": "start"},
                {"Event": "CoreShowChannel", "Channel": "PJSIP/101-1"},
                {"Event": "CoreShowChannel", "Channel": "PJSIP/102-1"},
                {"Event": "CoreShowChannelsComplete", "EventList": "Complete"},
            ]
        if asked["Action"] == "Silent":
            return []
        return [{"Response": "Success"}]


def _with_manager(work, manager=None, hear=None):
    manager = manager or Manager()

    async def run():
        server = await asyncio.start_server(manager.serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            opened = await ami.Ami.open("127.0.0.1", port, hear=hear)
            try:
                return await work(opened, manager)
            finally:
                await opened.close()
        finally:
            server.close()
            # The other side sees that we have gone.
            await asyncio.sleep(0.05)

    return asyncio.run(run())


def test_login_does_not_send_the_secret():
    async def work(opened, manager):
        await opened.login("odoo", "right")
        return manager.asked[:]

    asked = _with_manager(work)
    assert [one["Action"] for one in asked] == ["Challenge", "Login"]
    assert "right" not in str(asked)


def test_wrong_secret_is_refused():
    async def work(opened, _manager):
        with pytest.raises(ami.Refused, match="Authentication failed"):
            await opened.login("odoo", "wrong")

    _with_manager(work)


def test_list_is_gathered_and_not_heard():
    heard = []

    async def work(opened, _manager):
        return await opened.ask_list("CoreShowChannels")

    found = _with_manager(work, hear=heard.append)
    assert [one["Channel"] for one in found] == ["PJSIP/101-1", "PJSIP/102-1"]
    assert not heard


def test_events_are_heard_in_pieces_of_any_size():
    heard = []

    async def work(_opened, manager):
        for byte in b"Event: Hangup\r\nCause: 16\r\nNote: a: b\r\n\r\n":
            manager.writers[0].write(bytes([byte]))
            await manager.writers[0].drain()
        while not heard:
            await asyncio.sleep(0.01)

    _with_manager(work, hear=heard.append)
    assert heard == [{"Event": "Hangup", "Cause": "16", "Note": "a: b"}]


def test_lost_connection_ends_what_was_asked():
    async def work(opened, manager):
        asking = asyncio.create_task(opened.ask("Silent"))
        await asyncio.sleep(0.05)
        manager.writers[0].transport.abort()
        with pytest.raises(ami.Away):
            await asking
        await opened.wait_closed()
        with pytest.raises(ami.Away):
            await opened.ask("Ping")
        assert not opened.is_open

    _with_manager(work)


def test_nobody_and_something_else():
    async def nobody():
        await ami.Ami.open("127.0.0.1", 1)

    with pytest.raises(ami.Away, match="cannot be reached"):
        asyncio.run(nobody())

    async def never(_opened, _manager):
        raise AssertionError

    with pytest.raises(ami.Away, match="not as a manager"):
        _with_manager(never, Manager(banner=b"SSH-2.0-OpenSSH\r\n"))


def test_what_tells_of_calls_is_asked_for():
    """What is not asked for is not sent: nothing a fact can be made of is left out."""
    wanted = [re.compile(text) for text in watch.WANTED]
    heard, sent = 0, 0
    for path in sorted((ADDON / "tests/samples/asterisk").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            event = json.loads(line)
            text = "\r\n".join(f"{key}: {value}" for key, value in event.items())
            is_sent = any(each.search(text) for each in wanted)
            heard, sent = heard + 1, sent + is_sent
            listed = event.get("Event") == "CoreShowChannel"
            assert is_sent or listed or not asterisk_ami.parse(event, 1.0), event
    assert 0 < sent < heard / 2
    events = set(asterisk_ami._TELLERS) - {"CEL", "VarSet", "Newexten"}
    for name in events - {"CoreShowChannel"}:
        assert any(each.search(f"Event: {name}") for each in wanted), name


# The disk


def test_spool_keeps_order_over_a_restart(tmp_path):
    first = spool.Spool(tmp_path, file_bytes=40)
    for number in range(20):
        first.put([f"line {number}"])
    second = spool.Spool(tmp_path, file_bytes=40)
    second.put(["line 20"])
    found = []
    while second:
        found += second.peek()
        second.drop()
    assert found == [f"line {number}" for number in range(21)]
    assert not spool.Spool(tmp_path)


def test_spool_may_be_added_to_while_it_is_read(tmp_path):
    kept = spool.Spool(tmp_path)
    kept.put(["one"])
    assert kept.peek() == ["one"]
    kept.put(["two"])
    kept.drop()
    assert kept.peek() == ["two"]


def test_spool_gives_up_the_oldest(tmp_path):
    kept = spool.Spool(tmp_path, file_bytes=10, total_bytes=50)
    for number in range(20):
        kept.put([f"line {number:04}"])
    left = []
    while kept:
        left += kept.peek()
        kept.drop()
    assert left == [f"line {number:04}" for number in range(20 - len(left), 20)]
    assert kept.lost == 20 - len(left) > 10


# The end of a file


def _moment(row):
    return float(row[1])


def _write_rows(path, first, last):
    rows = "".join(f'"EVENT","{number}.5","a ""quoted"" text"\n' for number in
                   range(first, last))  # fmt: skip
    path.write_text(rows)


@pytest.mark.parametrize("block", [7, 64, 1000, 1 << 20])
def test_tail_reads_from_a_moment_on(tmp_path, block):
    path = tmp_path / "Master.csv"
    _write_rows(path, 0, 200)
    rows = tail.read_since(path, 150, _moment, block)
    assert [_moment(row) for row in rows] == [n + 0.5 for n in range(150, 200)]
    assert rows[0][2] == 'a "quoted" text'


def test_tail_reads_what_was_rotated_away(tmp_path):
    path = tmp_path / "Master.csv"
    _write_rows(path, 170, 200)
    _write_rows(tmp_path / "Master.csv.1", 0, 170)
    rows = tail.read_since(path, 150, _moment, 100)
    assert [_moment(row) for row in rows] == [n + 0.5 for n in range(150, 200)]


def test_tail_leaves_a_row_that_is_being_written(tmp_path):
    path = tmp_path / "Master.csv"
    path.write_text('"EVENT","5"\n"EVENT","6')
    assert tail.read_since(path, 0, _moment) == [["EVENT", "5"]]
    assert tail.read_since(tmp_path / "none.csv", 0, _moment) == []


def test_tail_never_waits_for_a_pipe(tmp_path):
    path = tmp_path / "Master.csv"
    os.mkfifo(path)
    read = []
    reader = threading.Thread(
        target=lambda: read.append(tail.read_since(path, 0, _moment)), daemon=True
    )
    reader.start()
    reader.join(5)
    assert read == [[]]
    assert tail.read_since(tmp_path, 0, _moment) == []


#: The columns of the recorded call records; Asterisk's own file has others.
RECORDED = (
    "clid src dst dcontext channel dstchannel start answer end duration billsec "
    "disposition uniqueid linkedid sequence recordingfile"
).split()


def _write_records(path):
    """Write recorded call records as Asterisk's ``cdr_csv`` does."""
    recorded = (ADDON / "tests/samples/asterisk/answered.cdr.csv").read_text()
    with open(path, "w") as output:
        rows = csv.DictWriter(output, asterisk_cdr.COLUMNS, extrasaction="ignore")
        rows.writerows(csv.DictReader(recorded.splitlines(), RECORDED))


@pytest.mark.parametrize("kind", ["cel", "cdr"])
def test_rows_make_the_call(kind, tmp_path):
    """A call nobody listened to is made of the phone system's own file."""
    path = ADDON / "tests/samples/asterisk/answered.cel.csv"
    if kind == "cdr":
        path = tmp_path / "Master.csv"
        _write_records(path)
    settings = {"cel_path": "", "cdr_path": "", f"{kind}_path": str(path)}
    told = catching_up.read_rows(settings, 1.0)
    state = call_fold.fold([fact for fact, _row in told])
    assert (state.direction, state.state) == ("in", "answered")
    assert abs(state.talk_seconds - 3) < 1
    later = max(fact.at for fact, _row in told) + 100
    assert not catching_up.read_rows(settings, later)
    assert not catching_up.read_rows({"cel_path": "", "cdr_path": ""}, 1.0)


# From one to the other


class Database:
    """Takes facts while it is there."""

    def __init__(self):
        self.facts, self.sizes = [], []
        self.is_away = False

    def deliver(self, told):
        if self.is_away:
            raise pump.DatabaseAway("gone")
        self.sizes.append(len(told))
        self.facts += [event.uid for event, _payload in told]


def _pump(work, folder, monkeypatch):
    monkeypatch.setattr(pump, "PAUSE_SECONDS", 0.05)
    database = Database()

    async def run():
        pumping = pump.Pump(database.deliver, spool.Spool(folder, file_bytes=500))
        task = asyncio.create_task(pumping.run())
        await work(pumping, database)
        pumping.stop()
        await task
        return pumping

    asyncio.run(run())
    return database


def _fact(number):
    return CallEvent(uid=str(number), call="1", kind="leg_started", at=float(number))


def test_pump_delivers_in_batches(tmp_path, monkeypatch):
    async def work(pumping, _database):
        for number in range(1, 1001):
            pumping.put(_fact(number), {"a": 1})
        assert await pumping.flush(5)

    database = _pump(work, tmp_path, monkeypatch)
    assert database.facts == [str(number) for number in range(1, 1001)]
    assert max(database.sizes) == pump.BATCH


def test_pump_waits_on_disk_for_the_database(tmp_path, monkeypatch):
    async def work(pumping, database):
        pumping.put(_fact(1), None)
        assert await pumping.flush(5)
        database.is_away = True
        for number in range(2, 50):
            pumping.put(_fact(number), {"text": "é"})
        assert not await pumping.flush(0.4)
        database.is_away = False
        pumping.put(_fact(50), None)
        assert await pumping.flush(5)

    database = _pump(work, tmp_path, monkeypatch)
    assert database.facts == [str(number) for number in range(1, 51)]


def test_pump_that_is_stopped_leaves_nothing_behind(tmp_path, monkeypatch):
    async def work(pumping, database):
        database.is_away = True
        for number in range(1, 30):
            pumping.put(_fact(number), None)

    assert not _pump(work, tmp_path, monkeypatch).facts

    async def later(_pumping, _database):
        await asyncio.sleep(0.2)

    database = _pump(later, tmp_path, monkeypatch)
    assert database.facts == [str(number) for number in range(1, 30)]


def test_torn_line_is_left_out():
    line = pump.write(_fact(7), {"a": "b"})
    assert pump.read(line) == (_fact(7), {"a": "b"})
    assert pump.read(line[:-3]) is None
    assert pump.read("[]") is None
