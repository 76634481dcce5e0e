from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from ..event.common import HubCommon

PARTS = ".o_form_sheet .o_inner_group, .o_form_sheet .o_pbx_address"


@tagged("post_install", "-at_install", "sales_screens")
class TestDialScreens(HubCommon, ScreenCase):
    """Forms of phone systems that are asked over http to call, filled and empty."""

    def test_every_look(self):
        self.ada.group_ids += self.env.ref("base.group_system")
        local = "http://pbx.hauptverwaltung.example.com:8080"
        systems = {
            "twilio": {"account": "AC" + "0" * 32, "dial_line": "+1 202 555 0100"},
            "freeswitch": {
                "recording_local_hosts": local,
                "dial_url": f"{local}/RPC2",
                "dial_login": "freeswitch",
                "dial_password": "works",
            },
            "webhook": {"dial_url": "https://pbx.example.com/dial"},
            "zadarma": {},
        }
        screens = []
        for code, values in systems.items():
            system = self._create_provider(name="Office", code=code, **values)
            path = f"/odoo/phone-systems/{system.id}"
            screens.append(Screen(f"dial_{code}", path, PARTS))
        self.look_around(self.ada, *screens)
