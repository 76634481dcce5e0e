import base64

from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from ..event.common import CLIENT, HubCommon

PROVIDERS = "/odoo/action-sales_efficiency_telephony.pbx_provider_action"
EVENTS = "/odoo/action-sales_efficiency_telephony.pbx_event_action"
ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
FORM = ".o_form_sheet .o_inner_group, .o_form_sheet .oe_title, .o_pbx_address"
SAMPLE = "sales_efficiency_telephony/tests/samples/csv_history/asterisk_cdr.csv"


@tagged("post_install", "-at_install", "sales_screens")
class TestProviderScreens(HubCommon, ScreenCase):
    """Phone systems and their facts as they are seen by who administers them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = cls._create_provider(name="Demonstration", code="demo")
        cls._tell(cls._talk() + cls._talk("c2", phone="177"))
        told = [(fact, {"number": CLIENT}) for fact in cls._talk("c3")]
        cls.events._take(cls.provider, told)
        failed = cls.events.search([("call_uid", "=", "c3")])
        failed.write({"state": "error", "error": "The number cannot be read: mend it."})

    def test_phone_systems(self):
        provider = f"{PROVIDERS}/{self.provider.id}"
        self.look_around(
            self.ada,
            Screen("phone_systems", PROVIDERS, ROWS),
            Screen("phone_system", provider, FORM, ".o_pbx_address"),
            Screen("phone_system_phones", "", FORM, ROWS, ("a[name=phones]",)),
            Screen("phone_system_calls", "", FORM, "", ("a[name=calls]",)),
            Screen("phone_system_demo", f"{PROVIDERS}/{self.demo.id}", FORM),
        )

    def test_facts(self):
        event = self.events.search([("call_uid", "=", "c3")], limit=1)
        self.look_around(
            self.ada,
            Screen("call_events", EVENTS, ROWS),
            Screen("call_event", f"{EVENTS}/{event.id}", FORM),
        )

    def test_import(self):
        with file_open(SAMPLE, "rb") as file:
            content = base64.b64encode(file.read())
        wizard = (
            self.env["pbx.call.import"]
            .with_user(self.ada)
            .create(
                {
                    "provider_id": self.provider.id,
                    "file": content,
                    "file_name": "calls.csv",
                }
            )
        )
        wizard.action_read()
        wizard.date_format = "iso"
        wizard.action_look()
        self.look_around(
            self.ada,
            Screen(
                "call_import",
                f"/odoo/action-sales_efficiency_telephony.call_import_action/{wizard.id}",
                ".o_form_view .o_inner_group",
                ROWS,
            ),
        )
