from datetime import date, datetime, timedelta
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MINUTE, MONDAY, NUMBER, MissedCommon


@tagged("post_install", "-at_install")
class TestMissed(MissedCommon):
    """A client calls in vain: somebody is asked to call back, once."""

    def test_asks_owner_of_deal(self):
        deal = self._create_deal(self.anna)
        call = self._log(lead_id=deal.id, partner_id=self.prospect.id)
        self.assertEqual(call.missed_state, "open")
        self.assertEqual(call.user_id, self.anna)
        self.assertEqual(call.team_id, self.north)
        self.assertEqual(call.missed_due_at, MONDAY + 30 * MINUTE)
        activity = self._get_activities(call)
        self.assertEqual(len(activity), 1)
        self.assertEqual((activity.res_model, activity.res_id), ("crm.lead", deal.id))
        self.assertEqual(activity.user_id, self.anna)
        self.assertEqual(activity.date_deadline, date(2017, 8, 14))
        self.assertEqual(activity.activity_type_id.category, "phonecall")
        self.assertIn("Prospect", activity.summary)

    def test_due_in_working_time(self):
        """Ten minutes of Friday and twenty of Monday; not the weekend in between."""
        friday = datetime(2017, 8, 11, 14, 50)
        deal = self._create_deal(self.anna)
        call = self._log(at=friday, lead_id=deal.id)
        self.assertEqual(call.missed_due_at, datetime(2017, 8, 14, 6, 20))
        self.assertEqual(self._get_activities(call).date_deadline, date(2017, 8, 14))

    def test_one_activity_for_several_calls(self):
        deal = self._create_deal(self.anna)
        first = self._log(lead_id=deal.id)
        others = [
            self._log(MONDAY + minutes * MINUTE, lead_id=deal.id) for minutes in (2, 5)
        ]
        self.assertEqual([call.missed_first_id for call in others], [first, first])
        self.assertEqual(first.missed_count, 3)
        self.assertEqual([call.missed_state for call in others], ["open", "open"])
        self.assertEqual(len(self._get_activities(first)), 1)
        for call in others:
            self.assertFalse(self._get_activities(call))
            self.assertEqual(call.missed_due_at, first.missed_due_at)
            self.assertEqual(call.user_id, self.anna)

    def test_what_is_no_missed_call(self):
        for values in (
            {"direction": "internal"},
            {"direction": "out", "state": "not_reached"},
            {"number": False, "phone_sanitized": False},
            # History, of which we hear a day later.
            {"told_at": MONDAY + timedelta(days=1)},
            # An extension, and a line or a colleague of ours.
            {"number": "1234", "phone_sanitized": False, "number_kind": "none"},
            {"number_kind": "own"},
        ):
            with self.subTest(**values):
                call = self._log(**values)
                self.assertFalse(call.missed_state)
                self.assertFalse(self._get_activities(call))

    def test_numbers_no_country_has(self):
        """Whoever called with an odd number waits all the same."""
        call = self._log(
            number="+9990012345678", phone_sanitized=False, number_kind="none"
        )
        self.assertEqual(call.missed_state, "open")

    def test_logged_before(self):
        """What we knew of then and hear of again may be days old, not weeks."""
        for days, state in ((6, "open"), (8, False)):
            call = self._log(state="ringing", number=f"+322123456{days}")
            self._tell(call, "missed", MONDAY + timedelta(days=days))
            self.assertEqual(call.missed_state, state)

    def test_schedules_are_read_at_once(self):
        """However many calls are missed, or overdue: a few reads for all of them."""
        model = self.env.registry["pbx.call"]
        read = model._read_schedules
        reads = []

        def read_schedules(calls, users, company):
            reads.append(company)
            return read(calls, users, company)

        for count in (2, 6):
            reads.clear()
            calls = self.calls.browse()
            for index in range(count):
                number = f"+3221234{count}{index}0"
                calls |= self._log(
                    number=number, phone_sanitized=number, number_kind="own"
                )
            calls.number_kind = "unknown"
            calls.provider_id.missed_user_id = self.anna
            with patch.object(model, "_read_schedules", read_schedules):
                with self._at(MONDAY + MINUTE):
                    calls._settle_missed(dict.fromkeys(calls.ids, False))
                self.assertEqual(len(calls.missed_activity_ids), count)
                self.assertEqual(len(reads), 2, "whose, and on which day")
                with self._at(MONDAY + 300 * MINUTE):
                    calls._escalate_missed()
                self.assertEqual(len(calls.missed_activity_ids), 2 * count)
                self.assertEqual(len(reads), 4)

    def test_every_way_of_missing(self):
        for index, state in enumerate(("missed", "abandoned", "voicemail")):
            call = self._log(state=state, number=f"10{index}", phone_sanitized=False)
            self.assertEqual(call.missed_state, "open", state)

    def test_told_again(self):
        """What is told twice, or said better, changes nothing."""
        call = self._log(lead_id=self._create_deal(self.anna).id)
        due, activity = call.missed_due_at, self._get_activities(call)
        self._tell(call, "missed", MONDAY + 20 * MINUTE)
        self._tell(call, "abandoned", MONDAY + 21 * MINUTE)
        self.assertEqual(call.missed_due_at, due)
        self.assertEqual(self._get_activities(call), activity)

    def test_somebody_did_talk(self):
        """A call thought to be missed was taken: the next one waits in its place."""
        deal = self._create_deal(self.anna)
        first = self._log(lead_id=deal.id)
        second = self._log(MONDAY + 9 * MINUTE, lead_id=deal.id)
        self._tell(first, "answered", MONDAY + 10 * MINUTE, answered_at=MONDAY)
        self.assertFalse(first.missed_state)
        self.assertFalse(self._get_activities(first))
        self.assertEqual(second.missed_state, "open")
        self.assertFalse(second.missed_first_id)
        self.assertEqual(self._get_activities(second).user_id, self.anna)

    def test_other_company(self):
        """The same number waits in each company by itself."""
        company = self.env["res.company"].create({"name": "Other"})
        provider = self._create_provider(company, missed_user_id=self.env.user.id)
        self.env.user.company_ids |= company
        here = self._log(lead_id=self._create_deal(self.anna).id)
        there = self._log(MONDAY + MINUTE, provider=provider)
        self.assertFalse(there.missed_first_id)
        self._log(MONDAY + 2 * MINUTE, talkers=[self.anna])
        self.assertEqual(here.missed_state, "client_called")
        self.assertEqual(there.missed_state, "open")

    def test_two_at_once(self):
        """Two workers record missed calls of one number: the second one begins again."""
        self._log()
        with (
            patch.object(
                self.env.registry["pbx.call"],
                "_find_waiting",
                lambda calls: calls.browse(),
            ),
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
        ):
            self._log(MONDAY + MINUTE)

    def test_filters(self):
        """What the list offers to narrow it to finds what it says."""
        call = self._log(lead_id=self._create_deal(self.anna).id)
        with self._at(MONDAY + 29 * MINUTE):
            self.assertFalse(self.calls.search([("missed_due_at", "<", "now")]))
        with self._at(MONDAY + 31 * MINUTE):
            self.assertEqual(self.calls.search([("missed_due_at", "<", "now")]), call)

    def test_age(self):
        call = self._log(lead_id=self._create_deal(self.anna).id)
        with self._at(MONDAY + 12 * MINUTE):
            self.assertEqual((call.missed_age, call.missed_late), ("12 min", False))
        # An hour and a half on the clock, half an hour of it lunch.
        with self._at(datetime(2017, 8, 14, 11, 30)):
            self.assertEqual((call.missed_age, call.missed_late), ("3 h", "2 h"))
        self._log(MONDAY + 400 * MINUTE, talkers=[self.anna])
        self.assertEqual((call.missed_age, call.missed_late), (False, False))

    def test_my_day_has_the_number_that_called(self):
        """Not the deal's: that is where the client cannot be reached."""
        deal = self._create_deal(self.anna, phone="+3225550101")
        call = self._log(lead_id=deal.id)
        with self._at(MONDAY + MINUTE):
            day = self.env["sales.my.day"].with_user(self.anna).get_my_day("2017-08-14")
        [line] = [line for line in day["lines"] if line["res_id"] == deal.id]
        self.assertEqual(line["activity_id"], self._get_activities(call).id)
        self.assertEqual((line["phone"], line["pbx_call_id"]), (NUMBER, call.id))

    def test_my_day(self):
        """The call back stands among what is to be done, with the number to be dialled."""
        call = self._log(user_id=self.boris.id, partner_id=False)
        self.assertFalse(self._get_activities(call))
        self.provider.missed_user_id = self.boris
        call = self._log(number="+3229999999", phone_sanitized="+3229999999")
        with self._at(MONDAY + MINUTE):
            day = (
                self.env["sales.my.day"].with_user(self.boris).get_my_day("2017-08-14")
            )
        [line] = [line for line in day["lines"] if line["res_model"] == "pbx.call"]
        self.assertEqual(line["res_id"], call.id)
        self.assertEqual(line["phone"], "+3229999999")
        self.assertTrue(line["can_open"])
        self.assertIn("+3229999999", line["title"])
        self.assertNotEqual(line["phone"], NUMBER)
