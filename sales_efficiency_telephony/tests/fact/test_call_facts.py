from datetime import datetime, timedelta

from odoo.tests import tagged

from ..missed.common import MINUTE, MONDAY
from .common import FactCommon


@tagged("post_install", "-at_install")
class TestCallFacts(FactCommon):
    """What counts, told by hand."""

    def test_blind_transfer(self):
        """Put through: one incoming call that was answered, and a talk for each."""
        call = self._log(talkers=[self.anna, self.boris], partner_id=self.prospect.id)
        call.leg_ids[1].write({"transfer": "blind", "talk_seconds": 90})
        self.assertEqual(self._total("talks", self.anna), 1)
        self.assertEqual(self._total("talks", self.boris), 1)
        self.assertEqual(self._total("talk_minutes", self.anna), 1)
        self.assertEqual(self._total("talk_minutes", self.boris), 1.5)
        self.assertEqual(self._total("calls_answered", self.anna), 0)
        self.assertEqual(self._total("calls_answered", self.boris), 1)

    def test_a_talk_is_contact_with_the_client(self):
        """A call that nobody took is none."""
        client = self.prospect
        self._log(user_id=self.anna.id, partner_id=client.id)
        self.assertFalse(client._get_last_contact(client))
        call = self._log(talkers=[self.anna], partner_id=client.id)
        moment = call.leg_ids.answered_at or call.leg_ids.rang_at
        self.assertEqual(client._get_last_contact(client), {client: (moment, "talk")})

    def test_after_midnight(self):
        """Half past ten in the evening in London is the next day in Brussels."""
        self._log(datetime(2017, 8, 31, 22, 30), talkers=[self.anna])
        self.assertEqual(self._total("talks"), 0)
        self._log(datetime(2017, 7, 31, 22, 30), talkers=[self.anna])
        self.assertEqual(self._total("talks"), 1)

    def test_colleagues_are_no_clients(self):
        """A colleague's mobile or a line of our own is neither a talk nor missed."""
        for values in (
            {"talkers": [self.anna]},
            {"user_id": self.anna.id},
            {"talkers": [self.anna], "direction": "out"},
        ):
            self._log(number_kind="own", **values)
        codes = ("talks", "talks_new", "calls_incoming", "calls_missed")
        for code in (*codes, "calls_answered", "calls_dialled"):
            self.assertEqual(self._total(code), 0, code)
        self.assertFalse(self.env["pbx.call.report"].search([]))
        self._log(number_kind="unknown", talkers=[self.anna])
        self.assertEqual(self._total("talks_new"), 1)

    def test_one_of_several_clients(self):
        """Until somebody says who it was, the client is neither new nor current."""
        call = self._log(number_kind="several", talkers=[self.anna])
        self.assertEqual(self._total("talks"), 1)
        self.assertEqual(self._total("talks_new"), 0)
        self.assertEqual(self._total("talks_current"), 0)
        call.partner_id = self.prospect
        self.assertEqual(self._total("talks_new"), 1)

    def test_clicks_that_came_to_nothing(self):
        """Where the phone system refused, nobody was called."""
        values = {"direction": "out", "user_id": self.anna.id}
        self._log(state="failed", client_ref="odoo-1", **values)
        self.assertEqual(self._total("calls_dialled"), 0)
        self._log(state="not_reached", client_ref="odoo-2", **values)
        self._log(state="failed", **values)
        self.assertEqual(self._total("calls_dialled"), 2)

    def test_lasts(self):
        """A call that goes on is none yet."""
        call = self._log(talkers=[self.anna], state="ongoing")
        self.assertEqual(self._total("talks"), 0)
        call.state = "answered"
        self.assertEqual(self._total("talks"), 1)

    def test_answered_share(self):
        deal = self._create_deal(self.anna)
        for index in range(3):
            self._log(MONDAY + index * MINUTE, lead_id=deal.id)
        self._log(MONDAY + 4 * MINUTE, talkers=[self.anna])
        self.assertEqual(self._total("answered_share"), 25)

    def test_call_back(self):
        deal = self._create_deal(self.anna)
        for hours, minutes in ((0, 10), (1, 20)):
            at = MONDAY + timedelta(hours=hours)
            self._log(at, lead_id=deal.id)
            self._log(at + minutes * MINUTE, [self.anna], direction="out")
        self.assertEqual(self._total("called_back"), 2)
        self.assertEqual(self._total("call_back_minutes"), 30)
        self.assertEqual(self._total("call_back_time"), 15)

    def test_response_time(self):
        for minutes in (10, 30):
            deal = self._create_deal(self.anna)
            deal.write(
                {
                    "sales_given_at": MONDAY,
                    "sales_first_contact_at": MONDAY + minutes * MINUTE,
                    "sales_response_minutes": minutes,
                }
            )
        self.assertEqual(self._total("response_time"), 20)

    def test_channel(self):
        """A talk about a deal has its channel."""
        medium = self.env["utm.medium"].create({"name": "Fair"})
        deal = self._create_deal(self.anna, medium_id=medium.id)
        self._log(talkers=[self.anna], lead_id=deal.id)
        self.assertEqual(self._totals("talks", ["medium_id"]), {(medium.id,): 1})

    def test_client_of_deal(self):
        deal = self._create_deal(self.anna)
        self._log(talkers=[self.anna], lead_id=deal.id)
        self.assertEqual(
            self._totals("talks", ["partner_id", "client_kind"]),
            {(self.prospect.id, "new"): 1},
        )

    def test_opens_the_call(self):
        call = self._log(talkers=[self.anna])
        metric = self._metric("talks")
        facts = self.env["sales.fact"].with_context(sales_fact_metric_ids=metric.ids)
        fact = facts.search([("metric_id", "=", metric.id)])
        action = fact.action_open_source()
        self.assertEqual((action["res_model"], action["res_id"]), ("pbx.call", call.id))

    def test_minutes_need_a_source(self):
        values = {
            "name": "Minutes of orders",
            "code": "order_minutes",
            "kind": "source",
            "source": "order",
            "measure": "minutes",
            "unit": "minutes",
        }
        with self._assert_refused("cannot sum up minutes"):
            self.env["sales.metric"].create(values)
        with self._assert_refused("its unit"):
            self.env["sales.metric"].create(
                values | {"source": "pbx_talk", "unit": "money"}
            )
        metric = self.env["sales.metric"].create(values | {"source": "pbx_talk"})
        self._log(talkers=[self.anna])
        totals = self.env["sales.fact"]._get_totals(
            metric, MONDAY.date(), MONDAY.date()
        )
        self.assertEqual(totals[metric], {(self.anna.id,): 1})
