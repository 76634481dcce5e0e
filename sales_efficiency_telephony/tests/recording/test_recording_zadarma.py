from unittest.mock import Mock, patch

import requests

from odoo.tests import tagged

from ...tools.signatures import zadarma_authorization
from .server import WAV, ServerCase

GET = "odoo.addons.sales_efficiency_telephony.fetch.zadarma_link.requests.get"
PATH = "/v1/pbx/record/request/"


@tagged("post_install", "-at_install")
class TestRecordingZadarma(ServerCase):
    """Zadarma tells the number of a recording: its address is asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider.write({"code": "zadarma", "account": "acc", "secret": "secret"})

    def setUp(self):
        super().setUp()
        self.recording = self._tell_recorded(files=("1458832388.12345",))
        self._make_due(self.recording)

    def _fetch(self, answer=None, status=200, **answers):
        response = requests.Response()
        response.status_code = status
        response.json = Mock(return_value=answer)
        with patch(GET, **(answers or {"return_value": response})) as get:
            self._run_fetch()
        return get

    def test_fetched_from_where_it_says(self):
        get = self._fetch({"status": "success", "link": f"{self.pbx.url}/good"})
        self.assertEqual(self.recording.state, "fetched", self.recording.reason)
        self.assertEqual(self.recording._read_file(), WAV)
        (address,), asked = get.call_args
        self.assertEqual(address, f"https://api.zadarma.com{PATH}")
        params = dict(asked["params"])
        self.assertEqual(params["call_id"], "1458832388.12345")
        self.assertEqual(
            asked["headers"]["Authorization"],
            zadarma_authorization("acc", "secret", PATH, params),
        )
        self.assertFalse(asked["allow_redirects"])
        # What identifies us with Zadarma goes nowhere else.
        self.assertNotIn("Authorization", self.pbx.seen[0][1])

    def test_from_no_other_host(self):
        self._fetch({"status": "success", "link": f"{self.other.url}/good"})
        self.assertEqual(self.recording.state, "refused")
        self.assertFalse(self.other.seen)

    def test_asked_while_nothing_is_locked(self):
        claimed, request = self.recordings._claim()
        with patch(GET) as get:
            self.assertEqual(claimed, self.recording)
            self.assertFalse(get.called)
        with patch(GET, side_effect=requests.Timeout()) as get:
            failed = claimed._fetch(request)[1]
        self.assertTrue(get.called)
        self.assertEqual(failed.code, "connect")

    def test_not_there_yet(self):
        for answer in (
            {"answer": {"status": "error", "message": "not found"}},
            {"answer": ["?"]},
            {"answer": {}, "status": 404},
            {"side_effect": requests.ConnectionError("no")},
        ):
            self._make_due(self.recording)
            self._fetch(**answer)
            self.assertEqual(self.recording.state, "waiting", answer)
            self.assertTrue(self.recording.reason)

    def test_an_address_is_not_asked_about(self):
        other = self._tell_recorded("2", files=(f"{self.pbx.url}/good",))
        self.recording.try_at = False
        self._make_due(other)
        self.assertFalse(self._fetch().called)
        self.assertEqual(other.state, "fetched")
