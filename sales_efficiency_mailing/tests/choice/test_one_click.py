from odoo.tests import HttpCase, tagged

from ..common import MailingCommon


@tagged("post_install", "-at_install")
class TestOneClick(HttpCase, MailingCommon):
    """The unsubscribe link and button of letters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailing = cls._write_letter(cls._add_step())
        cls.chain.version_id = cls.chain.draft_version_id
        cls.chain.state = "running"
        cls.lead = cls._create_lead()
        cls.email = cls.lead.email_normalized

    def _press(self, mailing=None):
        """Press the button of the mail program."""
        letter = mailing or self.mailing
        url = letter._get_unsubscribe_oneclick_url(self.email, self.lead.id)
        return self.url_open(url, data={"List-Unsubscribe": "One-Click"})

    def _is_blacklisted(self):
        blacklist = self.env["mail.blacklist"]
        return bool(blacklist.search_count([("email", "=", self.email)]))

    def _is_out(self):
        return self.email in self.chain._get_refused_emails({self.email})

    def test_the_button_is_about_the_chain(self):
        inside = self.chain._enter(self.lead)
        for _again in range(2):
            self.assertEqual(self._press().status_code, 200)
        self.assertEqual(inside.left_reason, "unsubscribed")
        self.assertTrue(self._is_out())
        self.assertFalse(self._is_blacklisted())

    def test_the_button_is_about_everything_where_that_is_set(self):
        self.company.mailing_one_click = "everything"
        self.assertEqual(self._press().status_code, 200)
        self.assertTrue(self._is_blacklisted())
        self.assertFalse(self._is_out())

    def test_the_button_of_other_letters_is_odoos(self):
        self.mailing = self._write_letter(self._add_step(), chain_step_id=False)
        self._press()
        self.assertTrue(self._is_blacklisted())

    def test_a_forged_button_does_nothing(self):
        url = self.mailing._get_unsubscribe_oneclick_url(self.email, self.lead.id)
        answer = self.url_open(url[:-4] + "0000", data={"x": "1"})
        self.assertEqual(answer.status_code, 401)
        self.assertFalse(self._is_out() or self._is_blacklisted())

    def test_the_link_leads_to_the_page_and_changes_nothing(self):
        url = self.mailing._get_unsubscribe_url(self.email, self.lead.id)
        for link in (url, url.replace("confirm_unsubscribe", "unsubscribe")):
            page = self.url_open(link)
            self.assertIn("/mailing/choices/", page.url)
            self.assertEqual(page.status_code, 200)
        self.assertFalse(self._is_out() or self._is_blacklisted())

    def test_the_link_of_a_letter_on_a_topic_leads_there_too(self):
        letter = self._write_letter(self._add_step(), chain_step_id=False)
        url = letter._get_unsubscribe_url(self.email, self.lead.id)
        self.assertNotIn("/mailing/choices/", self.url_open(url).url)
        letter.topic_ids = self.topic
        self.assertIn("/mailing/choices/", self.url_open(url).url)
