import json
import logging
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import IntakeCommon
from .test_lead_request import LOGGER, OPEN

SHOP = "https://shop.example.com"


@tagged("post_install", "-at_install")
class TestLeadIntake(HttpCase, IntakeCommon):
    """What other systems get when they send leads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = f"/sales_efficiency/leads/{cls.key}"
        cls.bearer = {"Authorization": f"Bearer {cls.key}"}

    def _post(self, content=None, path=None, status=None, **how):
        if content is not None:
            how["json"] = content
        response = self.url_open(path or self.path, method="POST", **how)
        self.env.invalidate_all()
        if status:
            self.assertEqual(response.status_code, status, response.text)
        self.assertNotIn("session_id", response.headers.get("Set-Cookie", ""))
        return response

    def _get_requests(self):
        return self.requests.search([("door_id", "=", self.door.id)])

    def _assert_error(self, response, field, index=None):
        error = response.json()["error"]
        self.assertEqual(error["field"], field)
        self.assertTrue(error["message"])
        self.assertEqual(error.get("index"), index)

    # ------------------------------------------------------------
    # ACCEPTED
    # ------------------------------------------------------------

    def test_json(self):
        answer = self._post({"name": "Änn", "email": "ann@x.com"}, status=201)
        self.assertEqual(
            answer.headers["Content-Type"], "application/json; charset=utf-8"
        )
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        request = self._get_requests()
        self.assertEqual(
            answer.json(), {"reference": request.reference, "status": "done"}
        )
        self.assertEqual(request.http_status, 201)
        self.assertEqual(request.address, "127.0.0.1")
        self.assertEqual(request.lead_id.contact_name, "Änn")
        self.assertEqual(request.lead_id.sales_request_id, request)
        self.assertEqual(request.lead_id.create_uid, self.env.ref("base.user_root"))

    def test_key_in_a_header(self):
        self._post({"name": "Ann"}, "/sales_efficiency/leads", 201, headers=self.bearer)
        request = self._get_requests()
        self.assertNotIn("Authorization", request.headers)
        self.assertNotIn(self.key, request.headers + request.payload)

    def test_list(self):
        answer = self._post([{"name": "Ann"}, {"name": "Bob"}], status=201).json()
        requests = self._get_requests().sorted("position")
        self.assertEqual(
            [lead["reference"] for lead in answer["leads"]],
            requests.mapped("reference"),
        )
        self.assertEqual(requests.lead_id.mapped("contact_name"), ["Ann", "Bob"])

    def test_address_counts_for_all(self):
        self._post(
            [{"name": "Ann"}, {"name": "Bob", "utm_source": "Own"}],
            f"{self.path}?utm_source=News&utm_medium=Banner",
            201,
        )
        leads = self._get_requests().sorted("position").lead_id
        self.assertEqual(leads.mapped("source_id.name"), ["News", "Own"])
        self.assertEqual(leads.mapped("medium_id.name"), ["Banner"])

    def test_forms(self):
        form = [("name", "Ann"), ("e-mail", "ann@x.com"), ("day", "Mo"), ("day", "Tu")]
        self._post(data=form, status=201)
        self._post(files=[(name, (None, value)) for name, value in form], status=201)
        for request in self._get_requests():
            self.assertEqual(request.lead_id.email_from, "ann@x.com")
            self.assertIn("day: Mo, Tu", request.lead_id.description)

    def test_form_of_a_page(self):
        accept = {"Accept": "text/html,application/xhtml+xml", "Origin": SHOP}
        answer = self._post(data={"name": "Ann"}, headers=accept, status=200)
        self.assertIn("Thank you", answer.text)
        self.door.thank_you_url = f"{SHOP}/thanks?a=1"
        answer = self._post(
            data={"name": "Bob"}, headers=accept, allow_redirects=False, status=303
        )
        self.assertEqual(answer.headers["Location"], f"{SHOP}/thanks?a=1")
        answer = self._post(data={"email": "x<b>"}, headers=accept, status=422)
        self.assertIn("email address", answer.text)
        self.assertNotIn("<b>", answer.text)
        self.assertEqual(len(self._get_requests().lead_id), 2)

    def test_scripts_of_a_page_get_json(self):
        answer = self._post(
            data={"name": "Ann"}, headers={"Accept": "*/*", "Origin": SHOP}, status=201
        )
        self.assertEqual(answer.json()["status"], "done")

    def test_text_may_be_json(self):
        """Scripts that want no question asked beforehand send plain text."""
        self._post(
            data=json.dumps({"name": "Ann"}),
            headers={"Content-Type": "text/plain"},
            status=201,
        )
        self.assertEqual(self._get_requests().mapped("state"), ["done"])

    def test_robots_are_answered_like_people(self):
        people = self._post({"name": "Ann"}, status=201)
        robot = self._post({"name": "Ann", "leave_empty": "x"}, status=201)
        self.assertEqual(people.json().keys(), robot.json().keys())
        self.assertEqual(people.json()["status"], robot.json()["status"])
        self.assertEqual(self._get_requests().mapped("state"), ["trap", "done"])

    # ------------------------------------------------------------
    # THE SAME AGAIN
    # ------------------------------------------------------------

    def test_same_key_same_answer(self):
        headers = {"Idempotency-Key": "order-1"}
        first = self._post({"name": "Ann"}, headers=headers, status=201)
        again = self._post({"name": "Ann"}, headers=headers, status=201)
        self.assertEqual(first.text, again.text)
        by_field = {"name": "Bob", "idempotency_key": "form-1"}
        first = self._post(data=by_field, status=201)
        self.assertEqual(self._post(data=by_field, status=201).text, first.text)
        self.assertEqual(len(self._get_requests().lead_id), 2)
        self.assertEqual(len(self._get_requests()), 2)

    def test_same_key_with_something_else_is_refused(self):
        headers = {"Idempotency-Key": "order-1"}
        self._post({"name": "Ann"}, headers=headers, status=201)
        answer = self._post({"name": "Bob"}, headers=headers, status=422)
        self._assert_error(answer, "Idempotency-Key")
        self.assertIn("order-1", answer.json()["error"]["message"])
        refused, done = self._get_requests()
        self.assertEqual((refused.state, done.state), ("refused", "done"))
        self.assertIn("Bob", refused.payload)
        self._post({"name": "Bob"}, headers={"Idempotency-Key": "order-2"}, status=201)

    def test_same_answer_after_a_failure(self):
        headers = {"Idempotency-Key": "order-1"}
        with patch(OPEN, side_effect=UserError("The sky fell")), mute_logger(LOGGER):
            first = self._post({"name": "Ann"}, headers=headers, status=202)
        self._get_requests().action_retry()
        again = self._post({"name": "Ann"}, headers=headers, status=202)
        self.assertEqual(first.text, again.text)
        self.assertEqual(self._get_requests().state, "done")
        self.assertEqual(len(self._get_requests().lead_id), 1)

    # ------------------------------------------------------------
    # FAILED AFTER IT WAS ACCEPTED
    # ------------------------------------------------------------

    def test_failure_is_accepted(self):
        with patch(OPEN, side_effect=ZeroDivisionError("No")), mute_logger(LOGGER):
            answer = self._post({"name": "Ann"}, status=202).json()
        request = self._get_requests()
        self.assertEqual(answer, {"reference": request.reference, "status": "received"})
        self.assertEqual((request.state, request.error), ("failed", "No"))
        self.assertTrue(request.next_attempt_at)

    def test_failure_of_the_transaction_is_accepted(self):
        logger = "odoo.addons.sales_efficiency.controllers.lead_intake"
        opening = patch.object(
            self.env.registry["sales.lead.request"],
            "_open_leads",
            side_effect=ZeroDivisionError("No"),
        )
        with opening, mute_logger(logger):
            self._post({"name": "Ann"}, status=202)
        self.assertEqual(self._get_requests().state, "failed")

    # ------------------------------------------------------------
    # REFUSED
    # ------------------------------------------------------------

    def test_unknown_keys(self):
        for path in ("/sales_efficiency/leads/x", "/sales_efficiency/leads"):
            self._assert_error(self._post({"name": "Ann"}, path, 401), "key")
        self.door.action_revoke_key()
        self._assert_error(self._post({"name": "Ann"}, status=401), "key")
        self.assertFalse(self._get_requests())

    def test_many_wrong_keys(self):
        path = "/sales_efficiency/leads/wrong"
        keys = self.env.registry["sales.wrong.key"]
        with patch.object(keys, "_get_minute", lambda self: 1):
            answers = [self._post({"name": "Ann"}, path) for _number in range(31)]
        self.assertEqual(answers[0].status_code, 401)
        self.assertEqual(answers[-1].status_code, 429)
        self.assertTrue(answers[-1].headers["Retry-After"])
        self._post({"name": "Ann"}, status=201)

    def test_fields_of_any_name(self):
        """Names that mean something to the server are a sender's all the same."""
        names = ("key", "context", "args", "csrf_token", "debug", "door", "db")
        self._post(data={"name": "Ann", **dict.fromkeys(names, "mine")}, status=201)
        description = self._get_requests().lead_id.description
        for name in names:
            self.assertIn(f"{name}: mine", description)
        self._post({"name": "Ann", "self": "mine"}, status=201)
        self._assert_error(
            self._post(data={"name": "A", "self": "x"}, status=422), "self"
        )

    def test_bad_requests_say_which_field(self):
        self._assert_error(
            self._post(
                data="name=Ann", status=400, headers={"Content-Type": "text/plain"}
            ),
            "body",
        )
        self._assert_error(self._post([], status=400), "body")
        self._assert_error(self._post(["Ann"], status=400), "body")
        self._assert_error(self._post([{"name": "x"}] * 101, status=400), "body")
        self._assert_error(self._post({"email": "ann"}, status=422), "email")
        self._assert_error(self._post({"message": "Hi"}, status=422), "email")
        self._assert_error(
            self._post([{"name": "Ann"}, {"name": "B", "email": "B"}], status=422),
            "email",
            index=1,
        )
        self._assert_error(
            self._post(
                {"name": "Ann"}, headers={"Idempotency-Key": "x" * 300}, status=422
            ),
            "Idempotency-Key",
        )
        file = {"photo": ("me.png", b"x")}
        self._assert_error(
            self._post(data={"name": "Ann"}, files=file, status=422), "photo"
        )
        refused = self._get_requests()
        self.assertEqual(set(refused.mapped("state")), {"refused"})
        self.assertFalse(refused.lead_id)
        self.assertIn('"email": "B"', " ".join(refused.mapped("payload")))
        self.assertTrue(all(refused.mapped("error")))
        self.assertEqual(set(refused.mapped("http_status")), {400, 422})

    def test_too_large(self):
        for how in (
            {"content": {"name": "Ann", "message": "x" * 70_000}},
            {"data": {"name": "Ann", "message": "x" * 70_000}},
        ):
            self._assert_error(self._post(**how, status=413), "body")
        self.assertEqual(self._get_requests().mapped("http_status"), [413, 413])
        self.assertFalse(any(self._get_requests().mapped("payload")))

    def test_too_often(self):
        self.door.address_limit = 2
        self._post({"name": "Ann"}, status=201)
        self._post({"email": "x"}, status=422)
        answer = self._post({"name": "Ann"}, status=429)
        self._assert_error(answer, "request")
        self.assertIn(int(answer.headers["Retry-After"]), range(1, 61))
        self.assertEqual(
            len(self._get_requests()), 2, "what is turned away is not kept"
        )

    # ------------------------------------------------------------
    # OTHER SITES
    # ------------------------------------------------------------

    def _ask(self, origin, path=None):
        return self.url_open(
            path or self.path,
            method="OPTIONS",
            headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
        )

    def test_listed_sites_may_ask(self):
        for path in (self.path, "/sales_efficiency/leads"):
            answer = self._ask(SHOP, path)
            self.assertEqual(answer.status_code, 204)
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], SHOP)
            self.assertEqual(answer.headers["Access-Control-Allow-Methods"], "POST")
            self.assertIn(
                "Idempotency-Key", answer.headers["Access-Control-Allow-Headers"]
            )
            self.assertEqual(answer.headers["Vary"], "Origin")
            self.assertNotIn("Access-Control-Allow-Credentials", answer.headers)

    def test_other_sites_are_told_nothing(self):
        for origin in ("https://evil.example.net", "null", "http://shop.example.com"):
            for path in (self.path, "/sales_efficiency/leads/unknown"):
                answer = self._ask(origin, path)
                self.assertNotIn("Access-Control-Allow-Origin", answer.headers)

    def test_listed_sites_read_the_answer(self):
        headers = {"Origin": SHOP}
        for content, status in (({"name": "Ann"}, 201), ({"email": "x"}, 422)):
            answer = self._post(content, headers=headers, status=status)
            self.assertEqual(answer.headers["Access-Control-Allow-Origin"], SHOP)

    def test_other_sites_are_refused(self):
        answer = self._post(
            {"name": "Ann"}, headers={"Origin": "https://a.net"}, status=403
        )
        self._assert_error(answer, "Origin")
        self.door.sites = False
        self._post({"name": "Ann"}, headers={"Origin": "https://a.net"}, status=201)

    # ------------------------------------------------------------
    # SECRETS
    # ------------------------------------------------------------

    def test_keys_are_not_logged(self):
        lines = []
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(record.getMessage())
        root, werkzeug = logging.getLogger(), logging.getLogger("werkzeug")
        level = werkzeug.level
        werkzeug.setLevel(logging.INFO)
        root.addHandler(handler)
        try:
            self._post({"name": "Ann"}, status=201)
            self._post({"email": "x"}, status=422)
            with patch(OPEN, side_effect=ZeroDivisionError("No")):
                self._post({"name": "Ann"}, status=202)
            self._ask(SHOP)
        finally:
            root.removeHandler(handler)
            werkzeug.setLevel(level)
        log = "\n".join(lines)
        self.assertIn("/sales_efficiency/leads/***", log)
        self.assertNotIn(self.key, log)

    def test_headers_are_few(self):
        headers = {
            "X-Api-Key": "secret",
            "Referer": f"{SHOP}/page?token=secret",
            "User-Agent": "Test",
        }
        self._post({"name": "Ann"}, headers=headers | self.bearer, status=201)
        kept = self._get_requests().headers
        self.assertNotIn("secret", kept)
        self.assertIn(f"Referer: {SHOP}/page", kept)
        self.assertIn("User-Agent: Test", kept)
