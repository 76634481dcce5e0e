from odoo.tests import HttpCase, tagged

from .common import LoadCommon


@tagged("post_install", "-at_install")
class TestLoadTour(LoadCommon, HttpCase):
    """A leader with a browser."""

    def test_drag(self):
        call = self._create_activity(self.deals[4])
        self.start_tour(
            "/odoo/sales-workload", "sales_load_drag", login=self.lena.login
        )
        self.assertEqual(self.deals[4].user_id | call.user_id, self.dora)
        self.assertEqual(self.deals[5].user_id, self.anna)
        reasons = self.deals[5].sales_assignment_ids.mapped("reason")
        self.assertEqual(reasons.count("overload"), 2)

    def test_board_is_found_again_by_its_address(self):
        row = self._get_rows()[self.boris]
        self.start_tour(
            f"/odoo/sales-workload/{row.id}/sales-team-deals",
            "sales_load_address",
            login=self.lena.login,
        )

    def test_propose(self):
        self.start_tour(
            "/odoo/sales-workload", "sales_load_propose", login=self.lena.login
        )
        self.assertEqual(self._get_rows()[self.anna].deal_count, 5)
