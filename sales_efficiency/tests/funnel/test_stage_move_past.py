from odoo.tests import tagged

from .common import FunnelCommon

NAMES = (
    "lead_id",
    "stage_id",
    "next_stage_id",
    "won_status",
    "next_won_status",
    "kind",
    "skipped_count",
    "seconds",
    "user_id",
    "team_id",
    "company_id",
)


@tagged("post_install", "-at_install")
class TestStageMovePast(FunnelCommon):
    """An installation finds in the chatter what the log would have written."""

    def _read(self, deals):
        return [
            tuple(move[name] for name in NAMES)
            for move in deals.sales_stage_move_ids.sorted(
                lambda m: (m.lead_id.id, m.id)
            )
        ]

    def test_chatter_yields_the_same_rows(self):
        deals = self._create_deals(4, days_ago=40)
        self._flush_tracking()
        for step, (index, stage) in enumerate(
            [(0, self.talk), (0, self.paper), (0, self.talk), (1, self.offer)]
        ):
            self._move(deals[index], stage, 30 - step)
            self._date_messages(deals[index])
        self._win(deals[1], 3)
        self._date_messages(deals[1])
        self._lose(deals[2], 2)
        self._date_messages(deals[2])
        logged = self._read(deals)
        self.assertEqual(len(logged), 6)
        self.env.cr.execute("DELETE FROM sales_stage_move")
        self.env.invalidate_all()
        self.env["sales.stage.move"]._log_past()
        self.assertEqual(self._read(deals), logged)
        self.env["sales.stage.move"]._log_past()
        self.assertEqual(self._read(deals), logged)

    def _date_messages(self, deal):
        """Date what the chatter has tracked last as if it had been that day."""
        self._flush_tracking()
        self.env.cr.execute(
            "UPDATE mail_message SET date = (SELECT MAX(date) FROM sales_stage_move"
            " WHERE lead_id = res_id) WHERE model = 'crm.lead' AND res_id = %s"
            " AND id = (SELECT MAX(id) FROM mail_message WHERE model = 'crm.lead'"
            " AND res_id = %s)",
            [deal.id, deal.id],
        )
        self.env.invalidate_all()
