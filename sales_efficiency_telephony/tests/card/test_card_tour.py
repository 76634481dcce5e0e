from datetime import UTC, timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ...tools.call_state import LegState
from .common import CardCommon


@tagged("post_install", "-at_install")
class TestCardTour(HttpCase, CardCommon):
    """A salesperson takes a call on the card, from the first ring to the next step."""

    def test_tour(self):
        deals = [
            self._create_deal(name, self.client, phone=self.client.phone)
            for name in ("Machines", "Beans")
        ]
        begun = fields.Datetime.now() - timedelta(seconds=5)
        seconds = begun.replace(tzinfo=UTC).timestamp()
        leg = LegState("leg", "101", "", seconds, None, None, 0.0)
        call = self._ring(leg, started_at=seconds)
        self.start_tour("/odoo/my-day", "pbx_call_card_tour", login=self.anna.login)
        self.assertEqual(call.note, "Wants two")
        self.assertEqual(call.outcome_id.name, "Interested")
        self.assertEqual(call.lead_id, deals[1])
        self.assertEqual(deals[1].activity_ids.summary, "Send the offer")
        [(extension, _number, ref)] = self.dialled
        self.assertEqual(extension, "101")
        dialled = self.calls.search([("client_ref", "=", ref)])
        self.assertIn(dialled.lead_id.id, [deal.id for deal in deals])
