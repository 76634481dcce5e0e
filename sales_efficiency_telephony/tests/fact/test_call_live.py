from odoo.tests import tagged

from odoo.addons.sales_efficiency.models.live.res_company import BOARD_CHANGED

from ..missed.common import MINUTE, MONDAY
from .common import FactCommon


@tagged("post_install", "-at_install")
class TestCallLive(FactCommon):
    """Boards hear of calls that are over."""

    def setUp(self):
        super().setUp()
        self._collect()

    def _collect(self):
        """Let the transaction end and return how often boards were told."""
        self.env.cr.flush()
        notifications = self.env["bus.bus"].sudo().search([])
        count = len(notifications.filtered(lambda one: BOARD_CHANGED in one.message))
        notifications.unlink()
        return count

    def test_over(self):
        call = self._log(state="ringing")
        self.assertEqual(self._collect(), 0, "It rings: nothing counts yet")
        self._tell(call, "missed", MONDAY + MINUTE)
        self.assertEqual(self._collect(), 1)

    def test_internal(self):
        self._log(talkers=[self.anna], direction="internal")
        self.assertEqual(self._collect(), 0)

    def test_belongs_to_another(self):
        call = self._log(talkers=[self.anna])
        self._collect()
        call.user_id = self.boris
        self.assertEqual(self._collect(), 1)
        call.note = "Of no matter"
        self.assertEqual(self._collect(), 0)
