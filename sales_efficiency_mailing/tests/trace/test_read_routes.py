import re

from odoo.tests import HttpCase, tagged

from .common import FIREFOX, LetterCommon


@tagged("post_install", "-at_install")
class TestReadRoutes(HttpCase, LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trace.unlink()

    def setUp(self):
        super().setUp()
        with self.mock_mail_gateway():
            self.mailing._action_send_mail(res_ids=self.lead.ids)
            self.env["mail.mail"].search([("mailing_id", "=", self.mailing.id)]).send()
        self.trace = self.mailing.mailing_trace_ids
        self.trace.sent_datetime = "2020-01-01 00:00:00"
        self.body = next(
            mail["body"] for mail in self._mails if "shop" not in mail["email_from"]
        )

    def _get_address(self, pattern):
        return re.search(rf"https?://[^/]+({pattern})", self.body)[1]

    def _get_link(self):
        return self._get_address(r"/r/[^\"']+").replace("&amp;", "&")

    def _get_picture(self):
        return self._get_address(r"/mail/track/[^\"']+")

    def _ask(self, path, method="GET", **headers):
        return self.url_open(
            path,
            headers={"User-Agent": FIREFOX, **headers},
            allow_redirects=False,
            method=method,
        )

    def test_a_person_opens(self):
        answer = self._ask(self._get_picture())
        self.assertEqual(answer.headers["Content-Type"], "image/gif")
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertEqual(self.trace.trace_status, "open")
        self.assertEqual(self.trace.open_count, 1)

    def test_a_person_clicks(self):
        answer = self._ask(self._get_link())
        self.assertEqual(answer.status_code, 301)
        self.assertIn("https://shop.example/a", answer.headers["Location"])
        self.assertEqual(self.trace.click_count, 1)
        self.assertEqual(self.trace.event_ids.link_id.url, "https://shop.example/a")

    def test_machines_get_there_and_do_not_count(self):
        for method, headers in (
            ("HEAD", {}),
            ("GET", {"User-Agent": "Googlebot/2.1"}),
            ("GET", {"Sec-Purpose": "prefetch;prerender"}),
            ("GET", {"X-Moz": "prefetch"}),
        ):
            with self.subTest(method=method, headers=headers):
                click = self._ask(self._get_link(), method, **headers)
                self.assertEqual(click.status_code, 301)
                picture = self._ask(self._get_picture(), method, **headers)
                self.assertEqual(picture.status_code, 200)
        self.assertEqual(self.trace.trace_status, "sent")
        self.assertFalse(self.trace.human_open_at or self.trace.links_click_datetime)
        self.assertFalse(self.trace.event_ids)
        self.assertFalse(self.trace.links_click_ids)
        self.assertIn(("click", "head"), self._get_events())
        self.assertIn(("click", "robot"), self._get_events())

    def test_a_made_up_letter_does_not_count(self):
        other = self._create_trace(self._create_lead("Other"))
        path = self._get_link()
        code, key = re.search(r"/r/([^/]+)/m/\d+\?k=(\w+)", path).groups()
        for forged in (
            f"/r/{code}/m/{self.trace.id}",
            f"/r/{code}/m/{self.trace.id}?k=0123456789abcdef",
            f"/r/{code}/m/{other.id}?k={key}",
        ):
            with self.subTest(forged=forged):
                self.assertEqual(self._ask(forged).status_code, 301)
        self.assertFalse(self._get_events() + self._get_events(other))
        self.assertFalse(self.trace.links_click_ids | other.links_click_ids)
        self.assertEqual(self._ask(f"/r/{code}/m/{2**31 - 1}?k={key}").status_code, 301)

    def test_links_from_before_there_were_keys_count(self):
        self.trace.has_link_key = False
        code = re.search(r"/r/([^/]+)/m/", self._get_link())[1]
        self._ask(f"/r/{code}/m/{self.trace.id}")
        self.assertEqual(self.trace.click_count, 1)

    def test_a_picture_with_a_wrong_key_is_refused(self):
        mail = re.search(r"/track/(\d+)/", self._get_picture())[1]
        self.assertEqual(self._ask(f"/mail/track/{mail}/0/blank.gif").status_code, 401)
        self.assertFalse(self._get_events())

    def test_a_link_to_nowhere_is_not_found(self):
        self.assertEqual(self._ask(f"/r/nothere/m/{self.trace.id}").status_code, 404)
