from datetime import datetime, timedelta

from freezegun import freeze_time

from ..common import SalesEfficiencyCommon

#: A Tuesday, 12:00 in Brussels.
NOON = datetime(2017, 8, 15, 10)


class FunnelDeals(SalesEfficiencyCommon):
    """A pipeline of five stages, and deals whose ways through it are told.

    +--------+--------+-------+--------+--------+
    | first  | talk   | offer | paper  | won    |
    +--------+--------+-------+--------+--------+
    Only the team North has a stage for paperwork. Days are counted back from ``now``.
    """

    now = NOON

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.stage"].search([]).sequence = 900
        cls.first, cls.talk, cls.offer, cls.paper, cls.won = (
            cls.env["crm.stage"].create({"name": name, "sequence": index})
            for index, name in enumerate(("First", "Talk", "Offer", "Paper", "Won"))
        )
        cls.won.is_won = True
        cls.paper.team_ids = cls.north
        cls.pipeline = cls.first | cls.talk | cls.offer | cls.paper | cls.won
        cls.expensive, cls.rude = cls.env["crm.lost.reason"].create(
            [
                {"name": "Too much money", "sales_side": "product"},
                {"name": "Nobody called", "sales_side": "person"},
            ]
        )

    def _create_deals(self, count=1, user=None, days_ago=30, stage=None, **vals):
        """Create deals that came in some days ago."""
        user = user or self.anna
        deals = self.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {index}",
                    "type": "opportunity",
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id,
                    "company_id": self.company.id,
                    "stage_id": (stage or self.first).id,
                    "expected_revenue": 100,
                    **vals,
                }
                for index in range(count)
            ]
        )
        self._set_created(deals, self.now - timedelta(days=days_ago))
        return deals

    def _set_created(self, deals, moment):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id IN %s",
            [moment, tuple(deals.ids)],
        )
        self.env.invalidate_all()

    def _move(self, deals, stage, days_ago=10):
        """Drag deals to a stage, some days ago."""
        with freeze_time(self.now - timedelta(days=days_ago)):
            deals.stage_id = stage
            self.env.flush_all()

    def _lose(self, deals, days_ago=5, reason=None):
        with freeze_time(self.now - timedelta(days=days_ago)):
            deals.action_set_lost(lost_reason_id=(reason or self.expensive).id)
            self.env.flush_all()

    def _win(self, deals, days_ago=5):
        with freeze_time(self.now - timedelta(days=days_ago)):
            deals.action_set_won()
            self.env.flush_all()

    def _flush_tracking(self):
        """Let the chatter tell what was changed so far."""
        self.env.flush_all()
        self.env.cr.flush()


class FunnelCommon(FunnelDeals):
    """Today is NOON."""

    def setUp(self):
        super().setUp()
        self._set_now(NOON)

    def _set_now(self, moment):
        """Let it be this moment (UTC) from now on."""
        freezer = freeze_time(moment)
        freezer.start()
        self.addCleanup(freezer.stop)
