import re
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.sales_efficiency.tools.visitors import Budget

from ..common import MailingCommon


@tagged("post_install", "-at_install")
class TestChoicePage(HttpCase, MailingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.optouts = cls.env["mailing.optout"]
        cls.topic.company_id = cls.company
        cls.chain.public_name = "First weeks"
        cls.mailing = cls._write_letter(cls._add_step())
        cls.lead = cls._create_lead()
        cls.email = cls.lead.email_normalized
        cls.path = cls.optouts._get_page_path(cls.mailing, "Claire@Client.Example")

    def _open(self, path=None):
        return self.url_open(path or self.path)

    def _post(self, **data):
        token = re.search(r'name="csrf_token" value="([^"]+)"', self._open().text)[1]
        return self.url_open(self.path, data={"csrf_token": token, **data})

    def _save(self, **wanted):
        shown = {"shown_topic": self.topic.id, "shown_chain": self.chain.id}
        return self._post(action="save", **{**shown, **wanted})

    def _get_unwanted(self):
        found = self.optouts.search([("email_normalized", "=", self.email)])
        return found.chain_id, found.topic_id

    def test_to_look_changes_nothing(self):
        page = self._open()
        self.assertEqual(page.status_code, 200)
        self.assertIn("First weeks", page.text)
        self.assertIn(self.topic.name, page.text)
        self.assertNotIn(self.chain.name, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertFalse(self.optouts.search_count([]))
        self.assertNotIn("<script", page.text)

    def test_a_topic_and_a_chain_are_refused_and_taken_back(self):
        page = self._save(chain=self.chain.id)
        self.assertIn("saved", page.text)
        none = (self.chain.browse(), self.topic.browse())
        self.assertEqual(self._get_unwanted(), (none[0], self.topic))
        self._save(topic=self.topic.id)
        self.assertEqual(self._get_unwanted(), (self.chain, none[1]))
        self._save(topic=self.topic.id, chain=self.chain.id)
        self.assertEqual(self._get_unwanted(), none)

    def test_what_was_not_shown_is_not_chosen(self):
        newer = self.env["mailing.topic"].create(
            {"name": "Newer", "company_id": self.company.id}
        )
        self._save()
        self.assertNotIn(newer, self._get_unwanted()[1])

    def test_no_letters_at_all_and_some_again(self):
        blacklist = self.env["mail.blacklist"]
        page = self._post(action="off")
        self.assertTrue(blacklist.search_count([("email", "=", self.email)]))
        self.assertIn("no letters from us", page.text)
        self._post(action="on")
        self.assertFalse(blacklist.search_count([("email", "=", self.email)]))

    def test_other_companies_stay_out(self):
        stranger = self.env["res.company"].create({"name": "Stranger"})
        theirs = self._create_chain(name="Theirs", company_id=stranger.id)
        topic = self.env["mailing.topic"].create(
            {"name": "Their topic", "company_id": stranger.id}
        )
        self.optouts._refuse(self.email, theirs, "page")
        self.assertNotIn("Their", self._open().text)
        self._save(shown_topic=topic.id, shown_chain=theirs.id, chain=theirs.id)
        self.assertEqual(self._get_unwanted(), (theirs, topic.browse()))

    def test_a_made_up_address_opens_nothing(self):
        word, _dot, signature = self.path.rpartition("/")[2].partition(".")
        other = self.optouts._get_page_path(self.mailing, "eve@client.example")
        for token in (
            word,
            f"{word}.",
            f"{word}.é",
            f"{word}.{signature[:-1]}",
            f"{other.rpartition('/')[2].partition('.')[0]}.{signature}",
            "junk",
        ):
            with self.subTest(token=token):
                page = self._open(f"/mailing/choices/{token}")
                self.assertEqual(page.status_code, 404)

    def test_it_is_saved_from_the_page_only(self):
        with mute_logger("odoo.http"):
            answer = self.url_open(self.path, data={"action": "off"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(
            self.env["mail.blacklist"].search_count([("email", "=", self.email)])
        )

    def test_asking_too_often_has_to_wait(self):
        page = "odoo.addons.sales_efficiency_mailing.controllers.mailing_choices"
        with patch(f"{page}.PAGE_BUDGET", Budget(1)):
            self.assertEqual(self._open().status_code, 200)
            answer = self._open()
        self.assertEqual(answer.status_code, 429)
        self.assertIn("Retry-After", answer.headers)

    def test_it_speaks_the_language_of_the_client(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.env["res.partner"].create(
            {"name": "Claire", "email": self.email, "lang": "ar_001"}
        )
        self.topic.with_context(lang="ar_001").name = "آلات"
        page = self._open().text
        self.assertIn('dir="rtl"', page)
        self.assertIn('lang="ar-001"', page)
        self.assertIn("آلات", page)

    def test_a_letter_that_is_gone_still_leads_to_it(self):
        other = self.mailing.copy()
        path = self.optouts._get_page_path(other, self.email)
        other.unlink()
        self.assertEqual(self._open(path).status_code, 200)
