from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import MorningNoteCommon


@tagged("post_install", "-at_install")
@freeze_time("2017-08-15 06:30:00")
class TestMorningNote(MorningNoteCommon):
    """What the note says, and who may read it."""

    def _get_content(self, leader=None, day="2017-08-15"):
        return self.notes.create(
            {
                "user_id": (leader or self.lena).id,
                "company_id": self.company.id,
                "date": day,
                "state": "sent",
            }
        )._get_content()

    def test_figures_are_those_of_get_pace(self):
        content = self._get_content()
        (team,) = content["teams"]
        self.assertEqual(team["name"], "North")
        self.assertEqual((content["people_count"], content["behind_count"]), (2, 1))
        (row,) = team["behind"]
        pace = self.env["sales.plan"].get_pace("2017-08-14", user_ids=self.anna.ids)[0]
        self.assertEqual({key: row[key] for key in pace}, pace)
        self.assertEqual((row["pace"], row["gap"]), (50.0, -50_000.0))
        self.assertAlmostEqual(row["needed_per_day"], 180_000 / 13)
        self.assertEqual(row["pace_text"], "50 %")
        self.assertEqual(
            row["needed_text"].replace("\N{NO-BREAK SPACE}", " "), "13,846 €"
        )
        self.assertEqual(row["status_name"], "Far behind")
        self.assertEqual(team["total"]["fact"], 62_000.0)

    def test_as_at_last_night(self):
        """What comes in this morning is tomorrow's news."""
        self._create_order(self.anna, 500_000, "2017-08-15 06:10:00")
        self.assertEqual(self._get_content()["behind_count"], 1)
        self.assertEqual(self._get_content(day="2017-08-16")["behind_count"], 0)

    def test_away(self):
        self._add_absence(self.boris, "2017-08-14 22:00:00", "2017-08-18 22:00:00")
        (person,) = self._get_content()["away"]
        self.assertEqual(person["name"], "Boris")
        self.assertIn("August", person["until"])

    def test_nothing_beyond_the_rights(self):
        """A co-leader of south sees south; a mere salesperson no colleague at all."""
        self.south.sales_co_leader_ids = self.lena | self.boris
        self.env.flush_all()
        names = [team["name"] for team in self._get_content()["teams"]]
        self.assertEqual(names, ["North", "South"])
        content = self._get_content(self.boris)
        self.assertEqual(content["people_count"], 0)

    def test_language_of_the_leader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.lena.lang = "fr_FR"
        self.assertIn("août", self._get_content()["day"])

    def test_direction(self):
        self.env["res.lang"]._activate_lang("ar_001")
        self.lena.lang = "ar_001"
        self.assertEqual(self._get_content()["direction"], "rtl")

    def test_access(self):
        note = self.notes.create(
            {
                "user_id": self.lena.id,
                "company_id": self.company.id,
                "date": "2017-08-15",
                "state": "sent",
            }
        )
        self.assertEqual(note.with_user(self.lena).state, "sent")
        self.assertEqual(note.with_user(self.max).state, "sent")
        other = self._create_user("olga", "group_sales_efficiency_leader")
        for user in (other, self.anna):
            with (
                self.subTest(user.login),
                mute_logger("odoo.addons.base.models.ir_rule"),
            ):
                with self.assertRaises(AccessError):
                    note.with_user(user).read(["state"])
        for user in (self.lena, self.max):
            with self.subTest(user.login), self.assertRaises(AccessError):
                note.with_user(user).state = "no_plan"
        self.assertTrue(note.with_user(self.ada).unlink())

    def test_everyone_sets_the_own_preference(self):
        self.lena.with_user(self.lena).sales_morning_note = "always"
        with self.assertRaises(AccessError):
            self.lena.with_user(self.anna).sales_morning_note = "never"

    def test_hour_out_of_the_day(self):
        with self.assertRaisesRegex(ValidationError, "between 0:00 and 23:59"):
            self.company.sales_morning_hour = 24


@tagged("post_install", "-at_install")
class TestMorningNoteUnsubscribe(MorningNoteCommon, HttpCase):
    def test_unsubscribe(self):
        url = "/sales_efficiency/morning_note/unsubscribe"
        data = {"user_id": self.lena.id, "token": self.lena._get_sales_morning_token()}
        page = self.url_open(f"{url}?user_id={data['user_id']}&token={data['token']}")
        self.assertIn("Stop the morning note?", page.text)
        self.assertEqual(self.lena.sales_morning_note, "behind")
        self.assertEqual(self.url_open(url, data=data).status_code, 200)
        self.lena.invalidate_recordset()
        self.assertEqual(self.lena.sales_morning_note, "never")

    def test_forged(self):
        url = "/sales_efficiency/morning_note/unsubscribe"
        token = self.lena._get_sales_morning_token()
        for data in (
            {"user_id": self.max.id, "token": token},
            {"user_id": self.lena.id, "token": "x"},
            {"user_id": "x", "token": token},
            {"user_id": 999_999_999, "token": token},
            {"token": token},
        ):
            with self.subTest(data):
                self.assertEqual(self.url_open(url, data=data).status_code, 404)
        self.assertEqual(self.max.sales_morning_note, "behind")
