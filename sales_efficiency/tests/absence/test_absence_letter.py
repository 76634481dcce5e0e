from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import html2plaintext

from ..distribution.common import NOON
from .common import BACK, FRIDAY, TUESDAY, AbsenceCommon


@tagged("post_install", "-at_install")
class TestAbsenceLetter(AbsenceCommon):
    """One message to each at the start, one to each at the end."""

    def setUp(self):
        super().setUp()
        self.last_id = self.env["mail.message"].search([], order="id desc", limit=1).id

    def _get_letters(self):
        """Return what was told since the last time: ``{person: (subject, text)}``."""
        letters = self.env["mail.message"].search(
            [
                ("id", ">", self.last_id),
                ("message_type", "=", "user_notification"),
                ("model", "=", False),
            ]
        )
        self.last_id = max(letters.ids, default=self.last_id)
        people = [letter.notified_partner_ids for letter in letters]
        self.assertEqual(len(people), len(set(people)), "Somebody was told twice")
        return {
            letter.notified_partner_ids.name: (
                letter.subject,
                html2plaintext(letter.body),
            )
            for letter in letters
        }

    def test_start(self):
        self._let_be_away()
        letters = self._get_letters()
        self.assertEqual(set(letters), {"Anna", "Boris"})
        subject, text = letters["Boris"]
        self.assertEqual(subject, "Work of Anna, away until Sunday, August 20, 2017")
        for word in ("Looms", "Chairs", "Call back", "Visit", "goes back to Anna"):
            self.assertIn(word, text)
        subject, text = letters["Anna"]
        self.assertIn("Boris", text)
        self.assertIn("Looms", text)
        self.assertIn("comes back to you", text)

    def test_what_comes_in_is_told_to_the_deputy_only(self):
        self._let_be_away()
        self._get_letters()
        self._create_call(self.silk, FRIDAY)
        self._run(NOON + timedelta(hours=1))
        letters = self._get_letters()
        self.assertEqual(set(letters), {"Boris"})
        self.assertIn("Silk", letters["Boris"][1])
        self.assertNotIn("Looms", letters["Boris"][1])

    def test_end(self):
        self._let_be_away()
        self._write_note(self.boris, self.chairs)
        self._get_letters()
        self._run(BACK)
        letters = self._get_letters()
        self.assertEqual(set(letters), {"Anna", "Boris"})
        back, stays = letters["Anna"][1].split("Stays with Boris")
        self.assertIn("Looms", back)
        self.assertIn("Chairs", stays)
        self.assertIn("Boris has contacted the client.", stays)
        back, stays = letters["Boris"][1].split("Stays with you")
        self.assertIn("Back with Anna", back)
        self.assertIn("Looms", back)
        self.assertIn("Chairs", stays)

    def test_leader_is_told_once_that_nobody_takes_it(self):
        self.anna.sales_deputy_id = False
        self.north.user_id = False
        self.company.sales_head_id = self.max
        self._let_be_away()
        letters = self._get_letters()
        self.assertEqual(set(letters), {"Max"})
        self.assertIn("Nobody is there to take it.", letters["Max"][1])
        self._run(NOON + timedelta(hours=1))
        self.assertFalse(self._get_letters())

    def test_leader_who_is_away_is_not_relied_on(self):
        self.anna.sales_deputy_id = False
        self.company.sales_head_id = self.max
        self._set_absent(self.lena, TUESDAY, FRIDAY)
        self._let_be_away()
        self.assertEqual(set(self._get_letters()), {"Max"})

    def test_nobody_is_told_of_what_waits(self):
        self.anna.sales_deputy_id = False
        self.call.unlink()
        self.visit.unlink()
        self._create_rule(teams=self.north, off_hours="wait")
        self._set_absent(self.anna, TUESDAY, FRIDAY)
        self._run(NOON.replace(hour=2))
        self.assertFalse(self._get_letters())
        self._run(NOON + timedelta(hours=2))
        self.assertEqual(set(self._get_letters()), {"Anna", "Boris"})

    def test_long_lists_are_cut(self):
        for index in range(12):
            self._create_deal(f"Deal {index}", date_deadline=FRIDAY)
        self._let_be_away()
        self.assertIn("and 6 more", self._get_letters()["Boris"][1])

    def test_everybody_reads_the_own_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.boris.lang = "fr_FR"
        self._let_be_away()
        self.assertIn("dimanche 20 août 2017", self._get_letters()["Boris"][0])

    def test_names_are_text(self):
        self.looms.name = "<b>Looms</b>"
        self._let_be_away()
        self.assertIn("<b>Looms</b>", self._get_letters()["Boris"][1])
