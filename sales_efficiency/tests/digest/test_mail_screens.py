from freezegun import freeze_time

from odoo.tests import tagged

from ..screens import PHONE, Look, Screen, ScreenCase
from .common import MorningNoteCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestMailScreens(MorningNoteCommon, ScreenCase):
    """Mails as they are read: 600 pixels wide and on a phone, in three languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna.name = "Maximiliana Konstantinopolska-Featherstonehaugh"
        cls.north.name = "Everybody Else in the Whole Wide West and Beyond"
        cls._create_plan(
            "2017-08-01", {cls.anna: 40}, metric=cls._metric("meetings_current")
        )
        cls.plan.line_ids.filtered(
            lambda line: line.user_id == cls.anna
        ).target = 123_456_789
        for code in ("ru_RU", "fa_IR"):
            cls.env["res.lang"]._activate_lang(code)
        cls.env["ir.module.module"]._load_module_terms(
            ["sales_efficiency", "digest"], ["ru_RU", "fa_IR"]
        )

    @freeze_time("2017-08-15 06:30:00")
    def _write_note(self, lang):
        self.lena.lang = lang
        note = self.notes.create(
            {
                "user_id": self.lena.id,
                "company_id": self.company.id,
                "date": "2017-08-15",
                "state": "sent",
                "people_count": 2,
                "behind_count": 1,
            }
        )
        template = self.env.ref("sales_efficiency.mail_template_sales_morning_note")
        values = template._generate_template(note.ids, ["body_html"])
        note.unlink()
        return values[note.id]["body_html"]

    @freeze_time("2017-08-15 06:30:00")
    def _write_digest(self, lang):
        self.max.lang = lang
        digest = self.env["digest.digest"].create(
            {
                "name": "Weekly",
                "company_id": self.company.id,
                "kpi_sales_pace": True,
                "user_ids": [(6, 0, self.max.ids)],
            }
        )
        digest.with_context(lang=lang)._action_send_to_user(self.max, tips_count=1)
        return self.env["mail.mail"].search([], order="id desc", limit=1).body_html

    def test_wide(self):
        self._look_at_mails(Look("wide", (640, 950)))

    def test_phone(self):
        self._look_at_mails(Look("phone", PHONE))

    def _look_at_mails(self, look):
        mails = [
            (f"{name}_{lang}", str(write(lang)), parts)
            for name, write, parts in (
                ("morning_note", self._write_note, "body"),
                # The rest of it is Odoo's own.
                ("digest", self._write_digest, ".o_sales_pace_people"),
            )
            for lang in ("en_US", "ru_RU", "fa_IR")
        ]
        self.look_around(
            self.max,
            # Any page has the check with it.
            Screen("mails", "/odoo/sales-board", ".o_view_nocontent, .o_kanban_record"),
            *(Screen(name, "", parts, html=html) for name, html, parts in mails),
            looks=[look],
        )
