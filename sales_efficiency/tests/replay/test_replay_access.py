from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...wizards import lead_replay
from ..distribution.common import NOON
from .common import ReplayCommon


@tagged("post_install", "-at_install")
class TestReplayAccess(ReplayCommon):
    def test_managers_only(self):
        self._create_rule()
        self._live(NOON)
        self.assertTrue(self._replay(user=self.ada).line_ids)
        for user in (self.anna, self.lena):
            with self.assertRaises(AccessError):
                self._replay(user=user)

    def test_results_are_of_who_asked(self):
        self._create_rule()
        self._live(NOON)
        replay = self._replay(user=self.max)
        with self.assertRaises(AccessError):
            replay.with_user(self.ada).read(["date_from"])

    def test_other_companies(self):
        """Leads and rules of a company stay with it."""
        other = self.env["res.company"].create({"name": "Other"})
        self._create_rule()
        lead = self._live(NOON)
        self._come_in(NOON, company_id=other.id)
        self.assertEqual(self._replay().line_ids.lead_id, lead)
        replay = self.env["sales.lead.replay"].create(
            {"company_id": other.id, "date_from": NOON.date(), "date_to": NOON.date()}
        )
        with self._assert_refused("Company: choose one that is selected"):
            replay.action_replay()

    def test_refusals(self):
        with self._assert_refused("No lead came in"):
            self._replay()
        self._live(NOON)
        with self._assert_refused("no distribution rules"):
            self._replay()
        self._create_rule()
        with self._assert_refused("To: choose a day"):
            self._replay(NOON.date(), date(2017, 8, 14))
        self.patch(lead_replay, "MOST_LEADS", 1)
        self._come_in(NOON, 2)
        with self._assert_refused("More than 1 leads .* shorter period"):
            self._replay()
