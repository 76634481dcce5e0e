import smtplib
from contextlib import contextmanager
from email import message_from_bytes, policy
from unittest.mock import patch

from odoo.tools import mute_logger

from ..common import MailingCommon

#: What a server may do with a letter: the answers to its commands, ``None`` where the
#: connection breaks instead.
TAKES = {}
SCRIPTS = {
    "takes": TAKES,
    "sender 451": {"mail": (451, b"4.7.1 try later")},
    "recipient 550": {"rcpt": (550, b"5.1.1 no such user")},
    "recipient 450": {"rcpt": (450, b"4.2.2 mailbox full")},
    "goodbye": {"mail": (421, b"4.4.2 too many letters")},
    "drops before content": {"data": None},
    "drops before answer": {"content": None},
    "content 452": {"content": (452, b"4.3.1 no space")},
    "content 554": {"content": (554, b"5.7.1 spam")},
    "mumbles": {"content": (-1, b"mumble")},
}
USUAL = {"data": (354, b"go on"), "content": (250, b"2.0.0 taken")}


class Session(smtplib.SMTP):
    """smtplib's own session, with a server that does as it is told instead of a socket."""

    def __init__(self, server):
        super().__init__()
        self.server = server
        self.sock = self
        self.script = TAKES
        self.stage = None

    def ehlo_or_helo_if_needed(self):
        pass

    def send(self, s):
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("please run connect() first")
        if isinstance(s, bytes):
            self.stage = "content"
            self.server.seen.append(message_from_bytes(s, policy=policy.SMTP))
            return
        self.stage = s[:4].strip().lower()
        if self.stage == "mail":
            self.script = (
                SCRIPTS[self.server.plan.pop(0)] if self.server.plan else TAKES
            )

    def getreply(self):
        answer = self.script.get(self.stage, USUAL.get(self.stage, (250, b"fine")))
        if answer is None:
            self.close()
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        if self.stage == "content" and answer[0] == 250:
            self.server.taken.append(self.server.seen[-1])
        return answer

    def close(self):
        self.sock = None


class Server:
    """A mail server of tests.

    :ivar plan: what it does with the next letters, by the names of ``SCRIPTS``; it takes
        those that follow
    :ivar taken: messages it took
    :ivar seen: messages whose content it was given
    """

    def __init__(self):
        self.plan = []
        self.taken = []
        self.seen = []
        self.sessions = 0
        self.is_away = False

    def connect(self, *_args, **_kwargs):
        if self.is_away:
            raise ConnectionRefusedError(111, "Connection refused")
        self.sessions += 1
        return Session(self)

    @property
    def recipients(self):
        return [message["To"].addresses[0].addr_spec for message in self.taken]


class SendingCommon(MailingCommon):
    """Letters to claire and dave, written and waiting in the queue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "mail_auto_subscribe_no_notify": True}
        )
        cls.env["mail.mail"].search([("state", "=", "outgoing")]).cancel()
        cls.step = cls._add_step()
        cls.letter = cls._write_letter(cls.step)
        cls.leads = cls._create_lead("Claire") | cls._create_lead("Dave")

    @classmethod
    def _compose(cls, leads=None, letter=None):
        """Write letters as a step does; return their mails, oldest first."""
        before = cls.env["mail.mail"].search([], order="id desc", limit=1).id
        (letter or cls.letter).with_context(default_force_send=False)._action_send_mail(
            (leads or cls.leads).ids
        )
        return cls.env["mail.mail"].search([("id", ">", before)], order="id")

    @contextmanager
    def _serving(self, *plan):
        """Let a server take what is sent in the block, but for what is planned."""
        server = Server()
        server.plan = list(plan)
        mail_server = type(self.env["ir.mail_server"])
        with (
            patch.object(mail_server, "_disable_send", lambda self: False),
            patch.object(mail_server, "_connect__", server.connect),
            mute_logger(
                "odoo.addons.mail.models.mail_mail",
                "odoo.addons.sales_efficiency_mailing.models.sending.mail_mail_run",
            ),
        ):
            yield server

    def _send(self, *plan):
        """Run the queue once; return the server that was sent to."""
        with self._serving(*plan) as server:
            self.env["mail.mail"].process_email_queue()
        return server

    def _pass(self):
        """Let so much time pass that whatever was put off is due."""
        self.env["mail.mail"].search([]).scheduled_date = False

    def _get_traces(self, letter=None):
        return self.env["mailing.trace"].search(
            [("mass_mailing_id", "=", (letter or self.letter).id)], order="id"
        )
