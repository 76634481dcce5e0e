from odoo import models
from odoo.tools import format_date, format_datetime


class SalesReminderRule(models.Model):
    """What the activities of reminders say, in the language of who reads it."""

    _inherit = "sales.reminder.rule"

    def _get_texts(self, items):
        """Return ``[(title, note)]`` of activities.

        :param items: list of (cause, who is told, reminder being escalated or empty)
        """
        names = self._get_names([cause for cause, _user, _reminder in items])
        texts = []
        for cause, user, reminder in items:
            rule = self.with_context(lang=user.lang or "en_US")
            title = rule.summary
            note = rule._get_note(cause, user, names)
            if reminder:
                title = rule.env._("Escalated: %(title)s", title=title)
                note = rule._get_escalation_note(reminder, note)
            texts.append((title, note))
        return texts

    def _get_names(self, causes):
        """Return ``{partner or activity: name}``, read at once."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        partners = partners.browse({one.partner_id for one in causes if one.partner_id})
        names = {("client", partner.id): partner.display_name for partner in partners}
        if self.kind == "overdue":
            promises = (
                self.env["mail.activity"].sudo().browse([one.key for one in causes])
            )
            names |= {("promise", one.id): one.display_name for one in promises}
        return names

    def _get_note(self, cause, user, names):
        """Say what the matter is."""
        client = names.get(("client", cause.partner_id)) or self.env._("The client")
        if self.kind == "overdue":
            return self.env._(
                "Promised for %(day)s and not done yet: %(promise)s (%(client)s).",
                day=format_date(self.env, cause.day),
                promise=names.get(("promise", cause.key)) or "",
                client=client,
            )
        if self.kind == "unanswered":
            return self.env._(
                "%(client)s wrote on %(moment)s and has no answer yet.",
                client=client,
                moment=self._format_moment(cause.since, user),
            )
        if self.kind == "quiet":
            return self.env._(
                "Nobody has written, called or moved this deal on since %(moment)s.",
                moment=self._format_moment(cause.since, user),
            )
        return self.env._(
            "Nothing is planned since %(moment)s.",
            moment=self._format_moment(cause.since, user),
        )

    def _get_escalation_note(self, reminder, note):
        return self.env._(
            "%(person)s was reminded on %(moment)s. %(note)s",
            person=reminder.user_id.name,
            moment=self._format_moment(reminder.reminded_at, reminder.user_id),
            note=note,
        )

    def _format_moment(self, moment, user):
        return format_datetime(self.env, moment, tz=user.tz or "UTC", dt_format="short")
