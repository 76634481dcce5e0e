from odoo.tests import tagged

from ..common import SalesEfficiencyCommon
from ..screens import Screen, ScreenCase

PATH = "/odoo/action-sales_efficiency.res_config_settings_action"


@tagged("post_install", "-at_install", "sales_screens")
class TestSettingsScreens(SalesEfficiencyCommon, ScreenCase):
    def test_every_look(self):
        self.ada.group_ids += self.env.ref("base.group_system")
        page = ".app_settings_block[data-key=sales_efficiency]"
        middle = f"{page} #sales_today_rule .o_form_label"
        self.look_around(self.ada, Screen("settings", PATH, page, steps=(middle,)))
