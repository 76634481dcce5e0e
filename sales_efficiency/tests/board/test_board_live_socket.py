import json

from odoo.tests import tagged

from odoo.addons.bus.tests.common import WebsocketCase
from odoo.addons.sales_efficiency.models.board.ir_websocket import MAX_SCREENS
from odoo.addons.sales_efficiency.models.live.res_company import BOARD_CHANGED

from .common import WallCommon


@tagged("post_install", "-at_install")
class TestBoardLiveSocket(WebsocketCase, WallCommon):
    """The same over a real websocket: who may hear, and what is heard."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.link = cls.env["sales.board.link"].create({"board_id": cls.board.id})

    def _listen(self, *channels, user=None):
        """Open a websocket, of a user or of nobody, that asks for channels."""
        if user:
            session = self.authenticate(user.login, user.login)
            socket = self.websocket_connect(cookie=f"session_id={session.sid};")
        else:
            socket = self.websocket_connect()
        self.subscribe(socket, list(channels), self.env["bus.bus"]._bus_last_id())
        return socket

    def _sell(self):
        """Confirm an order and let the bus deliver what that tells."""
        self._create_order(self.anna, 777, "2025-10-15 11:00:00")
        self.env.cr.flush()
        self.trigger_notification_dispatching(
            [(self.company, BOARD_CHANGED), self.link]
        )

    def _assert_heard(self, socket):
        text = socket.recv()
        messages = [one["message"] for one in json.loads(text)]
        self.assertIn(
            {"type": BOARD_CHANGED, "payload": {"company_id": self.company.id}},
            messages,
        )
        self.assertNotIn("777", json.dumps(messages), "no figures travel by the bus")

    def _assert_deaf(self, socket):
        """Tell a marker through a channel everybody has: nothing comes before it."""
        self.env["bus.bus"]._sendone("broadcast", "marker", "here")
        self.trigger_notification_dispatching(["broadcast"])
        types = {one["message"]["type"] for one in json.loads(socket.recv())}
        self.assertEqual(types, {"marker"})

    def test_salesperson_hears(self):
        socket = self._listen(BOARD_CHANGED, user=self.anna)
        self._sell()
        self._assert_heard(socket)

    def test_screen_without_login_hears(self):
        socket = self._listen(f"sales_efficiency.wall/{self.link.id}/{self.link.token}")
        self._sell()
        self._assert_heard(socket)

    def test_nobody_else_hears(self):
        """Neither without a login nor with a wrong key, nor by a made-up name."""
        for channel in (
            BOARD_CHANGED,
            f"sales_efficiency.wall/{self.link.id}/wrong",
            f"sales_efficiency.wall/x/{self.link.token}",
            f"res.company_{self.company.id}",
        ):
            with self.subTest(channel=channel):
                socket = self._listen(channel)
                self._sell()
                self._assert_deaf(socket)

    def test_many_keys_in_one_message(self):
        """A browser asks for a few screens at once, not for thousands of keys."""
        prefix = f"sales_efficiency.wall/{self.link.id}/"
        wrong = [f"{prefix}{number}" for number in range(MAX_SCREENS)]
        right = f"{prefix}{self.link.token}"
        socket = self._listen(*wrong, right)
        self._sell()
        self._assert_deaf(socket)
        socket = self._listen(*wrong[1:], right)
        self._sell()
        self._assert_heard(socket)

    def test_portal_user_does_not_hear(self):
        portal = self.env["res.users"].create(
            {
                "name": "Client",
                "login": "wall_portal",
                "password": "wall_portal",
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
            }
        )
        socket = self._listen(BOARD_CHANGED, user=portal)
        self._sell()
        self._assert_deaf(socket)
