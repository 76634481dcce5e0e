from odoo import models
from odoo.fields import Domain

from ...tools.agreement import agreement
from ...tools.score import get_shares


class PbxReview(models.Model):
    """How far several reviewers of one talk agree."""

    _inherit = "pbx.review"

    def _get_marks(self):
        """Return ``{question: share, or None for not applicable}``, as
        ``tools/agreement.py`` takes it.
        """
        self.ensure_one()
        answers = self._get_answers()
        marks = dict(get_shares(self.version_id._get_questions(), answers))
        skipped = [key for key, answer in answers.items() if answer.get("na")]
        return marks | dict.fromkeys(skipped)

    def _get_agreements(self):
        """Return ``{(call id, user id): Agreement}`` of the finished reviews of talks.

        Marks of one version of a scorecard are compared; what people say of their own
        talk is not.
        """
        done = self.sudo().search(
            Domain("call_id", "in", self.call_id.ids)
            & Domain("state", "=", "done")
            & Domain("is_self", "=", False),
            order="id",
        )
        talks = done.grouped(lambda one: (one.call_id.id, one.user_id.id))
        found = {}
        for key, reviews in talks.items():
            version = reviews[-1].version_id
            same = reviews.filtered(
                lambda one, version=version: one.version_id == version
            )
            found[key] = agreement([review._get_marks() for review in same])
        return found

    def _prepare_agreement(self):
        """Return the agreement as the screen shows it; while one is still marking, what
        others marked is kept away.
        """
        self.ensure_one()
        if self.state != "done":
            return False
        found = self._get_agreements().get((self.call_id.id, self.user_id.id))
        if not found:
            return False
        return {"share": found.share, "gap": found.gap, "pairs": found.pairs}
