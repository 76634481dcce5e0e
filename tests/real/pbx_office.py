"""Odoo, the listener as a process, and a phone system with phones: all of them real."""

import json
import signal
import subprocess
import time

import odoo_cli
import phone_office
from served import Served

PATIENCE_SECONDS = 60


class Office(Served):
    """Odoo and its listener.

    :param pbx: a :class:`pbx_served.Pbx` that runs
    :param Path folder: for what the listener keeps
    """

    def __init__(self, name, pbx, folder):
        super().__init__(name)
        with open(self.config, "a") as config:
            config.write(f"pbx_recording_folders = {pbx.recordings}\n")
        self.pbx = pbx
        self.folder = folder
        self.listeners = []
        self.provider_id = None

    def __enter__(self):
        super().__enter__()
        phones = list(self.pbx.phones)
        self.provider_id, _logins = self.call(
            phone_office.build,
            self.pbx.ports["ami"],
            str(self.pbx.cel_path),
            str(self.pbx.recordings),
            phones,
        )
        return self

    def __exit__(self, *error):
        for listener in self.listeners:
            if listener.poll() is None:
                listener.kill()
            listener.wait()
        super().__exit__(*error)

    def listen(self):
        """Start a listener; return its process."""
        number = len(self.listeners)
        spool = self.folder / f"spool{number}"
        words = ["pbx_listener", "-d", self.name, "--spool", str(spool)]
        with open(self.folder / f"listener{number}.log", "w") as output:
            listener = subprocess.Popen(
                odoo_cli.command(words, self.config),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=odoo_cli.env(self.server),
            )
        self.listeners.append(listener)
        return listener

    def read_log(self, number=-1):
        number %= len(self.listeners)
        return (self.folder / f"listener{number}.log").read_text()

    def wait_listening(self):
        """Wait until the form says that the phone system is listened to."""
        self.wait_listener(
            "listening",
            "listener_seen_at > (now() at time zone 'utc') - interval '30 seconds'",
        )

    def wait_listener(self, state, more="true"):
        """Wait until the form says so of the listener."""
        said = f"SELECT {more} AND listener_state = '{state}' FROM pbx_provider"
        self.wait(lambda: self.query(f"{said} WHERE id = {self.provider_id}") == "t")

    def wait(self, test, seconds=PATIENCE_SECONDS):
        """Wait until something is so, and return it."""
        end = time.monotonic() + seconds
        while not (found := test()):
            assert time.monotonic() < end, self.read_log()[-3000:]
            time.sleep(0.1)
        return found

    def wait_over(self, number):
        """Wait until the call of a client is over, and return it."""
        return self.wait(
            lambda: next(
                (one for one in self.get_calls(number) if one["ended_at"]), None
            )
        )

    def get_calls(self, number=None):
        """Return calls with their legs."""
        where = f"WHERE call.number LIKE '%{number}'" if number else ""
        found = self.query(f"""
            SELECT coalesce(json_agg(json_build_object(
                       'id', call.id, 'uid', call.call_uid, 'number', call.number,
                       'line', call.line, 'queue', call.queue, 'direction', call.direction,
                       'state', call.state, 'talk', coalesce(call.talk_seconds, 0),
                       'ref', call.client_ref, 'ended_at', call.ended_at,
                       'user', (SELECT login FROM res_users WHERE id = call.user_id),
                       'legs', (SELECT json_agg(json_build_object(
                                    'phone', extension, 'outcome', outcome,
                                    'talk', coalesce(talk_seconds, 0), 'transfer', transfer)
                                    ORDER BY rang_at, id)
                                  FROM pbx_call_leg WHERE call_id = call.id))
                       ORDER BY call.id), '[]')
              FROM pbx_call call {where}
        """)
        return json.loads(found)

    def end_listener(self, number=signal.SIGTERM):
        """End the listener that was started last."""
        listener = self.listeners[-1]
        listener.send_signal(number)
        return listener.wait(20)

    def restart(self, **words):
        """End Odoo and serve it again, see :meth:`start`."""
        self.process.terminate()
        self.process.wait(30)
        self.start(**words)

    def close_database(self):
        """Let nobody into the database, as if it were down."""
        name = self.name
        self.server.psql(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        self.server.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{name}'"
        )

    def open_database(self):
        self.server.psql(f"ALTER DATABASE {self.name} WITH ALLOW_CONNECTIONS true")
