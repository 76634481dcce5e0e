"""A served Odoo that leads are sent to from outside."""

import json
import os
import signal
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from served import BROWSER, Served


class Intake(Served):
    """A server with doors to send leads to.

    :param setup: function that sets things up: given Odoo's environment, it returns
        ``{door: key}``
    """

    def __init__(self, name, setup):
        super().__init__(name)
        self.setup = setup
        self.keys = {}

    def start(self):
        self.keys = self.call(self.setup)
        super().start()

    def get_workers(self):
        """Return the process ids of the workers, without that of long connections."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [
            int(child)
            for child in children
            if b"gevent" not in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        ]

    def kill_workers(self, most=None):
        """Stop workers as a machine does that runs out of memory; return who it was."""
        workers = self.get_workers()[:most]
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        return workers

    def post(self, content, door=None, **headers):
        """Send JSON; return status and body, ``(0, "")`` where there was no answer."""
        body = json.dumps(content).encode()
        return self._post(body, "application/json", door, headers)

    def post_form(self, fields, door=None, **headers):
        """Send an ordinary form; return what :meth:`post` does."""
        body = urllib.parse.urlencode(fields).encode()
        return self._post(body, "application/x-www-form-urlencoded", door, headers)

    def _post(self, body, content_type, door, headers):
        key = self.keys[door] if door else next(iter(self.keys.values()))
        request = urllib.request.Request(
            f"{self.address}/sales_efficiency/leads",
            data=body,
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": content_type,
                **headers,
            },
        )
        try:
            with BROWSER.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def assert_clean_log(self):
        """Nothing went wrong on the server, and it wrote down no key."""
        log = self.log.read_text()
        assert not any(key in log for key in self.keys.values())
        assert " ERROR " not in log, log[-3000:]
        assert "Traceback" not in log, log[-3000:]


def at_once(work, arguments):
    """Return what the work yields for each of these, all done at the same time."""
    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(work, arguments))
