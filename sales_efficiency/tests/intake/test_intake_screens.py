from odoo.tests import tagged
from odoo.tools import mute_logger

from ..screens import Screen, ScreenCase
from .common import IntakeCommon
from .test_lead_request import LOGGER, broken

DOORS = "/odoo/action-sales_efficiency.sales_lead_door_action"
REQUESTS = "/odoo/action-sales_efficiency.sales_lead_request_action"
ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
#: What is ours on a form; Odoo answers for its own parts, and cuts long addresses.
FORM = (
    ".o_form_sheet .o_inner_group:not(:has(.o_field_CopyClipboardChar)), "
    ".o_form_sheet .oe_title, .o_statusbar_buttons"
)


@tagged("post_install", "-at_install", "sales_screens")
class TestIntakeScreens(IntakeCommon, ScreenCase):
    """Doors and requests as they are seen by who administers them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._take(
            {"name": "Ann", "message": "Call me"}, {"name": "A", "leave_empty": "x"}
        )
        with broken(), mute_logger(LOGGER):
            cls._take({"name": "Bob"})

    def test_doors_and_requests(self):
        door = f"{DOORS}/{self.door.id}"
        self.look_around(
            self.ada,
            Screen("doors", DOORS, ROWS),
            Screen("door", door, FORM, ".ace_content"),
            Screen("door_limits", "", FORM, "[name=sites]", ("a[name=limits]",)),
            Screen("requests", REQUESTS, ROWS),
        )
