from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: What a letter that asks has to carry, one of them.
PLACEHOLDERS = ("object.chain_feedback_url", "object.chain_feedback_button")
RATING_TYPES = ("scale", "numerical_box")
QUIET = {
    "mail_create_nolog": True,
    "mail_notrack": True,
    "mail_create_nosubscribe": True,
}


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    feedback_question_id = fields.Many2one(
        comodel_name="survey.question",
        string="Rating Question",
        ondelete="set null",
        domain=f"[('survey_id', '=', survey_id), ('question_type', 'in', {RATING_TYPES})]",
        help="None: the first question of the survey that asks for a number.",
    )
    feedback_bad_below = fields.Integer(
        string="Bad Below",
        default=3,
        help="A rating below this is a bad answer: the head of the team hears of it.",
    )

    @api.constrains("feedback_question_id", "survey_id")
    def _check_feedback_question(self):
        for step in self:
            question = step.feedback_question_id.sudo()
            if question and question.survey_id != step.survey_id:
                raise ValidationError(
                    self.env._(
                        "Rating Question of the step %(step)s: it belongs to another "
                        "survey. Choose one of %(survey)s.",
                        step=step.display_name,
                        survey=step.survey_id.sudo().display_name or "-",
                    )
                )

    def _get_flow_lines(self):
        """Say what is asked."""
        if self.kind != "feedback":
            return super()._get_flow_lines()
        return [self.survey_id.title]

    def _get_rating_question(self):
        """Return the question whose answer is the rating; none if no number is asked."""
        self.ensure_one()
        if self.feedback_question_id:
            return self.feedback_question_id
        return self.survey_id.question_ids.filtered(
            lambda question: question.question_type in RATING_TYPES
        )[:1]

    def _run_feedback(self, participants, now):
        """Put the question to each by a letter with a link of its own."""
        self._refuse(self._find_feedback_problems())
        asked = self._ask(participants, now)
        records = self.env[self.chain_id.target]
        records.invalidate_model(records._get_feedback_fields(), flush=False)
        logs = self._send_letters(participants, now)
        sent = {one for one, log in logs.items() if log.result == "sent"}
        unsent = asked.filtered(lambda feedback: feedback.participant_id not in sent)
        unsent.user_input_id.unlink()
        unsent.unlink()
        return self._get_outcomes_of(logs)

    def _find_feedback_problems(self):
        """Return what keeps clients from answering, as sentences."""
        survey = self.survey_id.sudo()
        if not survey:
            return [
                self.env._(
                    "The step %(step)s asks nothing: choose a survey.",
                    step=self.display_name,
                )
            ]
        if not survey.active or not survey.question_ids:
            return [
                self.env._(
                    "The survey %(survey)s is closed or has no question: open it, or "
                    "choose another one.",
                    survey=survey.display_name,
                )
            ]
        if survey.users_login_required or survey.access_mode not in ("public", "token"):
            return [
                self.env._(
                    "Clients cannot open the survey %(survey)s without a login: let "
                    "everybody with the link answer it.",
                    survey=survey.display_name,
                )
            ]
        return [
            self.env._(
                "The letter %(letter)s does not carry the question: put %(placeholder)s "
                "into its text.",
                letter=letter.display_name,
                placeholder=PLACEHOLDERS[-1],
            )
            for letter in self._get_letters_without(PLACEHOLDERS)
        ]

    def _ask(self, participants, now):
        """Create what participants will answer.

        :return: mailing.feedback records
        """
        questions = self.survey_id._prepare_user_input_predefined_questions()
        inputs = (
            self.env["survey.user_input"]
            .with_context(**QUIET)
            .create(
                [
                    {
                        "survey_id": self.survey_id.id,
                        "partner_id": one.partner_id.id,
                        "email": one.email_normalized,
                        "nickname": one.name,
                        "predefined_question_ids": questions.ids,
                    }
                    for one in participants
                ]
            )
        )
        records = participants._get_records()
        return self.env["mailing.feedback"].create(
            [
                {
                    "participant_id": one.id,
                    "step_id": self.id,
                    "chain_id": self.chain_id.id,
                    "company_id": self.company_id.id,
                    "res_model": one.res_model,
                    "res_id": one.res_id,
                    "lead_id": one.res_id if one.res_model == "crm.lead" else False,
                    "partner_id": one.partner_id.id,
                    "user_id": self._get_responsible(records[one]).id,
                    "user_input_id": user_input.id,
                    "sent_at": now,
                }
                for one, user_input in zip(participants, inputs, strict=True)
            ]
        )
