from odoo import api, fields, models
from odoo.exceptions import AccessError

from .working_moment import get_local_day

TYPE = "sales_efficiency_telephony.mail_activity_type_call_back"


class PbxCall(models.Model):
    """The activities that missed calls make: on the deal, else the client, else the call."""

    _name = "pbx.call"
    _inherit = ["pbx.call", "mail.activity.mixin"]

    @api.model
    def _get_said_fields(self):
        """Return activities as well: people plan what to do about a call."""
        return super()._get_said_fields() | {"activity_ids"}

    def _plan_calls(self):
        """Plan a call back for whoever is to call."""
        asked = []
        for call in self.filtered("user_id"):
            texts = call.with_context(lang=call.user_id.lang).env
            who = call.partner_id.display_name or call.number
            summary = texts._("Call back: %(who)s", who=who)
            asked.append((call, call.user_id, call.missed_due_at, summary))
        self._create_calls(asked)

    def _create_calls(self, asked):
        """Make activities without letters: a missed call shows where the work is seen.

        :param asked: list of (call, who is asked for it, until when, summary)
        """
        values = []
        for company in self.company_id:
            rows = [row for row in asked if row[0].company_id == company]
            users = self.env["res.users"].union(*(user for _call, user, *_what in rows))
            schedules = self._read_schedules(users, company)
            values += [
                call._prepare_call(user, get_local_day(schedules[user.id], at), summary)
                for call, user, at, summary in rows
            ]
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True, lang=None
        ).create(values)

    def _prepare_call(self, user, day, summary):
        """Return an activity that asks somebody for a call."""
        about = self._get_call_target(user)
        return {
            "res_model_id": self.env["ir.model"]._get_id(about._name),
            "res_id": about.id,
            "activity_type_id": self.env.ref(TYPE).id,
            "summary": summary,
            "user_id": user.id,
            "date_deadline": day,
            "automated": True,
            "pbx_missed_call_id": self.id,
        }

    def _get_call_target(self, user):
        """Return what the activity stands on, as near to the work as the user may see."""
        for record in (self.lead_id, self.partner_id):
            own = record.with_user(user).with_company(self.company_id)
            if record and own.has_access("read"):
                return record
        return self


class MailActivity(models.Model):
    _inherit = "mail.activity"

    pbx_missed_call_id = fields.Many2one(
        "pbx.call",
        string="Missed Call",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to have the link to a missed call made by hand."""
        self._check_missed_call(
            "default_pbx_missed_call_id" in self.env.context,
            *("pbx_missed_call_id" in vals for vals in vals_list),
        )
        return super().create(vals_list)

    def write(self, vals):
        """Take the word of who ticks the call back off: it was done by another phone.
        Whoever gets the activity is the one to call back.
        """
        self._check_missed_call("pbx_missed_call_id" in vals)
        done = handed = self.env["pbx.call"]
        if vals.get("active") is False and not self.env.context.get("pbx_settling"):
            done = self._get_calls_asked_for()
        if vals.get("user_id"):
            handed = self._get_calls_asked_for()
        res = super().write(vals)
        done._note_called_back()
        handed._get_waiting_together().write({"user_id": vals.get("user_id")})
        return res

    def unlink(self):
        """Ask elsewhere for the call back where the deal or the client is deleted."""
        gone = self.sudo().filtered(
            lambda one: (
                one.pbx_missed_call_id
                and one.res_model
                and not self.env[one.res_model].browse(one.res_id).exists()
            )
        )
        calls = gone._get_calls_asked_for()
        res = super().unlink()
        calls.filtered(lambda call: call.missed_state == "open")._plan_calls()
        return res

    def _check_missed_call(self, *are_given):
        """Whoever does an activity closes its missed call, whosever that is: only the
        system says which one that is.
        """
        if any(are_given) and not self.env.su:
            raise AccessError(
                self.env._(
                    "“Missed Call” of an activity is set when a call is missed: leave it "
                    "out, and note the call in the summary."
                )
            )

    def _get_calls_asked_for(self):
        """Return the missed calls that open activities ask somebody to answer; what
        leaders are told of does not.
        """
        activities = self.sudo().filtered(
            lambda one: one.active and one.user_id == one.pbx_missed_call_id.user_id
        )
        return activities.pbx_missed_call_id
