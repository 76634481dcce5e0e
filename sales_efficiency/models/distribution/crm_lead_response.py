from datetime import timedelta

from odoo import fields, models

from ...tools.working_days import to_local
from ...tools.working_time import minutes_between

#: Activities that reach the client when they are done.
CONTACT_CATEGORIES = ("phonecall", "meeting")
#: Messages that somebody wrote.
CONTACT_MESSAGES = ("comment", "email_outgoing")


class CrmLead(models.Model):
    """How soon a client hears from the salesperson."""

    _inherit = "crm.lead"

    sales_response_minutes = fields.Float(
        string="Minutes to First Contact",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Working time from when the lead was given to the first outgoing mail, call, "
        "meeting or note of its salesperson.",
    )
    sales_response_late = fields.Boolean(
        string="Late Response", readonly=True, copy=False
    )

    def _message_post_after_hook(self, message, msg_vals):
        """Take the salesperson's first letter, call or note for the first contact."""
        done = super()._message_post_after_hook(message, msg_vals)
        if not self.sales_first_contact_at and self._is_contact(message):
            self._note_first_contact(message.date)
        return done

    def _is_contact(self, message):
        """Tell whether a message shows that the salesperson turned to the client."""
        activity = message.mail_activity_type_id
        if not activity and message.message_type not in CONTACT_MESSAGES:
            return False
        seller = self.sudo().user_id.partner_id
        if not seller or message.author_id != seller:
            return False
        if activity:
            email = self.env.ref(
                "mail.mail_activity_data_email", raise_if_not_found=False
            )
            return activity.category in CONTACT_CATEGORIES or activity == email
        return True

    def _note_first_contact(self, moment):
        """Note when the client was first contacted, and how long that took.

        :param datetime moment: in UTC
        """
        now = fields.Datetime.now()
        for lead in self.sudo().filtered(lambda one: not one.sales_first_contact_at):
            moment = min(moment, now)
            given = lead.sales_given_at
            due = lead.sales_response_due_at
            lead.write(
                {
                    "sales_first_contact_at": moment,
                    "sales_response_late": bool(due and moment > due),
                    "sales_response_minutes": lead._get_work_minutes(given, moment)
                    if given and lead.user_id
                    else 0,
                }
            )

    def _get_work_minutes(self, start, end):
        """Return the minutes between two moments that the salesperson works."""
        company = self._get_sales_company()
        margin = timedelta(days=1)
        schedule, zone, absences = self.user_id.with_company(
            company
        )._get_sales_schedules(start.date() - margin, end.date() + margin)[
            self.user_id.id
        ]
        return minutes_between(
            schedule, absences, to_local(start, zone), to_local(end, zone)
        )
