from collections import defaultdict
from datetime import date, datetime

from psycopg2 import IntegrityError

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

#: One message tells a receiver of everything; nobody gets a mail for each record.
QUIET = {
    "active_test": False,
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_quick_update": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
    "dont_notify": True,
}
#: What moving a record may change in it, and what tells that somebody worked on it since.
#: The first one says whose it is.
CHANGED_FIELDS = {
    "res.partner": ("user_id",),
    "crm.lead": (
        "user_id",
        "team_id",
        "company_id",
        "stage_id",
        "date_open",
        "date_last_stage_update",
        "automated_probability",
        "probability",
        "active",
        "sales_given_at",
        "sales_response_due_at",
    ),
    "sale.order": ("user_id", "team_id", "state"),
    "mail.activity": ("user_id", "active", "date_deadline"),
    "calendar.event": ("user_id", "partner_ids", "start", "active"),
    "crm.team": ("user_id", "sales_co_leader_ids"),
}


class SalesHandoverLine(models.Model):
    """Move the records behind the lines, with their history and without a storm of mail."""

    _inherit = "sales.handover.line"

    @api.model
    def _get_changed_fields(self, model):
        """Return what moving may change in a model: the owner first."""
        return CHANGED_FIELDS[model]

    def _get_targets(self, model):
        """Return the records of these lines as the work takes them."""
        return (
            self.env[model].sudo().with_context(**QUIET).browse(self.mapped("res_id"))
        )

    def _move(self):
        """Give the records of planned lines to their receivers."""
        for model, lines in self.grouped("model").items():
            if model == "sales.plan.line":
                lines._move_targets()
            else:
                lines._filter_movable(model)._move_records(model)

    def _filter_movable(self, model):
        """Fail the lines whose record is gone, or was given to somebody else meanwhile."""
        records = self._get_targets(model).exists()
        owner = self._get_changed_fields(model)[0]
        held = {record.id: record[owner] for record in records}
        if model == "crm.team":
            held = {team.id: team.sales_leader_ids for team in records}
        movable = self.browse()
        for line in self:
            user = line.from_user_id
            if line.res_id not in held:
                line._fail(self.env._("It has been deleted."))
            elif not user or user not in held[line.res_id]:
                line._fail(
                    self.env._(
                        "It was not %(person)s's any more.", person=user.name or ""
                    )
                )
            else:
                movable |= line
        return movable

    def _fail(self, reason):
        self.write({"state": "failed", "reason": reason})

    def _move_records(self, model):
        """Move all at once; where that is refused, one by one, to tell which it was."""
        if not self:
            return
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._give(model)
        except (UserError, AccessError, IntegrityError) as error:
            self.invalidate_recordset()
            if len(self) == 1:
                self._fail(str(error))
                return
            for line in self:
                line._move_records(model)

    def _give(self, model):
        """Write the receivers, and note in each line what that changed."""
        records = self._get_targets(model)
        before, followed = self._snapshot(model), self._get_followers(records)
        for user, lines in self.grouped("to_user_id").items():
            lines._give_to(model, user)
        self.env.flush_all()
        records.invalidate_recordset()
        after, follow = self._snapshot(model), self._get_followers(records)
        now = fields.Datetime.now()
        for line in self:
            old, new = before[line.res_id], after[line.res_id]
            new["followers"] = sorted(follow[line.res_id] - followed[line.res_id])
            line.write({"state": "moved", "moved_at": now, "before": old, "after": new})

    def _give_to(self, model, user):
        """Make one person the owner of the records of these lines."""
        records = self._get_targets(model)
        if model == "calendar.event":
            records._change_sales_organizer(self.from_user_id, user)
        elif model == "crm.team":
            self._give_teams(records, user)
        elif model == "crm.lead":
            self._give_deals(records, user)
        else:
            records.write({self._get_changed_fields(model)[0]: user.id})

    def _give_deals(self, deals, user):
        """Leave deals in their team where the receiver is in it; the others follow the
        receiver. Odoo would look for the team of each deal by itself.
        """
        deals = deals.with_context(sales_move_reason=self.handover_id.kind)
        stay = deals.filtered(
            lambda deal: user in deal.team_id.member_ids | deal.team_id.user_id
        )
        stay.write({"user_id": user.id})
        for kind, leave in (deals - stay).grouped("type").items():
            use = "use_leads" if kind == "lead" else "use_opportunities"
            team = self.env["crm.team"]._get_default_team_id(
                user_id=user.id, domain=[(use, "=", True)]
            )
            leave.write({"user_id": user.id, "team_id": team.id})

    def _give_teams(self, teams, user):
        """Let the receiver lead where the one who leaves led or helped to lead."""
        old = self.from_user_id
        for team in teams:
            values = {}
            if team.user_id == old:
                values["user_id"] = user.id
            if old in team.sales_co_leader_ids:
                values["sales_co_leader_ids"] = [Command.unlink(old.id)]
                if team.user_id not in (old, user):
                    values["sales_co_leader_ids"].append(Command.link(user.id))
            team.write(values)

    # ------------------------------------------------------------
    # WHAT IT WAS
    # ------------------------------------------------------------

    def _snapshot(self, model):
        """Return ``{record id: {field: value as JSON takes it}}``."""
        records = self._get_targets(model)
        names = self._get_changed_fields(model)
        seats = self._get_seats(records) if model == "calendar.event" else {}
        return {
            record.id: {
                **{name: self._to_plain(record[name]) for name in names},
                **seats.get(record.id, {}),
            }
            for record in records
        }

    @api.model
    def _to_plain(self, value):
        if isinstance(value, models.BaseModel):
            # An empty many2one is none, and one of many is still a list.
            return sorted(value.ids)
        if isinstance(value, datetime):
            return fields.Datetime.to_string(value)
        return fields.Date.to_string(value) if isinstance(value, date) else value

    def _get_seats(self, meetings):
        """Return what those who may change places had answered to the invitation."""
        people = (self.from_user_id | self.to_user_id).partner_id
        seats = {meeting.id: {"seats": {}} for meeting in meetings}
        for seat in meetings.attendee_ids:
            if seat.partner_id in people:
                seats[seat.event_id.id]["seats"][str(seat.partner_id.id)] = seat.state
        return seats

    @api.model
    def _get_followers(self, records):
        """Return ``{record id: ids of the partners that follow it}``, for an activity
        those of the document it is about.
        """
        documents = {record.id: (record._name, record.id) for record in records}
        if records._name == "mail.activity":
            documents = {one.id: (one.res_model, one.res_id) for one in records}
        wanted = defaultdict(set)
        for model, res_id in documents.values():
            wanted[model].add(res_id)
        found = defaultdict(set)
        for model, ids in wanted.items():
            followers = self.env["mail.followers"].sudo()
            for follower in followers.search_fetch(
                [("res_model", "=", model), ("res_id", "in", list(ids))],
                ["res_id", "partner_id"],
            ):
                found[model, follower.res_id].add(follower.partner_id.id)
        return {key: found[document] for key, document in documents.items()}
