"""An end of Asterisk's manager interface, for tests."""

import contextlib
import hashlib
import socketserver
import threading

from ...listener.ami import parse

SECRET = "a secret of the tests"


class Manager(socketserver.ThreadingTCPServer):
    """Lets in who knows the secret, keeps what was asked, and answers as it is told.

    :param dict answers: what is answered to an action, ``Success`` otherwise
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), _Connection)
        self.answers = answers
        self.asked = []

    @property
    def port(self):
        return self.server_address[1]


class _Connection(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"Asterisk Call Manager/11.0.0\r\n")
        lines = []
        for data in self.rfile:
            if line := data.decode().strip():
                lines.append(line)
            elif lines:
                self._answer(parse(lines))
                lines = []

    def _answer(self, asked):
        self.server.asked.append(asked)
        answer = {"Response": "Success", "ActionID": asked.get("ActionID", "")}
        if asked["Action"] == "Challenge":
            answer["Challenge"] = "4711"
        elif asked["Action"] == "Login":
            key = hashlib.md5(f"4711{SECRET}".encode(), usedforsecurity=False)
            if asked["Key"] != key.hexdigest():
                answer |= {"Response": "Error", "Message": "Authentication failed"}
        answer |= self.server.answers.get(asked["Action"], {})
        text = "".join(f"{name}: {value}\r\n" for name, value in answer.items())
        self.wfile.write(f"{text}\r\n".encode())


@contextlib.contextmanager
def serve(**answers):
    """Serve a manager interface until the block ends."""
    with Manager(answers) as manager:
        serving = threading.Thread(target=manager.serve_forever, args=(0.05,))
        serving.start()
        try:
            yield manager
        finally:
            manager.shutdown()
            serving.join()
