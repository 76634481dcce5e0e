from datetime import timedelta

from odoo.tests import tagged

from .common import NOON, FunnelCommon

DAY = 86400


@tagged("post_install", "-at_install")
class TestStageMove(FunnelCommon):
    def _read(self, deal, *names):
        moves = deal.sales_stage_move_ids.sorted("id")
        return [tuple(move[name] for name in names) for move in moves]

    def test_each_stay_leaves_a_row(self):
        deal = self._create_deals(days_ago=30)
        self._move(deal, self.talk, 20)
        self._move(deal, self.offer, 18)
        self._win(deal, 3)
        self.assertEqual(
            self._read(deal, "stage_id", "next_stage_id", "kind", "seconds"),
            [
                (self.first, self.talk, "forward", 10 * DAY),
                (self.talk, self.offer, "forward", 2 * DAY),
                (self.offer, self.won, "won", 15 * DAY),
            ],
        )
        last = deal.sales_stage_move_ids.sorted("id")[-1]
        self.assertEqual(last.entered_at, NOON - timedelta(days=18))
        self.assertEqual(last.date, NOON - timedelta(days=3))
        self.assertEqual((last.won_status, last.next_won_status), ("pending", "won"))
        self.assertEqual(last.days, 15)

    def test_row_tells_whose_it_was_then(self):
        deal = self._create_deals(user=self.anna)
        deal.user_id, deal.expected_revenue = self.boris, 250
        self.env.flush_all()
        self._move(deal.with_user(self.max), self.talk)
        deal.user_id = self.anna
        self.assertEqual(
            self._read(
                deal,
                "user_id",
                "team_id",
                "company_id",
                "expected_revenue",
                "changed_by_id",
            ),
            [(self.boris, self.north, self.company, 250, self.max)],
        )

    def test_steps_back_skipped_stages_and_losses(self):
        deal = self._create_deals()
        self._move(deal, self.paper, 20)
        self._move(deal, self.talk, 15)
        self._lose(deal, 10)
        deal.action_unarchive()
        self.env.flush_all()
        self.assertEqual(
            self._read(deal, "kind", "skipped_count"),
            [("forward", 2), ("back", 0), ("lost", 0), ("reopened", 0)],
        )

    def test_stages_of_other_teams_are_not_skipped(self):
        deal = self._create_deals(user=self.carl)
        self._move(deal, self.offer, 20)
        self._win(deal, 2)
        self.assertEqual(self._read(deal, "skipped_count"), [(1,), (0,)])

    def test_whichever_way_the_stage_changes(self):
        quiet = self._create_deals()
        quiet.with_context(tracking_disable=True).write({"stage_id": self.talk.id})
        # A pipeline without the stage: CRM looks for another one by itself.
        moved = self._create_deals(stage=self.paper)
        moved.write({"team_id": self.south.id, "user_id": self.carl.id})
        self.env.flush_all()
        self.assertEqual(self._read(quiet, "next_stage_id"), [(self.talk,)])
        self.assertEqual(
            self._read(moved, "stage_id", "next_stage_id"), [(self.paper, self.first)]
        )
        self.assertFalse(moved.sales_stage_move_ids.next_stage_id.team_ids)

    def test_only_changes_leave_rows(self):
        deals = self._create_deals(3)
        deals.write({"stage_id": self.first.id, "name": "Another"})
        self.env.flush_all()
        self.assertFalse(deals.sales_stage_move_ids)
        new = self.env["crm.lead"].create(
            {"name": "New", "type": "opportunity", "stage_id": self.first.id}
        )
        new.stage_id = self.talk
        self.env.flush_all()
        self.assertFalse(new.sales_stage_move_ids)

    def test_log_outlives_the_chatter(self):
        deal = self._create_deals()
        self._move(deal, self.talk)
        self._flush_tracking()
        deal.message_ids.unlink()
        self.assertEqual(len(deal.sales_stage_move_ids), 1)
        stage = self.env["crm.stage"].create({"name": "For now", "sequence": 2})
        self._move(deal, stage, 8)
        self._move(deal, self.won, 7)
        stage.unlink()
        self.env.invalidate_all()
        self.assertEqual(len(deal.sales_stage_move_ids), 3)
        moves = deal.sales_stage_move_ids
        deal.unlink()
        self.assertFalse(moves.exists())

    def test_many_changes_are_one_statement(self):
        def count(number):
            deals = self._create_deals(number)
            deals.mapped("stage_id")
            deals = deals.with_context(tracking_disable=True)
            deals.stage_id = self.talk
            before = self.env.cr.sql_log_count
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertEqual(count(2), count(40))
