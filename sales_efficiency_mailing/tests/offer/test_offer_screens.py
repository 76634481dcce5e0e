from freezegun.api import real_datetime

from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from .common import OfferCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestOfferScreens(OfferCommon, ScreenCase):
    """Offers as they are seen by who made them."""

    def test_every_look(self):
        offers = self._get_offers(self._offer(self._create_people(5)))
        offers[:3]._note_seen(offers[:3].order_id)
        offers[0].order_id.action_confirm()
        offers[3].valid_until = "2017-08-01"
        offers[4].valid_until = "2099-01-01"
        # Browsers do not keep what has expired for years.
        self.clock.move_to(real_datetime.utcnow())
        self.max.group_ids += self.env.ref("mass_mailing.group_mass_mailing_user")
        self.look_around(
            self.max,
            Screen("offers", "/odoo/mailing-offers", ".o_list_view", ".o_data_row"),
        )
