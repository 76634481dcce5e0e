from odoo import api, fields, models

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
        values = []
        for call in self.filtered("user_id"):
            texts = call.with_context(lang=call.user_id.lang).env
            who = call.partner_id.display_name or call.number
            values.append(
                call._prepare_call(
                    call.user_id,
                    call.missed_due_at,
                    texts._("Call back: %(who)s", who=who),
                )
            )
        self._create_calls(values)

    def _prepare_call(self, user, due_at, summary):
        """Return an activity that asks somebody for a call."""
        about = self._get_call_target(user)
        schedules = user.with_company(self.company_id)._get_sales_schedules(
            due_at.date(), due_at.date()
        )
        return {
            "res_model_id": self.env["ir.model"]._get_id(about._name),
            "res_id": about.id,
            "activity_type_id": self.env.ref(TYPE).id,
            "summary": summary,
            "user_id": user.id,
            "date_deadline": get_local_day(schedules[user.id], due_at),
            "automated": True,
            "pbx_missed_call_id": self.id,
        }

    def _create_calls(self, values):
        """Make activities without letters: a missed call shows where the work is seen."""
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True, lang=None
        ).create(values)

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

    def write(self, vals):
        """Take the word of who ticks the call back off: it was done by another phone.
        Whoever gets the activity is the one to call back.
        """
        done = handed = self.env["pbx.call"]
        if vals.get("active") is False and not self.env.context.get("pbx_settling"):
            done = self._get_calls_asked_for()
        if vals.get("user_id"):
            handed = self._get_calls_asked_for()
        res = super().write(vals)
        done._note_called_back()
        handed._get_waiting_together().write({"user_id": vals.get("user_id")})
        return res

    def _get_calls_asked_for(self):
        """Return the missed calls that open activities ask somebody to answer; what
        leaders are told of does not.
        """
        activities = self.sudo().filtered(
            lambda one: one.active and one.user_id == one.pbx_missed_call_id.user_id
        )
        return activities.pbx_missed_call_id
