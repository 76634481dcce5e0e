from odoo.tests import tagged

from .common import MONDAY, ReminderCommon


@tagged("post_install", "-at_install")
class TestReminderCause(ReminderCommon):
    """What people are reminded of: once for each cause, and no longer than it lasts."""

    # ------------------------------------------------------------
    # NO NEXT STEP
    # ------------------------------------------------------------

    def test_deal_without_next_step(self):
        rule = self._create_rule("no_next_step", 4)
        self.assertFalse(self._remind("2017-08-14 12:00:00"))
        reminder = self._remind("2017-08-14 13:30:00")
        self.assertEqual(reminder.user_id, self.anna)
        self.assertEqual(str(reminder.due_at), "2017-08-14 13:00:00")
        self.assertEqual(reminder.res_name, self.north_lead.display_name)
        activity = self._get_activities(self.anna)
        self.assertEqual(activity.summary, rule.summary)
        self.assertEqual(activity.res_id, self.north_lead.id)
        self.assertEqual(str(activity.date_deadline), "2017-08-14")
        self.assertIn("Nothing is planned since", activity.note)

    def test_never_twice(self):
        self._create_rule("no_next_step", 4)
        self.assertEqual(len(self._remind("2017-08-15 08:00:00")), 1)
        self.assertFalse(self._remind("2017-08-15 08:15:00"))
        self.assertFalse(self._remind("2017-08-18 08:00:00"))
        self.assertEqual(len(self._get_activities()), 1)

    def test_next_step_planned(self):
        self._create_rule("no_next_step", 4)
        self._plan(self.north_lead, self.anna, "2017-09-01")
        self.assertFalse(self._remind("2017-08-18 08:00:00"))

    def test_meeting_is_a_next_step(self):
        self._create_rule("no_next_step", 4)
        self.env["calendar.event"].create(
            {
                "name": "Tasting",
                "start": "2017-08-25 08:00:00",
                "stop": "2017-08-25 09:00:00",
                "opportunity_id": self.north_lead.id,
                "user_id": self.anna.id,
            }
        )
        # Calendar makes an activity of its own; the meeting alone is enough.
        self.north_lead.activity_ids.unlink()
        self.assertFalse(self._remind("2017-08-18 08:00:00"))
        reminder = self._remind("2017-08-28 13:00:00")
        self.assertEqual(str(reminder.since), "2017-08-25 09:00:00")

    def test_taken_back_when_planned(self):
        self._create_rule("no_next_step", 4)
        reminder = self._remind("2017-08-15 08:00:00")
        self._plan(self.north_lead, self.anna, "2017-09-01")
        self._remind("2017-08-15 09:00:00")
        self.assertEqual(reminder.state, "gone")
        done = self._get_activities(state="done")
        self.assertEqual(done.feedback, "No longer needed: it is settled.")
        self.assertFalse(self._get_activities())

    def test_taken_back_is_no_call(self):
        call = self.env.ref("mail.mail_activity_data_call")
        self._create_rule("no_next_step", 4, activity_type_id=call.id)
        self._remind("2017-08-15 08:00:00")
        self.assertEqual(self._get_activities().activity_type_id, call)
        self.north_lead.action_set_lost()
        self._remind("2017-08-15 09:00:00")
        done = self._get_activities(state="done")
        self.assertNotEqual(done.activity_type_id.category, "phonecall")

    def test_taken_back_when_closed(self):
        self._create_rule("no_next_step", 4)
        won = self._create_deal("Won", self.anna)
        lost = self._create_deal("Lost", self.anna)
        deleted = self._create_deal("Deleted", self.boris)
        reminders = self._remind("2017-08-15 08:00:00")
        self.assertEqual(len(reminders), 4)
        won.action_set_won()
        lost.action_set_lost()
        deleted.unlink()
        self._remind("2017-08-15 09:00:00")
        self.assertEqual(
            reminders.filtered(lambda one: one.state == "open").res_id,
            self.north_lead.id,
        )
        self.assertEqual(self._get_activities().res_id, self.north_lead.id)

    def test_done_but_nothing_planned(self):
        """Ticked off with nothing planned: time runs anew from then on."""
        self._create_rule("no_next_step", 4)
        reminder = self._remind("2017-08-15 08:00:00")
        with self._at("2017-08-15 09:00:00"):
            self._get_activities().with_user(self.anna).action_done()
        self.assertEqual(reminder.state, "done")
        self.assertFalse(self._remind("2017-08-15 11:00:00"))
        self.assertEqual(len(self._remind("2017-08-15 14:30:00")), 1)

    def test_follows_the_deal(self):
        """A letter waits for whoever has the deal now."""
        self._create_rule("unanswered", 4)
        self._write_letter(self.north_lead, MONDAY)
        reminder = self._remind("2017-08-15 08:00:00")
        self.north_lead.user_id = self.boris
        self._remind("2017-08-15 09:00:00")
        self.assertEqual(reminder.user_id, self.boris)
        self.assertFalse(self._get_activities(self.anna))
        self.assertTrue(self._get_activities(self.boris))

    def test_new_owner_has_time_to_plan(self):
        self._create_rule("no_next_step", 4)
        reminder = self._remind("2017-08-15 08:00:00")
        with self._at("2017-08-15 08:30:00"):
            self.north_lead.user_id = self.boris
        # Crm takes the moment of assignment from the database's clock.
        self.north_lead.date_open = "2017-08-15 08:30:00"
        self.assertFalse(self._remind("2017-08-15 09:00:00"))
        self.assertEqual(reminder.state, "gone")
        self.assertEqual(self._remind("2017-08-15 14:00:00").user_id, self.boris)

    # ------------------------------------------------------------
    # OVERDUE PROMISES
    # ------------------------------------------------------------

    def test_overdue_promise(self):
        self._create_rule("overdue", 1, "days")
        promise = self._plan(self.north_lead, self.anna, "2017-08-18")
        self.assertFalse(self._remind("2017-08-18 14:00:00"))
        self.assertFalse(self._remind("2017-08-20 10:00:00"))
        reminder = self._remind("2017-08-21 06:30:00")
        self.assertEqual(reminder.cause, f"activity:{promise.id}:2017-08-18")
        self.assertIn("Call back", self._get_activities().note)
        self.assertFalse(self._remind("2017-08-22 06:30:00"))

    def test_overdue_is_not_settled_by_ticking_off(self):
        self._create_rule("overdue", 1, "days")
        promise = self._plan(self.client, self.anna, "2017-08-14")
        reminder = self._remind("2017-08-15 08:00:00")
        self._get_activities().with_user(self.anna).action_done()
        self.assertEqual(reminder.state, "open")
        promise.with_user(self.anna).action_done()
        self._remind("2017-08-15 09:00:00")
        self.assertEqual(reminder.state, "gone")

    def test_promise_moved_and_missed_again(self):
        self._create_rule("overdue", 1, "days")
        promise = self._plan(self.client, self.anna, "2017-08-14")
        first = self._remind("2017-08-15 08:00:00")
        promise.date_deadline = "2017-08-16"
        self.assertFalse(self._remind("2017-08-15 09:00:00"))
        self.assertEqual(first.state, "gone")
        self.assertEqual(len(self._remind("2017-08-17 08:00:00")), 1)

    def test_two_promises_are_two(self):
        self._create_rule("overdue", 1, "days")
        for _number in range(2):
            self._plan(self.north_lead, self.anna, "2017-08-14")
        self.assertEqual(len(self._remind("2017-08-15 08:00:00")), 2)

    # ------------------------------------------------------------
    # QUIET DEALS
    # ------------------------------------------------------------

    def test_quiet_deal(self):
        self._create_rule("quiet", 5, "days")
        self.north_lead.stage_id.rotting_threshold_days = 0
        self.assertFalse(self._remind("2017-08-18 08:00:00"))
        self.assertEqual(len(self._remind("2017-08-21 08:00:00")), 1)

    def test_letters_and_stages_break_the_silence(self):
        self._create_rule("quiet", 5, "days")
        self.north_lead.stage_id.rotting_threshold_days = 0
        self._write_letter(self.north_lead, "2017-08-18 08:00:00")
        self.assertFalse(self._remind("2017-08-21 08:00:00"))
        reminder = self._remind("2017-08-25 08:00:00")
        self.assertEqual(str(reminder.since), "2017-08-18 08:00:00")
        self._write_letter(
            self.north_lead, "2017-08-25 08:05:00", self.anna.partner_id, "comment"
        )
        self._remind("2017-08-25 09:00:00")
        self.assertEqual(reminder.state, "gone")
        # Taking it back was no sign of life.
        again = self._remind("2017-09-01 08:00:00")
        self.assertEqual(str(again.since), "2017-08-25 08:05:00")

    def test_asked_for_the_next_step_already(self):
        self._create_rule("no_next_step", 1, sequence=1)
        self._create_rule("quiet", 1, "days", sequence=2, use_stage_days=False)
        self.assertEqual(self._remind("2017-08-21 08:00:00").kind, "no_next_step")
        self.assertFalse(self._remind("2017-08-22 08:00:00"))

    def test_planned_is_not_quiet(self):
        self._create_rule("quiet", 5, "days")
        self._plan(self.north_lead, self.anna, "2017-09-30")
        self.assertFalse(self._remind("2017-08-28 08:00:00"))

    def test_stage_says_how_long(self):
        """Crm's own threshold counts days of the calendar."""
        rule = self._create_rule("quiet", 5, "days")
        self.north_lead.stage_id.rotting_threshold_days = 3
        self.assertFalse(self._remind("2017-08-17 07:00:00"))
        self.assertEqual(len(self._remind("2017-08-17 08:30:00")), 1)
        self._forget()
        rule.use_stage_days = False
        self.assertFalse(self._remind("2017-08-17 08:30:00"))

    # ------------------------------------------------------------
    # WHAT A RULE IS ABOUT
    # ------------------------------------------------------------

    def test_teams_stages_and_domain(self):
        rule = self._create_rule("no_next_step", 1)
        south = self._create_deal("South", self.carl, expected_revenue=5_000)
        moment = "2017-08-14 14:00:00"
        for values, found in (
            ({"team_ids": self.south.ids}, south),
            ({"team_ids": False, "domain": "[('expected_revenue', '>', 1000)]"}, south),
            (
                {"domain": "[]", "stage_ids": south.stage_id.ids},
                south | self.north_lead,
            ),
            ({"stage_ids": self.env["crm.stage"].create({"name": "Other"}).ids}, []),
        ):
            with self.subTest(values):
                rule.write(values)
                made = self._remind(moment)
                self.assertEqual(
                    sorted(made.mapped("res_id")), sorted(found and found.ids)
                )
                self._forget()

    def test_wrong_domain_is_refused(self):
        rule = self._create_rule("no_next_step", 1)
        for domain in ("[('nothing', '=', 1)]", "[('user_id', '=', uid)]", "[("):
            with self.subTest(domain), self._assert_refused("Choose them again"):
                rule.domain = domain

    def test_switched_off(self):
        rule = self._create_rule("no_next_step", 1)
        reminder = self._remind("2017-08-14 14:00:00")
        rule.active = False
        self.assertEqual(reminder.state, "gone")
        self.assertFalse(self._get_activities())

    def test_so_many_a_day(self):
        self._create_rule("no_next_step", 1, daily_limit=2)
        for number in range(4):
            self._create_deal(f"Deal {number}", self.anna)
        self._create_deal("Of boris", self.boris)
        self.assertEqual(len(self._remind("2017-08-14 14:00:00")), 3)
        self.assertFalse(self._remind("2017-08-14 14:15:00"))
        self.assertEqual(len(self._remind("2017-08-15 14:15:00")), 2)
