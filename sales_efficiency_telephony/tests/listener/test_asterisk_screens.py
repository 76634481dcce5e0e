from datetime import datetime

from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from ...listener.ami import Untrusted
from ..certificates import Certificate
from ..event.common import HubCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestAsteriskScreens(HubCommon, ScreenCase):
    """The form of a phone system that is an Asterisk, listened to and not."""

    def test_every_look(self):
        values = {
            "code": "asterisk",
            "account": "odoo",
            "ami_host": "pbx.hauptverwaltung.example.com",
            "ami_tls": True,
            "cel_path": "/var/log/asterisk/cel-custom/Master.csv",
        }
        heard = self._create_provider(name="Head office", **values)
        refused = self._create_provider(name="Warehouse", **values)
        now = datetime.now().timestamp()
        heard._note_listener("listening", "", now, "odoo-1")
        refused.ami_certificate = Certificate("pbx.example.com").text
        trouble = Untrusted("pbx.hauptverwaltung.example.com", 5039, "self-signed")
        refused._note_listener("away", str(trouble), 0, "odoo-1")
        parts = ".o_form_sheet .o_inner_group, .o_form_sheet .alert"
        self.look_around(
            self.ada,
            Screen("asterisk", f"/odoo/phone-systems/{heard.id}", parts),
            Screen("asterisk_refused", f"/odoo/phone-systems/{refused.id}", parts),
        )
