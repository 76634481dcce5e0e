from datetime import datetime, time, timedelta

from odoo import Command
from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import Screen, ScreenCase

PEOPLE = "/odoo/sales-deputies"
TRANSFERS = "/odoo/sales-transfers"
SETTINGS = "/odoo/action-sales_efficiency.res_config_settings_action"
ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
FORM = ".o_form_sheet"


@tagged("post_install", "-at_install", "sales_screens")
class TestAbsenceScreens(BoardCommon, ScreenCase):
    """Who is away, the transfer, the settings and the letters; with long names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = "Europe/Brussels"
        cls.env["sales.lead.rule"].search([]).active = False
        away, deputy = cls.crowd[:2]
        away.sales_deputy_id = deputy
        cls.crowd[2:9].sales_deputy_id = cls.crowd[9]
        cls.away = away
        cls._send_away(away)
        for index in range(12):
            deal = cls._create_deal(away, index)
            deal.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=cls.today,
                summary="Call back about the offer",
                user_id=away.id,
            )
        start = datetime.combine(cls.today + timedelta(days=1), time(9))
        cls.env["calendar.event"].with_context(no_mail_to_attendees=True).create(
            {
                "name": "Visit to the works, with the engineers of the client",
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": away.id,
                "partner_ids": [Command.set((away.partner_id | cls.client).ids)],
            }
        )

    @classmethod
    def _create_deal(cls, user, index):
        return cls.env["crm.lead"].create(
            {
                "name": f"Modernisation of the whole production, part {index}",
                "type": "opportunity",
                "partner_id": cls.client.id,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "company_id": cls.company.id,
                "expected_revenue": 1_234_567,
                "date_deadline": cls.today,
            }
        )

    def _run(self):
        self.env.ref("sales_efficiency.ir_cron_sales_absence").method_direct_trigger()
        self.env.invalidate_all()

    def _get_letter(self, user):
        """Return the body of the last message somebody got."""
        return (
            self.env["mail.message"]
            .search(
                [
                    ("message_type", "=", "user_notification"),
                    ("model", "=", False),
                    ("notified_partner_ids", "in", user.partner_id.ids),
                ],
                order="id desc",
                limit=1,
            )
            .body
        )

    def test_every_look(self):
        self._run()
        deputy = self.away.sales_deputy_id
        handover = self.away.sudo().sales_absence_id
        came = self._get_letter(deputy)
        note = f"Rang {self.client.name}"
        deals = handover.line_ids.filtered(lambda line: line.model == "crm.lead")
        for line in deals[:3]:
            self.env["crm.lead"].browse(line.res_id).message_post(
                body=note,
                message_type="comment",
                author_id=deputy.partner_id.id,
            )
        self.ada.group_ids |= self.env.ref("base.group_system")
        with self.env.cr.savepoint() as savepoint:
            self.env["resource.calendar.leaves"].search(
                [("resource_id.user_id", "=", self.away.id)]
            ).unlink()
            self._run()
            back = self._get_letter(self.away)
            savepoint.rollback()
        self.env.invalidate_all()
        self.look_around(
            self.ada,
            Screen("absence_people", PEOPLE, ROWS),
            Screen(
                "absence_choose",
                PEOPLE,
                ".modal-content",
                ready=".modal .o_form_view",
                steps=(".o_data_row .o_data_cell, .o_kanban_record",),
            ),
            Screen("absence_transfers", TRANSFERS, ROWS),
            Screen("absence_transfer", f"{TRANSFERS}/{handover.id}", FORM),
            Screen("absence_user", f"/odoo/users/{self.away.id}", FORM),
            Screen("absence_preferences", f"/odoo/my-preferences/{self.ada.id}", FORM),
            Screen(
                "absence_settings",
                SETTINGS,
                "#sales_absence_handover",
                steps=("#sales_absence_handover .o_light_label",),
            ),
            Screen("absence_letter_came", "", "body", html=came),
            Screen("absence_letter_back", "", "body", html=back),
        )
