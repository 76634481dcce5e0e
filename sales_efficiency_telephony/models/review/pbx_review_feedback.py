from datetime import timedelta

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import formatLang

from odoo.addons.sales_efficiency.tools.working_days import to_local
from odoo.addons.sales_efficiency.tools.working_time import due_after_days

from ...tools.talk_time import talk_time

#: How far ahead a working day is looked for.
HORIZON = timedelta(days=120)


class PbxReview(models.Model):
    """From the marks to the person: feedback, reply, coaching."""

    _inherit = "pbx.review"

    def finish(self):
        """End the review, tell the salesperson, and see to coaching where marks are low.

        :return: as :meth:`get_form`
        """
        review = self._take_draft()
        marks = review._get_score()
        if marks.open:
            names = {
                one["key"]: one["name"] for one in review.version_id._get_questions()
            }
            raise UserError(
                self.env._(
                    "%(count)s questions are open, the first of them: %(question)s. "
                    "Answer them, or say that they do not apply.",
                    count=len(marks.open),
                    question=names[marks.open[0]],
                )
            )
        review._set_score()
        review.write(
            {
                "state": "done",
                "date_done": fields.Datetime.now(),
                "acknowledged_at": False,
            }
        )
        if not review.is_self:
            self.env["pbx.listening"].sudo()._note_reviewed(review)
            review._give_feedback()
            if review.level == "low":
                review._plan_coaching()
        return self._prepare_form()

    def reopen(self):
        """Go on with the own review; what was asked of others is taken back.

        :return: as :meth:`get_form`
        """
        self.ensure_one()
        self.check_access("read")
        review = self.sudo()
        if review.reviewer_id != self.env.user:
            raise AccessError(
                self.env._(
                    "Only %(reviewer)s can open this review again: begin one of your own "
                    "on the call.",
                    reviewer=review.reviewer_id.name,
                )
            )
        review.activity_ids.unlink()
        review.state = "draft"
        self.env["pbx.listening"].sudo()._note_reopened(review)
        return self._prepare_form()

    def acknowledge(self, reply=""):
        """Note that the salesperson has seen the feedback, and what there is to say.

        :param reply: text for the reviewer, may be empty
        :return: as :meth:`get_form`
        """
        self.ensure_one()
        self.check_access("read")
        review = self.sudo()
        if review.user_id != self.env.user or review.state != "done":
            raise AccessError(
                self.env._("Whose talk was reviewed replies, once the review is done.")
            )
        text = self._check_text(reply)
        review.acknowledged_at = fields.Datetime.now()
        review.activity_ids.filtered(
            lambda activity: activity.user_id == review.user_id
        ).action_feedback()
        if text:
            review.reply = text
            partners = review.reviewer_id.partner_id if not review.is_self else ()
            self._tell(text, partners or self.env["res.partner"])
        return self._prepare_form()

    # ------------------------------------------------------------
    # TELLING
    # ------------------------------------------------------------

    def _give_feedback(self):
        """Write to the salesperson, and ask to take note of it."""
        self.ensure_one()
        self._tell(self._get_feedback_text(), self.user_id.partner_id)
        told = self.with_context(lang=self.user_id.lang or self.env.lang)
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.user_id.id,
            summary=told.env._("Read the feedback on your call"),
            date_deadline=self._get_working_day(self.user_id, 1),
        )

    def _get_feedback_text(self):
        """Return what the salesperson is told, in that person's language."""
        self.ensure_one()
        told = self.with_context(lang=self.user_id.lang or self.env.lang)
        text = told.env._(
            "%(reviewer)s listened to your call with %(client)s.",
            reviewer=self.reviewer_id.name,
            client=self.call_id.display_name,
        )
        if self.has_score:
            score = formatLang(told.env, self.score, digits=1)
            text += " " + told.env._("Score: %(score)s %%.", score=score)
        return f"{text}\n{self.comment}" if self.comment else text

    def _tell(self, text, partners):
        """Write a message on the review to these people, as whoever is asking."""
        body = Markup("<br/>").join(text.splitlines())
        self.sudo().message_post(
            body=body,
            author_id=self.env.user.partner_id.id,
            partner_ids=partners.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _plan_coaching(self):
        """Ask the head of the salesperson to talk about the call, in working days."""
        self.ensure_one()
        head = self.team_id._get_listener(self.user_id, self.company_id)
        head = head or self.reviewer_id
        told = self.with_context(lang=head.lang or self.env.lang)
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=head.id,
            summary=told.env._("Coach %(person)s", person=self.user_id.name),
            note=told.env._(
                "The call with %(client)s of %(duration)s was marked %(score)s %%, below "
                "the %(low)s %% of the scorecard %(scorecard)s.",
                client=self.call_id.display_name,
                duration=talk_time(self.call_id.talk_seconds),
                score=formatLang(told.env, self.score, digits=1),
                low=formatLang(told.env, self.scorecard_id.low_percent, digits=0),
                scorecard=self.scorecard_id.name,
            ),
            date_deadline=self._get_working_day(head, self.scorecard_id.coaching_days),
        )

    def _get_working_day(self, user, days):
        """Return the so manieth day after today on which somebody works."""
        now = fields.Datetime.now()
        users = user.with_company(self.company_id)
        schedule, zone, absences = users._get_sales_schedules(
            now.date() - timedelta(days=1), (now + HORIZON).date()
        )[user.id]
        today = to_local(now, zone)
        due = due_after_days(schedule, absences, today.date(), days, today + HORIZON)
        return (due or today + timedelta(days=days)).date()
