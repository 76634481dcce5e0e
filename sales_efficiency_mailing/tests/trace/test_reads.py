from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time

from odoo.addons.sales_efficiency_mailing.tools.machine_read import Visit

from .common import FIREFOX, LetterCommon


class TestReads(LetterCommon):
    def _visit(self, **values):
        visit = Visit(**{"agent": FIREFOX, **values})
        return self.trace.with_context(mailing_visit=visit)

    def test_opens_are_counted_and_the_first_is_kept(self):
        with freeze_time("2030-05-06 09:00:00"):
            self.trace.set_opened()
        with freeze_time("2030-05-07 09:00:00"):
            self.trace.set_opened()
        self.assertEqual(self.trace.open_count, 2)
        self.assertEqual(
            fields.Datetime.to_string(self.trace.human_open_at), "2030-05-06 09:00:00"
        )
        self.assertEqual(self.trace.trace_status, "open")

    def test_the_same_within_seconds_is_one(self):
        with freeze_time("2030-05-06 09:00:00"):
            self.trace.set_opened()
        with freeze_time("2030-05-06 09:00:04"):
            self.trace.set_opened()
        self.assertEqual(self.trace.open_count, 1)

    def test_letters_are_noted_together(self):
        leads = self.env["crm.lead"].concat(
            *(self._create_lead(f"Lead{number}") for number in range(20))
        )
        traces = self.trace.concat(*(self._create_trace(lead) for lead in leads))
        self.env.flush_all()
        with self.assertQueryCount(8):
            traces.set_opened()
            self.env.flush_all()
        self.assertEqual(set(traces.mapped("open_count")), {1})

    def test_machines_leave_the_letter_unread(self):
        for visit in (
            {"method": "HEAD"},
            {"is_robot": True},
            {"purpose": "prefetch"},
            {"agent": "Mozilla/5.0"},
        ):
            with self.subTest(visit=visit):
                self._visit(**visit).set_opened()
                self.assertEqual(self.trace.trace_status, "sent")
                self.assertFalse(self.trace.open_datetime)
                self.assertFalse(self.trace.human_open_at)
        self.assertEqual(
            self._get_events(),
            [
                ("open", "head"),
                ("open", "robot"),
                ("open", "prefetch"),
                ("open", "proxy"),
            ],
        )

    def test_who_is_faster_than_the_post_is_a_machine(self):
        self.trace.sent_datetime = fields.Datetime.now() - timedelta(seconds=5)
        self._visit().set_clicked()
        self.assertFalse(self.trace.links_click_datetime)
        self._visit().set_opened()
        self.assertEqual(self._get_events(), [("click", "soon"), ("open", "person")])

    def test_a_letter_not_noted_as_sent_has_arrived_all_the_same(self):
        self.trace.sent_datetime = False
        self._visit().set_opened()
        self.assertTrue(self.trace.human_open_at)

    def test_a_click_counts_with_odoo_and_is_an_open(self):
        link = self._create_link()
        self._click(link)
        self.assertEqual(link.count, 1)
        self.assertEqual((self.trace.click_count, self.trace.open_count), (1, 0))
        self.assertTrue(self.trace.human_open_at)
        self.assertEqual(self.trace.trace_status, "open")
        self.assertTrue(self.trace.links_click_datetime)
        self.assertEqual(self.trace.event_ids.link_id, link)

    def test_a_double_click_is_one(self):
        link = self._create_link()
        self._click(link)
        self._click(link)
        self.assertEqual((self.trace.click_count, link.count), (1, 1))

    def test_many_links_at_once_are_taken_back(self):
        links = [self._create_link(name) for name in "abc"]
        with freeze_time(fields.Datetime.now()):
            for link in links:
                self._click(link)
        self.assertEqual(set(self._get_events()), {("click", "scanner")})
        self.assertFalse(self.trace.human_click_at or self.trace.human_open_at)
        self.assertEqual(self.trace.trace_status, "sent")
        self.assertFalse(self.trace.links_click_datetime)
        self.assertEqual([link.count for link in links], [0, 0, 0])

    def test_a_scan_takes_back_no_earlier_click(self):
        first, second = (self._create_link(name) for name in "ab")
        now = fields.Datetime.now()
        with freeze_time(now - timedelta(minutes=10)):
            self._click(first)
        with freeze_time(now):
            self._click(second)
            self._click(first)
        self.assertEqual((self.trace.click_count, first.count, second.count), (1, 1, 0))
        self.assertEqual(self.trace.human_click_at, now - timedelta(minutes=10))
        self.assertEqual(self.trace.links_click_datetime, now - timedelta(minutes=10))
        self.assertEqual(self.trace.trace_status, "open")

    def test_a_link_of_another_letter_is_ignored(self):
        other = self._create_link("b", mailing=self._create_mailing())
        self.assertFalse(self._click(other))
        self.assertFalse(self._get_events())
        self.assertEqual(other.count, 0)

    def test_a_letter_that_is_not_there_is_ignored(self):
        link = self._create_link()
        clicks = self.env["link.tracker.click"]
        self.assertFalse(clicks.add_click(link.code, mailing_trace_id=2**31 - 1))
        self.assertFalse(clicks.add_click("nothere", mailing_trace_id=self.trace.id))
        self.assertEqual(link.count, 0)

    def test_an_opened_letter_that_bounced_stays_so(self):
        self.trace.set_bounced(bounce_message="No such user")
        self.trace.set_opened()
        self.assertEqual(self.trace.trace_status, "bounce")
        self.assertTrue(self.trace.human_open_at)

    def test_news_are_told_once_and_of_people_only(self):
        link = self._create_link()
        with patch.object(type(self.trace), "_on_news", autospec=True) as told:
            self._click(link)
            self._click(link)
            self._visit(is_robot=True).set_opened()
            self.trace.set_bounced()
        self.assertEqual(
            [call.args[1] for call in told.call_args_list], ["click", "bounce"]
        )

    def test_what_was_before_is_taken_over(self):
        link = self._create_link()
        self._click(link)
        self.trace.set_replied()
        self.env["mailing.trace.event"].search([]).unlink()
        self.trace.write(dict.fromkeys(("human_open_at", "human_click_at"), False))
        self.env["mailing.trace"]._seed_events()
        self.assertEqual(
            sorted(self._get_events()),
            [("click", "person"), ("open", "person"), ("reply", "person")],
        )
        self.assertEqual(self.trace.human_reply_at, self.trace.reply_datetime)
        self.assertTrue(self.trace.human_open_at and self.trace.human_click_at)
        self.assertEqual(self.trace.click_count, 1)
