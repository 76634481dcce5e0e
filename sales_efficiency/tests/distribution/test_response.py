from datetime import datetime

from odoo.tests import tagged

from .common import NOON, DistributionCommon

WORDS = "Hello"


@tagged("post_install", "-at_install")
class TestResponse(DistributionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(response_minutes=90)

    def test_due_in_working_time(self):
        self._set_now(datetime(2017, 8, 18, 14, 30))
        lead = self._create_leads()
        # Friday 16:30 to 17:00 and an hour on Monday from 8:00 on, in Brussels.
        self.assertEqual(lead.sales_response_due_at, datetime(2017, 8, 21, 7))

    def test_first_letter_counts(self):
        lead = self._create_leads()
        seller = lead.user_id
        lead.with_user(self.max).message_post(body=WORDS, message_type="comment")
        self.assertFalse(lead.sales_first_contact_at, "somebody else's")
        self._set_now(datetime(2017, 8, 15, 11, 15))
        lead.with_user(seller).message_post(body=WORDS, message_type="comment")
        self.assertTrue(lead.sales_first_contact_at)
        self.assertFalse(lead.sales_response_late)

    def test_call_counts(self):
        lead = self._create_leads()
        lead = lead.with_user(lead.user_id)
        activity = lead.activity_schedule("mail.mail_activity_data_call")
        self.assertFalse(lead.sales_first_contact_at)
        activity.action_done()
        self.assertTrue(lead.sales_first_contact_at)

    def test_meeting_counts(self):
        lead = self._create_leads()
        self.env["calendar.event"].with_user(lead.user_id).create(
            {
                "name": "Talk",
                "opportunity_id": lead.id,
                "start": "2017-08-16 08:00:00",
                "stop": "2017-08-16 09:00:00",
            }
        )
        self.assertEqual(lead.sales_first_contact_at, NOON)

    def test_minutes_of_work(self):
        lead = self._create_leads()
        self._set_now(datetime(2017, 8, 16, 7))
        lead._note_first_contact(datetime(2017, 8, 16, 7))
        # The afternoon from 13:00 to 17:00, and the hour from 8:00 on.
        self.assertEqual(lead.sales_response_minutes, 300)
        self.assertTrue(lead.sales_response_late)
