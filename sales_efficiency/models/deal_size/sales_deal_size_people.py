from odoo import api, models
from odoo.tools.misc import format_amount

from ...tools.deal_size import LEAST_OFFERS, Share, get_threshold, judge


class SalesDealSize(models.AbstractModel):
    """The list of people, and what is said of one of them."""

    _inherit = "sales.deal.size"

    @api.model
    def _get_people(self, crowd, kind):
        """Return a row for each person, who holds back most first."""
        rows = [
            {"id": user.id, "name": user.name}
            | self._describe(crowd.of(user), kind)
            | self._compare(crowd, user)
            for user in crowd.people.sudo().with_context(active_test=False)
        ]
        places = ["lower", "even", "higher", "few"]
        return sorted(
            rows,
            key=lambda row: (places.index(row["verdict"]), -row["gap"], row["name"]),
        )

    @api.model
    def _compare(self, crowd, user):
        """Say how often a person goes beyond the own threshold, and how often others do."""
        heap = crowd.of(user)
        threshold = get_threshold(heap.offers)
        nothing = {"others_share": None, "others_count": 0, "verdict": "few", "gap": 0}
        if threshold is None:
            return nothing
        own = Share.of(heap.offers, threshold)
        others = crowd.get_share_of_others(user, threshold)
        if not self._may_compare(crowd, user, "offer"):
            return nothing
        is_open = crowd.is_open(user)
        share = 100 * others.share if is_open else round(100 * others.share)
        return {
            "others_share": share,
            "others_count": others.count if is_open else None,
            "verdict": judge(own, others),
            "gap": share / 100 - own.share,
        }

    @api.model
    def _get_sentence(self, user, people):
        """Say in words what the figures of a person, or of all of them, come to."""
        if not user:
            return self._get_sentence_of_all(people)
        row = next((row for row in people if row["id"] == user.id), None)
        name = user.sudo().name
        if row is None or row["threshold"] is None:
            return self.env._(
                "Too few offers to tell: %(name)s made %(count)s, %(least)s are needed.",
                name=name,
                count=row["offers"] if row else 0,
                least=LEAST_OFFERS,
            )
        words = {
            "name": name,
            "sum": format_amount(
                self.env,
                round(row["threshold"]),
                self.env.company.currency_id,
                trailing_zeroes=False,
            ),
            "above": row["above"],
            "count": row["offers"],
            "share": round(row["others_share"] or 0),
        }
        return self._fill_sentence(row["verdict"], words)

    @api.model
    def _fill_sentence(self, verdict, words):
        if verdict == "lower":
            return self.env._(
                "%(name)s's offers stop at %(sum)s: %(above)s of %(count)s were larger; the "
                "team offers above it in %(share)s of 100.",
                **words,
            )
        if verdict == "higher":
            return self.env._(
                "%(name)s offers more than the team: %(above)s of %(count)s offers were "
                "above %(sum)s, of the team's %(share)s of 100.",
                **words,
            )
        if verdict == "even":
            return self.env._(
                "%(name)s goes about as far as the team: %(above)s of %(count)s offers were "
                "above %(sum)s, of the team's %(share)s of 100.",
                **words,
            )
        return self.env._(
            "Nine of ten offers of %(name)s stay at or below %(sum)s: %(above)s of %(count)s "
            "were larger. The others' offers are not enough to compare with.",
            **words,
        )

    @api.model
    def _get_sentence_of_all(self, people):
        judged = [row for row in people if row["verdict"] != "few"]
        if not judged:
            return self.env._(
                "Too few offers to compare: %(least)s of a person are needed, and as many "
                "of the others in the team.",
                least=LEAST_OFFERS,
            )
        return self.env._(
            "%(lower)s of %(judged)s people stop at a sum that their team goes beyond "
            "clearly more often.",
            lower=sum(row["verdict"] == "lower" for row in judged),
            judged=len(judged),
        )
