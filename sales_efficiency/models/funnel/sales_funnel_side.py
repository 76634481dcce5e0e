from odoo import api, models

from ...tools.loss_side import Loss, judge
from .crm_lost_reason import SIDES

#: People that are listed of a stage, those who lose most.
MOST_PEOPLE = 20


class SalesFunnel(models.Model):
    """Is it the product or the person that deals get lost for, stage by stage?"""

    _inherit = "sales.funnel"

    def _get_sides(self, people, reasons, stages):
        """Return what each stage points at, with people and reasons.

        :param people: ``{(stage, salesperson): sums}``
        :param reasons: ``{(stage, reason, side): sums}``
        :param stages: that are looked at
        """
        losses = self._get_losses(people)
        reasons = self._get_reasons(reasons)
        totals = {
            stage: sum(losses.get(stage, {}).values(), Loss()) for stage in stages
        }
        everywhere = sum(totals.values(), Loss())
        return [
            self._describe_stage(
                stage,
                losses.get(stage, {}),
                reasons.get(stage, []),
                everywhere - totals[stage],
            )
            for stage in stages
            if totals[stage].lost
        ]

    @api.model
    def _get_losses(self, people):
        """Return ``{stage: {salesperson: Loss}}``."""
        found = {}
        for (stage, user), sums in people.items():
            lost = sums["lost:sum"] or 0
            loss = Loss(lost, lost + (sums["passed:sum"] or 0))
            if loss.decided:
                found.setdefault(stage, {})[user] = loss
        return found

    @api.model
    def _get_reasons(self, reasons):
        """Return ``{stage: [(reason, side, deals)]}``, the most frequent first."""
        found = {}
        for (stage, reason, side), sums in reasons.items():
            if sums["lost:sum"]:
                found.setdefault(stage, []).append((reason, side, sums["lost:sum"]))
        for rows in found.values():
            rows.sort(key=lambda row: -row[2])
        return found

    def _describe_stage(self, stage, people, reasons, elsewhere):
        verdict = judge(people, elsewhere)
        worst = sorted(
            people, key=lambda user: (-people[user].share, -people[user].lost)
        )
        counts = dict.fromkeys((side for side, _name in SIDES), 0)
        for _reason, side, lost in reasons:
            counts[side or "other"] += lost
        names = dict(
            self.env["crm.lost.reason"]
            ._fields["sales_side"]
            ._description_selection(self.env)
        )
        return {
            "stage_id": stage.id,
            "stage": stage.name,
            "verdict": verdict.side,
            "sentence": self._get_sentence(stage, verdict, people, elsewhere),
            **self._describe_loss(verdict.total),
            "sides": [
                {"side": side, "name": names[side], "lost": count}
                for side, count in counts.items()
            ],
            "reasons": [
                {
                    "id": reason.id,
                    "name": reason.name or self.env._("No reason given"),
                    "side": side,
                    "lost": lost,
                }
                for reason, side, lost in reasons
            ],
            "people": [
                {
                    "user_id": user.id,
                    "name": user.sudo().name or self.env._("Nobody"),
                    "stands_out": user in verdict.people,
                    **self._describe_loss(people[user]),
                }
                for user in worst[:MOST_PEOPLE]
            ],
        }

    def _describe_loss(self, loss):
        low, high = loss.bounds
        return {
            "lost": loss.lost,
            "decided": loss.decided,
            "share": self._to_percent(loss.share),
            "low": self._to_percent(low),
            "high": self._to_percent(high),
        }

    def _get_sentence(self, stage, verdict, people, elsewhere):
        """Say what a stage points at, with the numbers it is said by."""
        total = verdict.total
        if verdict.side == "few":
            return self.env._(
                "Too few deals to tell: %(lost)s of %(decided)s were lost here.",
                lost=total.lost,
                decided=total.decided,
            )
        if verdict.side == "person":
            worst = people[verdict.people[0]]
            others = total - worst
            return self.env._(
                "The salesperson: %(name)s loses %(lost)s of %(decided)s deals here, the "
                "others %(others_lost)s of %(others_decided)s.",
                name=verdict.people[0].sudo().name or self.env._("Nobody"),
                lost=worst.lost,
                decided=worst.decided,
                others_lost=others.lost,
                others_decided=others.decided,
            )
        if verdict.side == "product":
            return self.env._(
                "The product: everybody loses here, %(lost)s of %(decided)s deals, more "
                "than at the other stages (%(other_lost)s of %(other_decided)s).",
                lost=total.lost,
                decided=total.decided,
                other_lost=elsewhere.lost,
                other_decided=elsewhere.decided,
            )
        return self.env._(
            "Nothing stands out: %(lost)s of %(decided)s deals were lost here, and no "
            "salesperson loses clearly more than the others.",
            lost=total.lost,
            decided=total.decided,
        )
