from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from ..common import MailingCommon

ACTION = "/odoo/action-sales_efficiency"
OPTOUTS = f"{ACTION}_mailing.mailing_optout_action"
SETTINGS = f"{ACTION}.res_config_settings_action"


@tagged("post_install", "-at_install", "sales_screens")
class TestChoiceScreens(MailingCommon, ScreenCase):
    """Unwanted letters and the settings beside them, as the administrator sees them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's settings are its administrator's.
        cls.ada.group_ids |= cls.env.ref("base.group_system")
        optouts = cls.env["mailing.optout"]
        optouts._refuse("claire@client.example", cls.chain, "one_click")
        optouts._refuse("paul@client.example", cls.topic, "page")

    def test_unwanted_letters_and_settings(self):
        self.look_around(
            self.ada,
            Screen("unwanted_letters", OPTOUTS, ".o_data_row, .o_kanban_record"),
            Screen(
                "care_settings",
                SETTINGS,
                "#care_chain, #mailing_one_click, #sales_contact_days",
            ),
        )
