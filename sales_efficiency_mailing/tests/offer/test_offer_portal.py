import re

from odoo.tests import HttpCase, tagged

from .common import OfferCommon

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestOfferPortal(OfferCommon, HttpCase):
    """A client with the letter in hand."""

    def _read_link(self, lead):
        body = self._mails(lead).body_html
        [url] = re.findall(r'href="([^"]*/my/orders/[^"]*)"', body)
        return url.replace("&amp;", "&")

    def test_the_client_looks_at_the_offer_and_signs(self):
        lead = self._create_lead()
        participant = self._offer(lead)
        [offer] = self._get_offers(participant)
        url = self._read_link(lead)
        self.assertFalse(
            self.env["link.tracker"].search([("url", "like", "/my/orders")])
        )
        offer.order_id.validity_date = "2099-01-01"
        self.env.flush_all()
        self.clock.move_to("2026-11-27 08:00:00")
        self.authenticate(None, None)
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn(offer.order_id.name, page.text)
        self.assertTrue(offer.seen_at)
        answer = self.make_jsonrpc_request(
            f"/my/orders/{offer.order_id.id}/accept",
            {
                "access_token": offer.order_id.access_token,
                "name": "Claire",
                "signature": PIXEL,
            },
        )
        self.assertTrue(answer.get("force_refresh"), answer)
        self.assertTrue(offer.accepted_at)
        self._run()
        self.assertEqual(participant.step_id, self.thanks)

    def test_machines_do_not_look(self):
        lead = self._create_lead()
        [offer] = self._get_offers(self._offer(lead))
        self.authenticate(None, None)
        page = self.url_open(self._read_link(lead), headers={"User-Agent": "Googlebot"})
        self.assertEqual(page.status_code, 200)
        self.assertFalse(offer.seen_at)
