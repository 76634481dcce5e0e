import random
from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from .test_chain_report import ChainReportCommon

SUBJECTS = (
    "How machines are chosen",
    "Three free checks before you buy",
    "Is your workshop ready?",
    "Free: what others asked us this month",
    "A short note",
    "Spare parts 🎁 for the winter",
    "What to look at when you compare offers of several makers side by side",
    "Free day at our factory",
    "Still looking?",
    "Free advice by phone",
    "Our free guide",
    "News of the month",
)


@tagged("post_install", "-at_install", "sales_screens")
class TestSubjectScreens(ChainReportCommon, ScreenCase):
    """League, words, variants and figures: wide, on a phone, dark, right to left."""

    def _fill(self):
        dice = random.Random(5)
        now = datetime.now().replace(microsecond=0)
        for number, subject in enumerate(SUBJECTS):
            letters = dice.randrange(40, 160)
            rate = dice.gauss(0.25, 0.04) + 0.35 * ("ree" in subject)
            moment = now - timedelta(days=10 + number)
            opened = round(letters * rate)
            self._mail(subject, letters, opened, moment=moment, clicked=opened // 4)
        for letter, opened in zip(self.letters[self.first], (60, 130), strict=True):
            self._send(letter, 260, opened, moment=now - timedelta(days=9))
        for letter, opened in zip(self.letters[self.second], (20, 24), strict=True):
            self._send(letter, 60, opened, moment=now - timedelta(days=8))
        for step in (self.first, self.second, self.wait):
            for number in range(12):
                participant = self._participate(step_id=step.id)
                if number % 4 == 0:
                    participant.write({"state": "left", "left_reason": "reply"})
        source = self.letters[self.first][1].source_id
        self._create_order(self.anna, 12500, "2017-08-20", source_id=source.id)
        self._create_lead("Emma", source_id=source.id)

    def test_every_look(self):
        self._fill()
        self.look_around(
            self.ada,
            Screen(
                "subjects",
                "/odoo/mailing-subjects",
                ".o_breadcrumb",
                ".o_data_row, .o_kanban_record",
            ),
            Screen(
                "subject_words",
                "/odoo/mailing-subject-words",
                ".o_breadcrumb",
                ".o_data_row, .o_kanban_record",
            ),
            Screen(
                "subject_variants",
                f"/odoo/mailing-variants/{self.first.id}",
                ".o_form_sheet",
                ".o_form_sheet .o_data_row, .o_form_sheet .o_kanban_record",
            ),
            Screen(
                "chain_report",
                "/odoo/mailing-chain-report",
                ".o_breadcrumb",
                ".o_pivot",
            ),
        )
