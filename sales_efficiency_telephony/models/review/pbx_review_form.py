from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...tools.score import round_half_up

#: A comment is read by a person.
LONGEST_TEXT = 10_000


class PbxReview(models.Model):
    """What the scoring screen shows, and what it may do.

    Nobody has a right to write reviews: each method looks who asks, and writes past the
    rules.
    """

    _inherit = "pbx.review"

    # ------------------------------------------------------------
    # RPC
    # ------------------------------------------------------------

    @api.readonly
    def get_form(self):
        """Return all that the screen shows.

        :return: dict, see :meth:`_prepare_form`
        """
        self.ensure_one()
        self.check_access("read")
        return self._prepare_form()

    def answer_question(self, key, answer):
        """Note the answer to a question, or take it back.

        :param key: of the question
        :param answer: ``{"points"}``, ``{"option"}``, ``{"text"}``, ``{"na": True}``, or
            nothing to take it back
        :return: what changed, see :meth:`_prepare_marks`
        """
        review = self._take_draft()
        questions = review.version_id._get_questions()
        place = next(
            (at for at, one in enumerate(questions) if one["key"] == key), None
        )
        if place is None:
            raise UserError(
                self.env._("The scorecard has no such question: look at it anew.")
            )
        known = review.answer_ids.filtered(lambda one: one.question_key == key)
        if not answer or answer == {"text": ""}:
            known.unlink()
        else:
            values = review._prepare_answer(questions[place], answer)
            values |= {"review_id": review.id, "sequence": place}
            if known:
                known.write(values)
            else:
                known.create(values)
        review._set_score()
        return self._prepare_marks()

    def write_comment(self, text):
        """Note what the reviewer has to say about the talk as a whole."""
        self._take_draft().comment = self._check_text(text)
        return True

    def set_person(self, user_id):
        """Review another person's part in the call, as long as nothing is answered.

        :return: as :meth:`get_form`
        """
        review = self._take_draft()
        user = self.env["res.users"].browse(user_id)
        if review.answer_ids or not user & self._get_people(self.call_id):
            raise UserError(
                self.env._(
                    "Salesperson: choose somebody who talked in the call, before the "
                    "first answer is given."
                )
            )
        self._check_reviewer(self.call_id, user)
        review.write(
            {"user_id": user.id, "team_id": self._get_team(self.call_id, user)}
        )
        return self._prepare_form()

    def _check_text(self, text):
        if not isinstance(text, str) or len(text) > LONGEST_TEXT:
            raise UserError(
                self.env._(
                    "The text has more than %(count)s characters: shorten it.",
                    count=LONGEST_TEXT,
                )
            )
        return text.strip()

    def _take_draft(self):
        """Return the review past record rules, if the caller may go on with it."""
        self.ensure_one()
        self.check_access("read")
        review = self.sudo()
        if review.reviewer_id != self.env.user:
            raise AccessError(
                self.env._(
                    "This is the review of %(reviewer)s: begin one of your own on the call.",
                    reviewer=review.reviewer_id.name,
                )
            )
        if review.state != "draft":
            raise UserError(
                self.env._("The review is done: open it again to change something.")
            )
        return review

    def _prepare_answer(self, question, answer):
        try:
            return self.env["pbx.review.answer"]._prepare_answer(question, answer)
        except (ValueError, AttributeError, TypeError) as error:
            raise UserError(
                self.env._(
                    "This is no answer to %(question)s: choose one of those shown.",
                    question=question["name"],
                )
            ) from error

    # ------------------------------------------------------------
    # WHAT IS SHOWN
    # ------------------------------------------------------------

    def _prepare_form(self):
        """Return the screen as plain data.

        :return: dict with ``id``, ``can_edit``, ``is_own`` (about the caller's talk),
            ``state``, ``person``, ``people``, ``reviewer``, ``call``, ``script``,
            ``scorecard``, ``questions``, ``comment``, ``reply``, ``acknowledged_at``,
            ``agreement`` and what :meth:`_prepare_marks` tells
        """
        self.ensure_one()
        me = self.env.user
        review = self.sudo()
        card = review.scorecard_id
        return {
            "id": review.id,
            "state": review.state,
            "can_edit": review.reviewer_id == me and review.state == "draft",
            "can_reopen": review.reviewer_id == me and review.state == "done",
            "is_own": review.user_id == me,
            "is_self": review.is_self,
            "person": {"id": review.user_id.id, "name": review.user_id.name},
            "people": self._prepare_people(),
            "reviewer": review.reviewer_id.name,
            "call": self._prepare_call(),
            "script": self._prepare_script(),
            "scorecard": {
                "name": card.name,
                "version": review.version_id.number,
                "is_outdated": card.version_id != review.version_id,
                "why": review.why or "",
                "low": card.low_percent,
            },
            "questions": review.version_id._get_questions(),
            "comment": review.comment or "",
            "reply": review.reply or "",
            "acknowledged_at": str(review.acknowledged_at or ""),
            "agreement": review._prepare_agreement(),
            **self._prepare_marks(),
        }

    def _prepare_marks(self):
        """Return what an answer changes: ``answers``, ``score``, ``level``, ``failed``
        (the critical question that gave nothing), ``answered``, ``total`` and ``open``.
        """
        review = self.sudo()
        marks = review._get_score()
        names = {one["key"]: one["name"] for one in review.version_id._get_questions()}
        percent = marks.percent
        return {
            "answers": review._get_answers(),
            "score": None if percent is None else round_half_up(percent),
            "level": review.level or "",
            "failed": names.get(marks.failed, ""),
            "answered": marks.answered,
            "total": marks.total,
            "open": list(marks.open),
        }

    def _prepare_people(self):
        """Return who else's part in the call could be reviewed."""
        people = self._get_people(self.call_id)
        return [{"id": user.id, "name": user.name} for user in people.sudo()]

    def _prepare_call(self):
        """Return the facts of the call."""
        call = self.sudo().call_id
        legs = call.leg_ids.filtered(lambda leg: leg.user_id == self.sudo().user_id)
        labels = dict(call._fields["direction"]._description_selection(self.env))
        return {
            "id": call.id,
            "name": call.display_name,
            "number": call.number or "",
            "direction": labels[call.direction],
            "started_at": str(call.started_at),
            "talk_seconds": sum(legs.mapped("talk_seconds")),
            "ring_seconds": call.ring_seconds,
            "stage": call.stage_id.name or "",
            "outcome": call.outcome_id.name or "",
            "deal": call.lead_id.name or "",
            "note": call.note or "",
            "can_open": self.call_id.has_access("read"),
        }

    def _prepare_script(self):
        """Return the script the salesperson had, with what was answered in it."""
        call = self.sudo().call_id
        run = self.env["pbx.scorecard"]._get_script_run(call)
        script = self.sudo().script_id
        version = run.version_id if run.script_id == script else script.version_id
        if not version:
            return False
        answers = run._get_answer_values() if run.version_id == version else {}
        shown = call.lead_id._prepare_script_steps(version._get_steps(), answers)
        return {
            "name": script.name,
            "steps": [
                {
                    "key": step["key"],
                    "kind": step["kind"],
                    "name": step["name"],
                    "text": step["text"] or "",
                    "answer": (step["answer"] or {}).get("value") or "",
                    "is_gone": bool(step["answer"]),
                }
                for step in shown["steps"]
            ],
        }
