from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.demo.rhythm import WORKERS

from .habits import BEST, BETTER, COMMENTS, REPLIES, SKILLS, TEAMS

#: Reviews of each person of the last weeks, and how many of them are still unread.
REVIEWS, UNREAD = 3, 4
#: Whose calls two people reviewed, and how often they say the same.
TWICE, AGREED = ("daniel", "elena"), 0.7
#: Whose first call of today has been listened to.
HEARD = ("daniel", "priya", "elena", "amara")
SATURDAY = 5


class PbxDemo(models.AbstractModel):
    _inherit = "pbx.demo"

    def _make_quality(self, provider, rng):
        """Review calls of the last weeks, draw those of today, hear some of them."""
        self._make_reviews(provider, rng)
        self._make_listening(rng)

    def _get_head(self, slug):
        head = next(head for head, team in TEAMS.items() if slug in team)
        return self._ref(f"res_users_{head}")

    # ------------------------------------------------------------
    # REVIEWS
    # ------------------------------------------------------------

    def _make_reviews(self, provider, rng):
        """Let leaders have reviewed calls of their people."""
        told = []
        for worker in WORKERS:
            slug = worker.slug
            for place, call in enumerate(self._pick_talks(provider, worker, rng)):
                heads = [self._get_head(slug)]
                if slug in TWICE and not place:
                    heads.append(self._ref("res_users_grace"))
                for head in heads:
                    told.append((call, slug, head))
        told.sort(key=lambda one: (one[0].started_at, one[0].id))
        replies = list(REPLIES)
        for place, (call, slug, head) in enumerate(told):
            is_read = place < len(told) - UNREAD
            reply = replies.pop() if is_read and replies and slug == "lucas" else ""
            self._review_then(call, slug, head, is_read, reply, rng)
        self._end_coaching()

    def _pick_talks(self, provider, worker, rng):
        """Return talks long enough to judge, those about decided deals first."""
        calls = self.env["pbx.call"].search(
            [
                ("provider_id", "=", provider.id),
                ("user_id", "=", self._get_user(worker).id),
                ("talk_seconds", ">=", 60),
                ("started_at", "<", fields.Datetime.now() - timedelta(days=2)),
            ],
            order="id",
        )
        calls = calls.filtered(
            lambda call: not call.recording_ids and len(call.leg_ids.user_id) == 1
        )
        decided = calls.filtered(lambda call: call.lead_id.won_status != "pending")
        decided = decided.filtered("lead_id")
        first = list(decided[:2])
        rest = [call for call in calls if call not in first]
        return first + rng.sample(rest, min(len(rest), REVIEWS - len(first)))

    def _review_then(self, call, slug, head, is_read, reply, rng):
        """Review a call as if on the day after it."""
        messages = self._get_last("mail.message")
        review = self._review(call, slug, head, rng)
        if is_read:
            review.with_user(self._ref(f"res_users_{slug}")).acknowledge(reply)
        moment = call.started_at + timedelta(hours=rng.randint(22, 27))
        if moment.weekday() >= SATURDAY:
            moment += timedelta(days=2)
        moment = min(moment, fields.Datetime.now())
        review.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE pbx_review
                   SET create_date = %(moment)s, date_done = %(moment)s,
                       acknowledged_at = CASE WHEN acknowledged_at IS NOT NULL
                                              THEN %(moment)s END
                 WHERE id = %(id)s
                """,
                moment=moment,
                id=review.id,
            )
        )
        review.invalidate_recordset()
        self._date_messages(messages, moment, "pbx.review")

    def _review(self, call, slug, head, rng):
        """Review a call by the methods of the scoring screen, with the head's rights."""
        user = self._ref(f"res_users_{slug}")
        reviews = self.env["pbx.review"].with_user(head)
        review = reviews._begin(call.with_user(head), user.with_user(head))
        other = call.review_ids.filtered(lambda one: one.state == "done")[:1]
        known = other.version_id == review.sudo().version_id and other._get_answers()
        for question in review.sudo().version_id._get_questions():
            answer = self._answer(question, SKILLS[slug], rng)
            # Who hears the same talk mostly hears the same.
            if known and rng.random() < AGREED:
                answer = known.get(question["key"], answer)
            review.answer_question(question["key"], answer)
        score = review.sudo().score / 100
        review.write_comment(next(text for limit, text in COMMENTS if score <= limit))
        review.finish()
        return review.sudo()

    def _answer(self, question, skill, rng):
        level = min(1, max(0, rng.gauss(skill, 0.16)))
        kind = question["kind"]
        if kind == "range":
            return {"points": max(1, round(level * question["points"]))}
        if kind == "yes_no":
            return {"points": int(question["critical"] or level > 0.45)}
        if kind == "choice":
            options = sorted(question["options"], key=lambda one: one["share"])
            return {"option": options[round(level * (len(options) - 1))]["key"]}
        return {"text": BEST if "best" in question["name"] else BETTER}

    def _end_coaching(self):
        """Leave one talk about a call to be had; the others were had."""
        activities = self.env["mail.activity"].search(
            [("res_model", "=", "pbx.review"), ("summary", "=like", "Coach %")],
            order="id",
        )
        last = self._get_last("mail.message")
        activities[:-1].action_feedback()
        self._date_messages(
            last, fields.Datetime.now() - timedelta(days=2), "pbx.review"
        )

    # ------------------------------------------------------------
    # TODAY
    # ------------------------------------------------------------

    def _make_listening(self, rng):
        """Draw the calls of today; one drawn the day before was not listened to."""
        company = self.env.company
        listening = self.env["pbx.listening"]
        people = listening._get_people(company)
        lucas = self._ref("res_users_lucas")
        late = listening._draw_for(lucas & people, company)[:1]
        lucas_days = self._get_worked_days(
            next(w for w in WORKERS if w.slug == "lucas")
        )
        late.day = lucas_days[-2]
        listening.search([("user_id", "=", lucas.id)]).filtered(
            lambda one: one not in late
        ).unlink()
        listening._mark_past(company)
        rows = listening._draw_for(people, company)
        for slug in HEARD:
            user = self._ref(f"res_users_{slug}")
            for row in rows.filtered(lambda one, user=user: one.user_id == user)[:1]:
                self._review(row.call_id, slug, row.head_id, rng)
