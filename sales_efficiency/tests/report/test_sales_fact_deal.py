from odoo.tests import tagged

from .common import FactCommon


@tagged("post_install", "-at_install")
class TestSalesFactDeal(FactCommon):
    """Won deals and calls."""

    # ------------------------------------------------------------
    # WON DEALS
    # ------------------------------------------------------------

    def test_won_and_reopened(self):
        lead = self._create_lead()
        self.assertEqual(self._total("won_deals"), 0)
        self._win(lead, "2017-08-03 10:00:00")
        self.assertEqual(self._total("won_deals"), 1)
        self.assertEqual(self._total("won_revenue"), 700)
        stage = self.env["crm.stage"].search([("is_won", "=", False)], limit=1)
        lead.stage_id = stage
        self.assertEqual(self._total("won_deals"), 0)
        self._win(lead, "2017-08-20 10:00:00")
        self.assertEqual(str(self._facts("won_deals").date), "2017-08-20")

    def test_lost_archived_deleted(self):
        lost, archived, deleted = (self._create_lead() for _number in range(3))
        for lead in (archived, deleted):
            self._win(lead, "2017-08-03 10:00:00")
        lost.action_set_lost()
        lost.date_closed = "2017-08-03 10:00:00"
        self.assertEqual(self._total("won_deals"), 2)
        archived.active = False
        deleted.unlink()
        self.assertEqual(self._total("won_deals"), 0)

    def test_lead_reassigned(self):
        lead = self._create_lead()
        self._win(lead, "2017-08-03 10:00:00")
        lead.write({"user_id": self.carl.id, "team_id": self.south.id})
        self.assertEqual(self._total("won_deals"), 0)
        self.assertEqual(self._total("won_deals", self.carl), 1)

    def test_lead_with_hardly_anything(self):
        """Without team, company and client it still is somebody's deal."""
        lead = self._create_lead(team_id=False, company_id=False, partner_id=False)
        self._win(lead, "2017-08-03 10:00:00")
        lead.write({"team_id": False, "company_id": False})
        fact = self._facts("won_deals")
        self.assertEqual(fact.company_id, self.company)
        self.assertFalse(fact.team_id or fact.partner_id)
        self.assertEqual(fact.client_kind, "new")
        self.assertEqual(self._total("won_deals"), 1)

    def test_nobodys_deal_is_nobodys_fact(self):
        lead = self._create_lead(user_id=False)
        self._win(lead, "2017-08-03 10:00:00")
        self.assertEqual(self._total("won_deals"), 0)
        self.assertFalse(self._facts("won_deals").user_id)

    # ------------------------------------------------------------
    # CALLS
    # ------------------------------------------------------------

    def test_call_counts_when_done(self):
        call = self._call(self._create_lead())
        self.assertFalse(self._facts("calls"))
        call._action_done()
        call.sales_done_at = "2017-08-03 10:00:00"
        self.assertEqual(self._total("calls"), 1)
        call.action_unarchive()
        self.assertEqual(self._total("calls"), 0)

    def test_call_cancelled_or_deleted(self):
        self._call(self._create_lead()).unlink()
        done = self._call(self._create_lead(), "2017-08-03 10:00:00")
        self.assertEqual(self._total("calls"), 1)
        done.unlink()
        self.assertEqual(self._total("calls"), 0)

    def test_only_calls_are_calls(self):
        activity = self._call(self._create_lead())
        activity.activity_type_id = self.env.ref("mail.mail_activity_data_todo")
        activity._action_done()
        self.assertFalse(self._facts("calls"))

    def test_calls_of_an_archived_type(self):
        kind = self.env["mail.activity.type"].create(
            {"name": "Cold call", "category": "phonecall"}
        )
        call = self._call(self._create_lead())
        call.activity_type_id = kind
        call._action_done()
        call.sales_done_at = "2017-08-03 10:00:00"
        kind.active = False
        self.assertEqual(self._total("calls"), 1)

    def test_calls_about_leads_orders_and_clients(self):
        order = self._create_order(
            self.carl, 100, "2017-08-20 10:00:00", partner=self.client
        )
        lead = self._create_lead(self.boris)
        for record, hour in ((lead, "09"), (order, "10"), (self.client, "11")):
            self._call(record, f"2017-08-03 {hour}:00:00")
        facts = self._facts("calls")
        self.assertEqual(facts.mapped("partner_id"), self.prospect | self.client)
        self.assertEqual(
            [fact.team_id for fact in facts], [self.north, self.south, self.north]
        )
        self.assertEqual(self._total("calls"), 3)

    def test_call_late_in_the_evening(self):
        self._call(self._create_lead(), "2017-07-31 22:30:00")
        self.assertEqual(str(self._facts("calls").date), "2017-08-01")
