import re

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import InvitationCommon


@tagged("post_install", "-at_install")
class TestInvitationPage(InvitationCommon, HttpCase):
    """A client with the letter in hand."""

    def setUp(self):
        super().setUp()
        self._add_ways("registered")
        self.lead = self._create_lead()
        self.participant = self._invite(self.lead)
        self.url = self._read_link(self.lead)
        self.authenticate(None, None)

    def _get_registrations(self):
        return self.env["event.registration"].search([("event_id", "=", self.fair.id)])

    def _press(self, page):
        [token] = re.findall(r'name="csrf_token"\s+value="([^"]+)"', page.text)
        return self.url_open(self.url, data={"csrf_token": token})

    def test_looking_registers_nobody(self):
        page = self.url_open(self.url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Fair of Machines", page.text)
        # Ten to twelve in Brussels, where it is.
        self.assertRegex(page.text, r"10:00.*12:00.*Europe/Brussels")
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertFalse(self._get_registrations())
        self.assertFalse(
            self.env["link.tracker"].search([("url", "like", "/mailing/event")])
        )

    def test_it_speaks_the_language_of_the_client(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.lead._handle_partner_assignment()
        self.participant.partner_id = self.lead.partner_id
        self.lead.partner_id.lang = "fr_FR"
        self.fair.with_context(lang="fr_FR").name = "Foire aux machines"
        page = self.url_open(self.url)
        self.assertIn("Foire aux machines", page.text)
        self.assertRegex(page.text, r"17/08/2017,? 10:00 – 12:00")

    def test_pressing_registers_once(self):
        page = self.url_open(self.url)
        answer = self._press(page)
        self.assertIn("You are registered", answer.text)
        self._press(page)
        registration = self._get_registrations()
        self.assertEqual(len(registration), 1)
        self.assertEqual(registration.email, "claire@client.example")
        self.assertEqual(registration.utm_campaign_id, self.chain.campaign_id)
        self.assertEqual(registration.company_id, self.company)
        self._run()
        self.assertEqual(self.participant.step_id, self.thanks)
        self.assertNotIn('name="csrf_token"', self.url_open(self.url).text)

    def test_a_wrong_key_finds_nothing(self):
        for url in (self.url[:-1] + "!", self.url.replace("/event/", "/event/9")):
            self.assertEqual(self.url_open(url).status_code, 404, url)

    def test_a_full_event_says_so(self):
        page = self.url_open(self.url)
        self.fair.write({"seats_limited": True, "seats_max": 1})
        self._register(self.participant, email="other@client.example")
        self.env.flush_all()
        answer = self._press(page)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("no free seat", answer.text)
        self.assertEqual(len(self._get_registrations()), 1)

    def test_seats_that_cost_are_not_given_away(self):
        product = self.env["product.product"].create(
            {"name": "Seat", "type": "service", "service_tracking": "event"}
        )
        self.fair.event_ticket_ids = [
            Command.create({"name": "Seat", "product_id": product.id, "price": 50})
        ]
        page = self.url_open(self.url)
        self.assertIn("Nobody can register here", page.text)
        self.fair.event_ticket_ids = [
            Command.create({"name": "Free", "product_id": product.id, "price": 0})
        ]
        answer = self._press(self.url_open(self.url))
        self.assertIn("You are registered", answer.text)
        self.assertEqual(self._get_registrations().event_ticket_id.name, "Free")
