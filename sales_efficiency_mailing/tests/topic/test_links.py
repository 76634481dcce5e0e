from ..trace.common import LetterCommon


class TestLinks(LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trace.unlink()

    def test_links_are_found_before_the_letter_goes_out(self):
        self.mailing.action_find_links()
        links = self.mailing.link_ids.sorted("label")
        self.assertEqual(links.mapped("label"), ["a", "b", "c"])
        links[0].topic_id = self.topic
        with self.mock_mail_gateway():
            self.mailing._action_send_mail(res_ids=self.lead.ids)
        self.assertEqual(
            self.mailing.link_ids.sorted("label"), links, "Sending takes the same ones."
        )
        self.assertIn(links[0].short_url, self._new_mails.body_html)

    def test_links_that_left_the_text_go(self):
        self.mailing.action_find_links()
        self.mailing.body_html = "<p><a href='https://shop.example/a'>a</a></p>"
        self.mailing.action_find_links()
        self.assertEqual(self.mailing.link_ids.mapped("label"), ["a"])

    def test_links_of_letters_under_way_stay(self):
        self.mailing.action_find_links()
        self._create_trace(self.lead)
        self.mailing.body_html = "<p>Nothing to click</p>"
        self.mailing.action_find_links()
        self.assertEqual(len(self.mailing.link_ids), 3)

    def test_an_empty_letter_has_none(self):
        self.mailing.body_html = False
        self.mailing.action_find_links()
        self.assertFalse(self.mailing.link_ids)

    def test_what_is_no_page_is_no_link(self):
        self.mailing.body_html = (
            "<p><a href='mailto:a@b.example'>write</a>"
            "<a href='/unsubscribe_from_list'>stop</a><a href='/shop'>shop</a></p>"
        )
        self.mailing.action_find_links()
        self.assertEqual(self.mailing.link_ids.mapped("label"), ["shop"])
