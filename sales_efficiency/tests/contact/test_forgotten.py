from freezegun import freeze_time

from .common import ContactCommon


class TestForgotten(ContactCommon):
    def setUp(self):
        super().setUp()
        with freeze_time("2017-08-14 04:00:00"):
            self._note()

    def test_the_salesperson_of_the_latest_order_is_reminded(self):
        reminder = self._remind("2017-08-14 08:00:00")
        self.assertEqual(reminder.user_id, self.anna)
        self.assertEqual(
            (reminder.res_model, reminder.res_id), ("res.partner", self.client.id)
        )
        activity = self._get_activities(self.anna)
        self.assertIn("Old Client", activity.note)
        self.assertFalse(self._remind("2017-08-14 09:00:00"))

    def test_the_client_own_salesperson_comes_first(self):
        self.client.user_id = self.boris
        self.assertEqual(self._remind("2017-08-14 08:00:00").user_id, self.boris)

    def test_a_contact_of_this_morning_is_seen(self):
        self._say(self.order, "2017-08-14 07:00:00")
        self.assertFalse(self._remind("2017-08-14 08:00:00"))

    def test_a_contact_settles_it(self):
        reminder = self._remind("2017-08-14 08:00:00")
        self._say(self.order, "2017-08-14 09:00:00")
        self._remind("2017-08-14 10:00:00")
        self.assertEqual(reminder.state, "gone")

    def test_who_is_in_touch_archived_or_no_client_is_not_named(self):
        self.company.sales_contact_days = 60
        self.assertFalse(self._remind("2017-08-14 08:00:00"))
        self.company.sales_contact_days = 30
        self.client.active = False
        self.assertFalse(self._remind("2017-08-14 08:00:00"))

    def test_it_is_seen_on_the_day(self):
        self._remind("2017-08-14 08:00:00")
        with freeze_time("2017-08-14 09:00:00"):
            day = self.env["sales.my.day"].with_user(self.anna).get_my_day()
        lines = [line for line in day["lines"] if line["group"] == "forgotten"]
        self.assertEqual(
            [line["client"] or line["name"] for line in lines], ["Old Client"]
        )
