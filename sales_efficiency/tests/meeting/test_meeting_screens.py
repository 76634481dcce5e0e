from odoo import fields
from odoo.tests import tagged

from ..screens import LOOKS, Screen, ScreenCase
from .common import MeetingCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestMeetingScreens(MeetingCommon, ScreenCase):
    """Meetings that wait for their outcome, how it is said, and how one is moved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prospect.name = "Westdeutsche Maschinenbau- und Anlagentechnik Holding"
        now = fields.Datetime.now().replace(microsecond=0)
        cls.waiting, cls.held = (
            cls._create_meeting(
                str(fields.Datetime.subtract(now, hours=hours)),
                name="Offer for the extension of the plant in the harbour, second talk",
            )
            for hours in (2, 5)
        )
        cls.held.with_user(cls.anna).action_sales_held()

    def _screens(self, *steps):
        """Return the screens, and the wizard that ``steps`` lead to."""
        path = "/odoo/sales-meetings"
        move = "button[name=action_sales_move]"
        calendar = "/odoo/action-sales_efficiency.calendar_event_action_outcome"
        return (
            Screen("meetings", path, ".o_list_table, .o_kanban_renderer"),
            Screen("meetings_calendar", f"{calendar}?view_type=calendar", ".fc-view"),
            Screen(
                "meeting", f"{path}/{self.held.id}", ".o_field_widget.o_field_badge"
            ),
            Screen(
                "meeting_move",
                f"{path}/{self.waiting.id}",
                ".modal .o_form_view, .modal footer",
                steps=(*steps, move),
            ),
        )

    def test_wide_dark_and_turned(self):
        looks = [look for look in LOOKS if look.name != "phone"]
        self.look_around(self.anna, *self._screens(), looks=looks)

    def test_phone(self):
        looks = [look for look in LOOKS if look.name == "phone"]
        more = ".o_statusbar_buttons .oi-ellipsis-v"
        screens = [
            screen for screen in self._screens(more) if "calendar" not in screen.name
        ]
        self.look_around(self.anna, *screens, looks=looks)
