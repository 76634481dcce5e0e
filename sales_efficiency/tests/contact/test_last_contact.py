from datetime import datetime

from freezegun import freeze_time

from .common import ContactCommon


@freeze_time("2017-08-14 08:00:00")
class TestLastContact(ContactCommon):
    def test_the_order_is_a_contact(self):
        self.assertEqual(self._last(), (self.ORDER, "order"))
        self.assertFalse(self._last(self.prospect))

    def test_letters_count_both_ways(self):
        out = datetime(2017, 7, 10, 9)
        self._say(self.order, out)
        self.assertEqual(self._last(), (out, "letter_out"))
        came = datetime(2017, 7, 11, 9)
        self._say(self.order, came, author=self.person, message_type="email")
        self.assertEqual(self._last(), (came, "letter_in"))

    def test_an_internal_note_is_none(self):
        note = self.env.ref("mail.mt_note")
        self._say(
            self.client,
            "2017-07-10 09:00:00",
            message_type="comment",
            subtype_id=note.id,
        )
        self.assertEqual(self._last(), (self.ORDER, "order"))

    def test_what_is_done_with_any_person_of_the_client_counts(self):
        call = self._plan(
            self.person, self.anna, "2017-07-20", "mail_activity_data_call"
        )
        call.with_user(self.anna).action_done()
        done = datetime(2017, 7, 20, 9, 30)
        call.sales_done_at = done
        self.assertEqual(self._last(), (done, "call"))
        self.assertEqual(self._last(self.person), (done, "call"))
        task = self._plan(self.client, self.anna, "2017-07-21")
        task.with_user(self.anna).action_done()
        task.sales_done_at = done = datetime(2017, 7, 21, 9, 30)
        self.assertEqual(self._last(), (done, "activity"))

    def test_a_meeting_counts_when_it_was_held(self):
        meeting = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": "2017-08-01 09:00:00",
                "stop": "2017-08-01 10:00:00",
                "user_id": self.anna.id,
                "sales_partner_id": self.client.id,
                "partner_ids": (self.person | self.anna.partner_id).ids,
            }
        )
        self.assertEqual(self._last(), (meeting.start, "meeting"))
        meeting.sales_outcome = "cancelled"
        self.assertEqual(self._last()[1], "order")

    def test_what_is_to_come_is_none_yet(self):
        self._say(self.order, "2017-08-15 09:00:00")
        self.assertEqual(self._last()[1], "order")

    def test_it_costs_the_same_for_many(self):
        others = self.env["res.partner"].create(
            [{"name": f"Client {number}"} for number in range(40)]
        )
        for other in others[:3]:
            self._create_order(self.anna, 10, "2017-07-05 10:00:00", other)
        self.env.flush_all()
        partners = self.client | self.person | others
        partners.commercial_partner_id.mapped("name")
        self._last()
        with self.assertQueryCount(9):
            found = partners._get_last_contact(partners)
        self.assertEqual(set(found), set(self.client | self.person | others[:3]))

    def test_the_morning_notes_it(self):
        self._note()
        self.assertEqual(self.client.sales_last_contact_at, self.ORDER)
        self.assertEqual(self.client.sales_last_contact_kind, "order")
        self.assertFalse(self.person.sales_last_contact_at)
        self._say(self.order, "2017-08-12 09:00:00")
        self._note()
        self.assertEqual(self.client.sales_last_contact_kind, "letter_out")

    def test_out_of_touch_to_the_second(self):
        self.company.sales_contact_days = 30
        self._note()
        partners = self.env["res.partner"].with_company(self.company)
        for moment, is_out in (
            ("2017-08-02 09:59:59", False),
            ("2017-08-02 10:00:00", False),
            ("2017-08-02 10:00:01", True),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                self.client.invalidate_recordset()
                self.assertEqual(self.client.sales_is_out_of_touch, is_out)
                found = partners.search([("sales_is_out_of_touch", "=", True)])
                self.assertEqual(self.client in found, is_out)
                rest = partners.search([("sales_is_out_of_touch", "=", False)])
                self.assertEqual(self.client in rest, not is_out)

    def test_each_company_has_its_own_days(self):
        strict = self.env["res.company"].create(
            {"name": "Strict", "sales_contact_days": 5}
        )
        self.company.sales_contact_days = 60
        self._note()
        self.assertFalse(self.client.sales_is_out_of_touch)
        self.client.company_id = strict
        self.assertTrue(self.client.sales_is_out_of_touch)
        found = self.env["res.partner"].search([("sales_is_out_of_touch", "=", True)])
        self.assertIn(self.client, found)
