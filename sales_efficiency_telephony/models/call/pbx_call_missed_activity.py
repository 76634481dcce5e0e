from odoo import fields, models

from .working_moment import get_local_day

TYPE = "sales_efficiency_telephony.mail_activity_type_call_back"


class PbxCall(models.Model):
    """The activities that missed calls make: on the deal, else the client, else the call."""

    _name = "pbx.call"
    _inherit = ["pbx.call", "mail.activity.mixin"]

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
        """Take the word of who ticks the call back off: it was done by another phone."""
        done = self.browse()
        if vals.get("active") is False and not self.env.context.get("pbx_settling"):
            done = self.sudo().filtered(
                lambda one: one.active and one.user_id == one.pbx_missed_call_id.user_id
            )
        res = super().write(vals)
        done.pbx_missed_call_id._note_called_back()
        return res
