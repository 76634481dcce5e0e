from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.tools.absence import list_deputies

from .working_moment import add_minutes

CRON = "sales_efficiency_telephony.ir_cron_pbx_missed"
#: How far ahead working time is read.
BEHIND, AHEAD = timedelta(days=8), timedelta(days=40)


class PbxCall(models.Model):
    """Who calls back, and until when."""

    _inherit = "pbx.call"

    def _assign_callers(self):
        """Say who is to call back until when, and plan it for that person."""
        due = self.browse()
        for company, calls in self.grouped("company_id").items():
            callers = calls._find_callers(company)
            users = self.env["res.users"].union(*callers.values())
            schedules = calls._read_schedules(users, company)
            for call in calls:
                user = callers[call]
                call.write(call._prepare_asked(user, schedules[user.id or None]))
            due |= calls
        due._plan_calls()
        due._wake_escalation()

    def _read_schedules(self, users, company):
        today = fields.Datetime.now().date()
        return users.with_company(company)._get_sales_schedules(
            today - BEHIND, today + AHEAD, with_department=True
        )

    def _prepare_asked(self, user, schedule):
        """Return who calls back until when; nobody's call goes to the leader at once."""
        provider = self.provider_id
        since = self.ended_at or self.started_at
        due = add_minutes(schedule, since, provider.missed_minutes)
        escalate = provider.missed_escalate_minutes
        vals = {"user_id": user.id, "missed_due_at": due, "missed_escalate_at": False}
        if escalate:
            now = fields.Datetime.now()
            vals["missed_escalate_at"] = (
                add_minutes(schedule, due, escalate) if user else now
            )
        if not self.team_id:
            vals["team_id"] = (self.lead_id.team_id or user.sale_team_id).id
        return vals

    def _wake_escalation(self):
        """Have the scheduled action run when the first of these is overdue."""
        moments = list(filter(None, self.mapped("missed_escalate_at")))
        if moments:
            self.env.ref(CRON).sudo()._trigger(at=min(moments))

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _find_callers(self, company):
        """Return ``{call: user}``: the owner of the deal, else of the client, else who
        talked last with this number, else by rule; who is away has a deputy.
        """
        users = self.env["res.users"].sudo()
        away = users.with_company(company)._get_sales_absences()
        deputies = {
            user.id: user.sales_deputy_id.id
            for user in users.with_context(active_test=False).search_fetch(
                [("sales_deputy_id", "!=", False)], ["sales_deputy_id"]
            )
        }
        talkers = self._find_last_talkers()

        def is_there(user):
            return user._works_in(company) and user not in away

        found = {}
        for call in self:
            owners = call._get_owners()
            talker = users.browse(talkers.get(call._get_missed_key()))
            people = [*owners, *talker, *call.provider_id.missed_user_id]
            found[call] = call._pick_caller(people, company, deputies, is_there)
        return found

    def _pick_caller(self, people, company, deputies, is_there):
        """Return the first who is there, or whose deputy is; else the first at all."""
        users = self.env["res.users"].sudo()
        for user in people:
            if not user._works_in(company):
                continue
            stand_ins = users.browse(list_deputies(user.id, deputies))
            for one in [user, *stand_ins]:
                if is_there(one):
                    return one
        late = [user for user in people if user._works_in(company)]
        return late[0] if late else self._distribute_deal()

    def _distribute_deal(self):
        """Have a deal that is nobody's given away, and return to whom."""
        deal = self.lead_id
        if deal and not deal.user_id and deal.active and not deal.sales_given_at:
            deal._distribute()
        return deal.user_id

    def _get_owners(self):
        """Return whose client it is, the nearest first."""
        deals = self.lead_id or self.candidate_lead_ids
        owners = deals.user_id
        client = self.partner_id
        return [
            # Several deals of several people: nobody is nearer than another.
            *(owners if len(owners) == 1 else ()),
            *client.user_id,
            *client.commercial_partner_id.user_id,
        ]

    def _find_last_talkers(self):
        """Return ``{key of the number: id of who talked last with it}``."""
        numbers = list(filter(None, self.mapped("phone_sanitized")))
        if not numbers:
            return {}
        self.env["pbx.call.leg"].flush_model()
        self.flush_model(["phone_sanitized", "company_id", "started_at"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (call.company_id, call.phone_sanitized)
                       call.company_id, call.phone_sanitized, leg.user_id
                  FROM pbx_call call
                  JOIN pbx_call_leg leg ON leg.call_id = call.id
                  JOIN res_users person ON person.id = leg.user_id AND person.active
                 WHERE call.phone_sanitized = ANY(%s) AND call.company_id = ANY(%s)
                   AND leg.outcome = 'talked'
              ORDER BY call.company_id, call.phone_sanitized, call.started_at DESC,
                       leg.answered_at DESC NULLS LAST, leg.id DESC
                """,
                numbers,
                self.company_id.ids,
            )
        )
        return {(company, number): user for company, number, user in rows}


class ResUsers(models.Model):
    _inherit = "res.users"

    def _works_in(self, company):
        """Tell whether somebody can be given work in a company."""
        return self.active and not self.share and company in self.company_ids
