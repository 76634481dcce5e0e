from markupsafe import Markup, escape

from odoo import fields, models


class MailingFeedback(models.Model):
    """What clients answer, and who hears of it."""

    _inherit = "mailing.feedback"

    def _note_answers(self, user_inputs):
        """Note what was answered, wake the participants and, of bad answers, the head.

        Once: what somebody corrects later is left to the survey.
        """
        asked = self.sudo().search(
            [("user_input_id", "in", user_inputs.ids), ("answered_at", "=", False)]
        )
        for feedback in asked:
            feedback.write(feedback._prepare_answer_values())
        asked.filtered("is_bad")._tell_head()
        asked.participant_id._wake("answered")

    def _prepare_answer_values(self):
        """Return what is noted of an answer."""
        self.ensure_one()
        lines = self.user_input_id.user_input_line_ids.filtered(
            lambda line: not line.skipped
        )
        rating = self._find_rating(lines)
        rated = {}
        if rating is not None:
            # Where none was given there is none, not the worst: averages leave it out.
            is_bad = rating < self.step_id.feedback_bad_below
            rated = {"rating": rating, "has_rating": True, "is_bad": is_bad}
        return {
            **rated,
            "answered_at": fields.Datetime.now(),
            "answers": "\n".join(
                f"{line.question_id.title} {line._get_feedback_text()}"
                for line in lines
            ),
        }

    def _find_rating(self, lines):
        """Return the rating in the lines of an answer, ``None`` for none."""
        question = self.step_id._get_rating_question()
        line = lines.filtered(lambda one: one.question_id == question)[:1]
        if not line:
            return None
        return (
            line.value_scale
            if line.answer_type == "scale"
            else line.value_numerical_box
        )

    # ------------------------------------------------------------
    # BAD ANSWERS
    # ------------------------------------------------------------

    def _tell_head(self):
        """Give the head of the salesperson a task for each of these bad answers."""
        todo = self.env.ref("mail.mail_activity_data_todo")
        values = []
        for feedback in self:
            record = self.env[feedback.res_model].browse(feedback.res_id).exists()
            if record:
                values.append(feedback._prepare_task_values(record, todo))
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            values
        )

    def _prepare_task_values(self, record, activity_type):
        """Return the values of the task about a bad answer: a hole."""
        head = self._get_head(record)
        own = self.with_context(lang=head.lang or self.env.lang)
        return {
            "activity_type_id": activity_type.id,
            "summary": own.env._(
                "A client is displeased: rating %(rating)s", rating=f"{self.rating:g}"
            ),
            "note": Markup("<p>{}</p>").format(
                Markup("<br/>").join(escape(self.answers or "").splitlines())
            ),
            "date_deadline": fields.Date.today(),
            "automated": True,
            "res_model_id": self.env["ir.model"]._get_id(record._name),
            "res_id": record.id,
            "user_id": head.id,
        }

    def _get_head(self, record):
        """Return who hears of a bad answer: the head of the team, else who answers for
        the chain.
        """
        team = record.team_id if record._name == "crm.lead" else None
        team = team or self.user_id.sale_team_id
        heads = team.user_id | team.sales_leader_ids
        heads = heads.filtered(lambda user: user.active)
        return heads[:1] or self.chain_id.user_id or self.env.user
