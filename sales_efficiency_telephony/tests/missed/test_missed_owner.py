from datetime import datetime, time, timedelta

from odoo.tests import tagged

from .common import MINUTE, MONDAY, MissedCommon

HOUR = timedelta(hours=1)


@tagged("post_install", "-at_install")
class TestMissedOwner(MissedCommon):
    """Who is asked to call back."""

    def _ask(self, **values):
        return self._log(**values).user_id

    def test_owner_of_client(self):
        self.prospect.user_id = self.boris
        self.assertEqual(self._ask(partner_id=self.prospect.id), self.boris)

    def test_owner_of_company_of_client(self):
        self.client.user_id = self.carl
        person = self.env["res.partner"].create(
            {"name": "Buyer", "parent_id": self.client.id, "user_id": False}
        )
        self.assertEqual(self._ask(partner_id=person.id), self.carl)

    def test_several_deals_of_one_person(self):
        deals = self._create_deal(self.anna) | self._create_deal(self.anna)
        self.prospect.user_id = self.boris
        values = {"partner_id": self.prospect.id, "candidate_lead_ids": deals.ids}
        self.assertEqual(self._ask(**values), self.anna)

    def test_several_deals_of_several_people(self):
        deals = self._create_deal(self.anna) | self._create_deal(self.carl)
        self.prospect.user_id = self.boris
        values = {"partner_id": self.prospect.id, "candidate_lead_ids": deals.ids}
        self.assertEqual(self._ask(**values), self.boris)

    def test_last_talker(self):
        """Who talked last with this number, be it long ago; put through means heard."""
        self.provider.missed_user_id = self.lena
        old = MONDAY - timedelta(days=400)
        self._log(old, talkers=[self.anna])
        self._log(old + HOUR, talkers=[self.anna, self.boris])
        self._log(old + 2 * HOUR, state="not_reached", direction="out")
        self.assertEqual(self._ask(), self.boris)

    def test_last_talker_is_gone(self):
        self.provider.missed_user_id = self.lena
        self._log(MONDAY - HOUR, talkers=[self.anna])
        self.anna.active = False
        self.assertEqual(self._ask(), self.lena)

    def test_rule(self):
        self.provider.missed_user_id = self.lena
        self.assertEqual(self._ask(), self.lena)

    def test_distribution(self):
        """A new deal that is nobody's yet is given away for it."""
        self.env["sales.lead.rule"].create(
            {
                "name": "To the north",
                "company_id": self.company.id,
                "team_ids": [(6, 0, self.north.ids)],
            }
        )
        deal = self._create_deal(self.env["res.users"], team_id=self.north.id)
        deal.write({"user_id": False, "sales_given_at": False})
        call = self._log(lead_id=deal.id)
        self.assertIn(call.user_id, self.north.member_ids)
        self.assertEqual(deal.user_id, call.user_id)

    def test_nobody(self):
        """Nobody is known: the call waits, and the leaders hear of it at once."""
        call = self._log()
        self.assertFalse(call.user_id)
        self.assertEqual(call.missed_state, "open")
        self.assertEqual(call.missed_due_at, MONDAY + 30 * MINUTE)
        self.assertEqual(call.missed_escalate_at, MONDAY)
        self.assertFalse(self._get_activities(call))

    # ------------------------------------------------------------
    # WHO IS AWAY
    # ------------------------------------------------------------

    def _send_away(self, user):
        resource = self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "tz": "Europe/Brussels",
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "calendar_id": resource.calendar_id.id,
                "company_id": self.company.id,
                "date_from": datetime.combine(MONDAY.date(), time(0)),
                "date_to": datetime.combine(MONDAY.date(), time(0)) + 5 * 24 * HOUR,
                "time_type": "leave",
            }
        )
        self.company.sales_absence_handover = True

    def test_deputy(self):
        self._send_away(self.anna)
        self.anna.sales_deputy_id = self.boris
        call = self._log(lead_id=self._create_deal(self.anna).id)
        self.assertEqual(call.user_id, self.boris)
        # The deal is not the deputy's to see: it stands where it can be seen.
        self.assertEqual(self._get_activities(call).user_id, self.boris)
        about = self.env[self._get_activities(call).res_model].browse(
            self._get_activities(call).res_id
        )
        self.assertTrue(about.with_user(self.boris).has_access("read"))

    def test_next_in_line(self):
        """Without a deputy the next who may know the client is asked."""
        self._send_away(self.anna)
        self.prospect.user_id = self.carl
        deal = self._create_deal(self.anna)
        self.assertEqual(
            self._ask(lead_id=deal.id, partner_id=self.prospect.id), self.carl
        )

    def test_nobody_else(self):
        """It waits for whose it is, until work begins again."""
        self._send_away(self.anna)
        call = self._log(lead_id=self._create_deal(self.anna).id)
        self.assertEqual(call.user_id, self.anna)
        self.assertEqual(call.missed_due_at.date(), MONDAY.date() + 7 * 24 * HOUR)
