from odoo.tests import tagged

from ..common import SalesEfficiencyCommon
from ..screens import Screen, ScreenCase

PATH = "/odoo/action-sales_efficiency.res_config_settings_action"


@tagged("post_install", "-at_install", "sales_screens")
class TestSettingsScreens(SalesEfficiencyCommon, ScreenCase):
    def test_every_look(self):
        self.ada.group_ids += self.env.ref("base.group_system")
        page = ".app_settings_block[data-key=sales_efficiency]"
        below = f"{page} #sales_today_rule label"
        self.look_around(
            self.ada,
            Screen("settings", PATH, page),
            # A click on a label brings what lies below into sight.
            Screen("settings_below", PATH, page, steps=(below,)),
        )
