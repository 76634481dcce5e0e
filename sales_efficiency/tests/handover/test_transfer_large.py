from unittest.mock import patch

from odoo.tests import tagged

from .common import HandoverCommon

PLACE = "odoo.addons.sales_efficiency.models.handover.sales_handover"


@tagged("post_install", "-at_install")
class TestTransferLarge(HandoverCommon):
    """Much work goes in batches, in the background, at a cost that does not grow."""

    def test_large_transfer_goes_by_the_scheduled_action(self):
        with patch(f"{PLACE}.AT_ONCE", 3), patch(f"{PLACE}.CHUNK", 4):
            handover = self._transfer(self.boris)
            self.assertEqual(handover.state, "queued")
            self.assertEqual(self.open_deals.user_id, self.anna)
            cron = self.env.ref("sales_efficiency.ir_cron_sales_handover")
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual(handover.state, "done")
            self.assertEqual(self.open_deals.user_id, self.boris)
            handover.action_undo()
            self.assertEqual(handover.state, "returning")
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.env.invalidate_all()
        self.assertEqual(handover.state, "returned")
        self.assertEqual(self.open_deals.user_id, self.anna)

    def test_killed_run_is_finished_by_the_next(self):
        with patch(f"{PLACE}.AT_ONCE", 3), patch(f"{PLACE}.CHUNK", 4):
            handover = self._transfer(self.boris).sudo()
            handover._work_chunk()
            self.assertEqual(handover.moved_count, 4)
            self.assertEqual(handover.state, "queued")
            while handover._work_chunk():
                pass
        self.assertEqual(handover.state, "done")
        self.assertEqual(set(handover.line_ids.mapped("state")), {"moved"})

    def _count_queries(self, count):
        self.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {index}",
                    "user_id": self.carl.id,
                    "team_id": self.south.id,
                    "company_id": self.company.id,
                }
                for index in range(count)
            ]
        )
        self.env["res.partner"].create(
            [
                {"name": f"Client {index}", "user_id": self.carl.id}
                for index in range(count)
            ]
        )
        handover = self._preview(self.boris, from_user_id=self.carl.id)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        handover.action_transfer()
        self.env.flush_all()
        self.env.cr.precommit.run()
        spent = self.env.cr.sql_log_count - before
        self.assertEqual(handover.moved_count, 2 * count)
        return spent

    def test_queries_do_not_grow_with_the_records(self):
        """But for two of Odoo's own: it writes the history of each record by itself."""
        self._count_queries(3)
        few = self._count_queries(5)
        many = self._count_queries(60)
        history = 2 * 2 * (60 - 5)
        self.assertLess(many - few, history + 10)
