from ..distribution.common import NOON, DistributionCommon

DAY = NOON.date()


class ReplayCommon(DistributionCommon):
    """Leads that came in some days ago, and the wizard that replays them."""

    @classmethod
    def _come_in(cls, moment, count=1, **vals):
        """Let leads come in at a moment that is the present one for the rules."""
        leads = cls._create_leads(count, **vals)
        leads.flush_recordset()
        cls.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id IN %s",
            (moment, tuple(leads.ids)),
        )
        leads.invalidate_recordset(["create_date"])
        return leads

    def _live(self, moment, count=1, **vals):
        """Let it be a moment, and leads come in at it."""
        self._set_now(moment)
        return self._come_in(moment, count, **vals)

    def _replay(self, date_from=DAY, date_to=None, user=None):
        """Replay some days; return the wizard with its result."""
        replay = (
            self.env["sales.lead.replay"]
            .with_user(user or self.max)
            .create(
                {
                    "company_id": self.company.id,
                    "date_from": date_from,
                    "date_to": date_to or date_from,
                }
            )
        )
        replay.action_replay()
        return replay

    def _get_receivers(self, replay):
        """Return ``{lead: who would have got it}``."""
        return {line.lead_id.sudo(): line.user_id.sudo() for line in replay.line_ids}
