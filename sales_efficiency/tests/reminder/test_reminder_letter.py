from odoo.tests import tagged

from .common import MONDAY, ReminderCommon


@tagged("post_install", "-at_install")
class TestReminderLetter(ReminderCommon):
    """What counts as a letter, and what as its answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule("unanswered", 4)

    def test_letter(self):
        letter = self._write_letter(self.north_lead, MONDAY)
        self.assertFalse(self._remind("2017-08-14 12:59:00"))
        reminder = self._remind("2017-08-14 13:00:00")
        self.assertEqual(reminder.cause, f"message:{letter.id}")
        self.assertIn("Prospect wrote on", self._get_activities(self.anna).note)

    def test_letters_in_a_row_are_one_silence(self):
        first = self._write_letter(self.north_lead, MONDAY)
        self._write_letter(self.north_lead, "2017-08-14 09:00:00")
        reminder = self._remind("2017-08-15 08:00:00")
        self.assertEqual(reminder.cause, f"message:{first.id}")
        self._write_letter(self.north_lead, "2017-08-15 09:00:00")
        self.assertFalse(self._remind("2017-08-16 08:00:00"))

    def test_answers(self):
        """By whoever of us it is, here or to the client elsewhere; a call as well."""
        other = self._create_deal("Another deal", self.boris)
        self.north_lead.activity_ids.unlink()

        def write(record=self.north_lead, author=self.anna, **values):
            self._write_letter(
                record, "2017-08-14 09:00:00", author.partner_id, **values
            )

        def call(record, type_="mail_activity_data_call"):
            with self._at("2017-08-14 09:00:00"):
                self._plan(record, self.anna, "2017-08-14", type_).action_done()

        note = self.env.ref("mail.mt_note").id
        for name, act, is_answer in (
            ("a message", lambda: write(kind="comment"), True),
            ("of a colleague", lambda: write(kind="comment", author=self.boris), True),
            ("by mail", write, True),
            ("elsewhere", lambda: write(other, partner_ids=self.prospect.ids), True),
            ("elsewhere, to others", lambda: write(other), False),
            ("a note", lambda: write(kind="comment", subtype_id=note), False),
            ("for employees", lambda: write(kind="comment", is_internal=True), False),
            ("by the system", lambda: write(kind="notification"), False),
            ("a call", lambda: call(self.north_lead), True),
            ("a call to the client", lambda: call(self.prospect), True),
            (
                "an e-mail",
                lambda: call(self.north_lead, "mail_activity_data_email"),
                True,
            ),
            ("a task", lambda: call(self.north_lead, "mail_activity_data_todo"), False),
        ):
            with self.subTest(name), self.cr.savepoint() as savepoint:
                self._write_letter(self.north_lead, MONDAY)
                act()
                self.assertEqual(not self._remind("2017-08-15 08:00:00"), is_answer)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_answer_before_the_letter(self):
        self._write_letter(
            self.north_lead, "2017-08-14 07:00:00", self.anna.partner_id, "comment"
        )
        self._write_letter(self.north_lead, MONDAY)
        self.assertTrue(self._remind("2017-08-15 08:00:00"))

    def test_no_letters(self):
        """Of our own people, of the system, to employees."""
        self._write_letter(self.north_lead, MONDAY, self.boris.partner_id)
        self._write_letter(self.north_lead, MONDAY, kind="notification")
        self._write_letter(self.north_lead, MONDAY, kind="out_of_office")
        self.assertFalse(self._remind("2017-08-15 08:00:00"))

    def test_unknown_sender(self):
        self._write_letter(
            self.north_lead, MONDAY, author_id=False, email_from="who@example.com"
        )
        self.assertTrue(self._remind("2017-08-15 08:00:00"))

    def test_orders_and_contacts(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.client.id,
                "user_id": self.boris.id,
                "team_id": self.north.id,
                "company_id": self.company.id,
            }
        )
        self.client.user_id = self.carl
        person = self.env["res.partner"].create(
            {"name": "Pia", "parent_id": self.client.id, "user_id": False}
        )
        stranger = self.env["res.partner"].create({"name": "Supplier"})
        for record in (order, person, stranger):
            self._write_letter(record, MONDAY)
        reminders = self._remind("2017-08-15 08:00:00")
        self.assertEqual(
            {(one.res_model, one.res_id, one.user_id) for one in reminders},
            {
                ("sale.order", order.id, self.boris),
                ("res.partner", person.id, self.carl),
            },
        )

    def test_taken_back_when_answered(self):
        self._write_letter(self.north_lead, MONDAY)
        reminder = self._remind("2017-08-15 08:00:00")
        self._write_letter(
            self.north_lead, "2017-08-15 08:30:00", self.boris.partner_id, "comment"
        )
        self._remind("2017-08-15 09:00:00")
        self.assertEqual(reminder.state, "gone")
        self.assertFalse(self._get_activities())
        self._write_letter(self.north_lead, "2017-08-15 10:00:00")
        self.assertEqual(len(self._remind("2017-08-16 10:00:00")), 1)

    def test_ticked_off_is_seen_to(self):
        self._write_letter(self.north_lead, MONDAY)
        reminder = self._remind("2017-08-15 08:00:00")
        with self._at("2017-08-15 09:00:00"):
            self._get_activities().with_user(self.anna).action_done()
        self.assertEqual(reminder.state, "done")
        self.assertFalse(self._remind("2017-08-16 08:00:00"))

    def test_old_letters_are_history(self):
        self._write_letter(self.north_lead, "2017-05-14 08:00:00")
        self.assertFalse(self._remind("2017-08-15 08:00:00"))

    def test_letter_after_the_deal_was_won(self):
        self.north_lead.action_set_won()
        letter = self._write_letter(self.north_lead, MONDAY)
        self.assertEqual(
            self._remind("2017-08-15 08:00:00").cause, f"message:{letter.id}"
        )

    def test_letter_on_a_closed_deal(self):
        self._write_letter(self.north_lead, MONDAY)
        self.north_lead.action_set_lost()
        self.assertFalse(self._remind("2017-08-15 08:00:00"))
