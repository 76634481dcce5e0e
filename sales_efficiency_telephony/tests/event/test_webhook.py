import json
import logging
import time
from contextlib import contextmanager

from odoo.tests import tagged

from ...tools.pbx_address import hide_tokens
from ...tools.signatures import WINDOW
from .common import CLIENT, SECRET
from .web import WebhookCase

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@tagged("post_install", "-at_install")
class TestWebhook(WebhookCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = time.time() - 120

    def _report(self, *facts):
        return self._as_json(facts or self._talk(at=self.now))

    @contextmanager
    def _listen(self):
        """Give all lines that are logged meanwhile, those of requests among them."""
        lines, handler = [], logging.Handler()
        handler.emit = lambda record: lines.append(record.getMessage())
        loggers = [
            logging.getLogger(name)
            for name in ("odoo.addons.sales_efficiency_telephony", "werkzeug")
        ]
        levels = [logger.level for logger in loggers]
        for logger in loggers:
            logger.addHandler(handler)
            logger.setLevel(logging.DEBUG)
        try:
            yield lines
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.removeHandler(handler)
                logger.setLevel(level)

    def _assert_refused_with(self, status, body, headers, **how):
        """Check that nothing is written, and that the log tells no secret."""
        with self._listen() as log:
            answer = self._post(body, headers, **how)
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertFalse(self._get_events())
        self.assertTrue(log, "the log of requests at least")
        told = "\n".join(log) + answer.text
        for secret in (SECRET, self.provider.token, CLIENT):
            self.assertNotIn(secret, told)
        return answer

    # ------------------------------------------------------------
    # TAKEN
    # ------------------------------------------------------------

    def test_report(self):
        body = self._report()
        answer = self._post(body, self._sign(body))
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(answer.json(), {"taken": 7, "calls": 1})
        call = self._get_calls()
        self.assertEqual((call.talk_seconds, call.user_id), (60.0, self.anna))
        first = self._get_events().sorted("id")[0]
        self.assertEqual(first.payload["events"][0]["number"], CLIENT)
        self.assertFalse(self._get_events().sorted("id")[1].payload, "kept once")

    def test_told_again(self):
        body = self._report()
        headers = self._sign(body)
        self._post(body, headers)
        before = self._get_calls().read()
        answer = self._post(body, headers)
        self.assertEqual((answer.status_code, answer.json()["calls"]), (200, 0))
        self.assertEqual(len(self._get_events()), 7)
        self.assertEqual(self._get_calls().read(), before)

    def test_one_fact_at_a_time(self):
        for fact in self._talk(at=self.now):
            body = json.dumps(json.loads(self._as_json([fact]))["events"][0]).encode()
            self.assertEqual(self._post(body, self._sign(body)).status_code, 200)
        self.assertEqual(self._get_calls().talk_seconds, 60.0)

    def test_prefix_of_the_signature(self):
        body = self._report()
        headers = self._sign(body)
        headers["X-Signature"] = "sha256=" + headers["X-Signature"].upper()
        self.assertEqual(self._post(body, headers).status_code, 200)

    # ------------------------------------------------------------
    # REFUSED
    # ------------------------------------------------------------

    def test_forged(self):
        body = self._report()
        good = self._sign(body)
        for wrong in (
            self._sign(body, "another secret"),
            self._sign(body + b" "),
            good | {"X-Signature": ""},
            good | {"X-Timestamp": str(int(time.time()) + 1)},
            {"Content-Type": "application/json"},
        ):
            answer = self._assert_refused_with(403, body, wrong)
            self.assertEqual(answer.json(), {"error": "signature"})

    def test_without_a_secret_nothing_is_taken(self):
        self.provider.secret = False
        body = self._report()
        self._assert_refused_with(403, body, self._sign(body, ""))

    def test_late_and_early(self):
        body = self._report()
        for away in (-WINDOW - 5, WINDOW + 5):
            headers = self._sign(body, at=time.time() + away)
            answer = self._assert_refused_with(403, body, headers)
            self.assertEqual(answer.json(), {"error": "late"})

    def test_oversized(self):
        body = b"[" + b" " * 64 * 1024 + b"]"
        self._assert_refused_with(413, body, self._sign(body))

    def test_unknown(self):
        body = self._report()
        other = self._create_provider(name="Other")
        paths = (
            f"/pbx/{self.provider.id}/wrong",
            f"/pbx/{self.provider.id}/{other.token}",
            f"/pbx/{2**31}/{self.provider.token}",
            f"/pbx/{'9' * 400}/{self.provider.token}",
            f"/pbx/none/{self.provider.token}",
            f"/pbx/{self.provider.id}/%D0%BA%D0%BB%D1%8E%D1%87",
        )
        for path in paths:
            self._assert_refused_with(404, body, self._sign(body), path=path)
        self.provider.active = False
        self._assert_refused_with(404, body, self._sign(body))

    def test_many_wrong_tokens_have_to_wait(self):
        path = f"/pbx/{self.provider.id}/wrong"
        statuses = [self._post(b"{}", path=path).status_code for _try in range(40)]
        self.assertEqual(statuses[0], 404)
        self.assertIn(429, statuses)

    def test_wrong_type(self):
        body = self._report()
        for mimetype in ("text/plain", "application/x-www-form-urlencoded"):
            headers = self._sign(body) | {"Content-Type": mimetype}
            self._assert_refused_with(415, body, headers)
        file = self._create_provider(name="Files", code="file")
        headers = self._sign(body)
        self.assertEqual(self._post(body, headers, provider=file).status_code, 415)

    def test_malformed(self):
        wholes = [
            b"",
            b"{",
            b"[]",
            b"null",
            b"7",
            b"\xff\xfe",
            b"[" * 30_000,
            json.dumps([{}] * 101).encode(),
            json.dumps(["x"]).encode(),
        ]
        fact = {"call": "c", "kind": "leg_ringing", "at": self.now}
        wrong = [
            {"call": ""},
            {"call": None},
            {"call": ["c"]},
            {"kind": "sung"},
            {"kind": {}},
            {"at": None},
            {"at": "soon"},
            {"at": "NaN"},
            {"at": 10**400},
            {"at": -5},
            {"at": "9999-12-31T23:59:59-23:59"},
            {"number": {"a": 1}},
            {"cause": "16"},
            {"seconds": -1},
        ]
        parts = [json.dumps(fact | part).encode() for part in wrong]
        for body in [*wholes, *parts]:
            self._assert_refused_with(400, body, self._sign(body))

    def test_greeting(self):
        self.assertEqual(self._post(None, method="GET").status_code, 405)
        zadarma = self._create_provider(name="Zadarma", code="zadarma")
        path = f"/pbx/{zadarma.id}/{zadarma.token}?zd_echo="
        answer = self._post(None, path=path + "1234", method="GET")
        self.assertEqual((answer.status_code, answer.text), (200, "1234"))
        self.assertIn("text/plain", answer.headers["Content-Type"])
        answer = self._post(None, path=path + "%3Cscript%3E" * 99, method="GET")
        self.assertIn("text/plain", answer.headers["Content-Type"])
        self.assertLessEqual(len(answer.text), 100)

    def test_names_of_arguments(self):
        """A field of a form may have any name."""
        zadarma = self._create_provider(name="Zadarma", code="zadarma")
        for name in ("self", "number", "token", "args", "kwargs"):
            answer = self._post(f"{name}=x", FORM, provider=zadarma)
            expected = 400 if name == "self" else 403
            self.assertEqual(answer.status_code, expected, name)

    def test_log_of_requests(self):
        line = f'"POST /pbx/7/{self.provider.token} HTTP/1.1" 200 -'
        self.assertNotIn(self.provider.token, hide_tokens(line))
