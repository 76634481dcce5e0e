import json
from collections import defaultdict

from odoo import Command, fields, models

from .sales_handover_move import QUIET

#: Reckoned anew by Odoo now and then: no sign that somebody worked on the record.
RECKONED_FIELDS = {"automated_probability", "probability", "date_last_stage_update"}
#: Odoo looks for a team by itself unless it is said together with the owner.
OWNER_FIELDS = {"team_id"}


class SalesHandoverLine(models.Model):
    """Put records back that are still as the transfer left them; tell of the others."""

    _inherit = "sales.handover.line"

    def _return(self):
        """Undo moved lines, in the order they come."""
        for model, lines in self.grouped("model").items():
            if model == "sales.plan.line":
                lines._return_targets()
                continue
            lines._filter_untouched(model)._restore(model)

    def _keep(self, reason):
        self.write({"state": "kept", "reason": reason})

    def _filter_untouched(self, model):
        """Keep the lines whose record is gone or was changed since."""
        there = set(self._get_targets(model).exists().ids)
        left = self.filtered(lambda line: line.res_id in there)
        (self - left)._keep(self.env._("It has been deleted since."))
        now = left._snapshot(model)
        untouched = self.browse()
        for line in left:
            changed = [
                name
                for name in self._get_changed_fields(model)
                if name not in RECKONED_FIELDS
                # A transfer of an earlier version knows less.
                and name in line.after
                and now[line.res_id][name] != line.after[name]
            ]
            if changed:
                label = self.env[model]._fields[changed[0]]
                line._keep(
                    self.env._(
                        "“%(field)s” was changed since the transfer.",
                        field=label._description_string(self.env),
                    )
                )
            else:
                untouched |= line
        return untouched

    def _restore(self, model):
        """Write what was before: the owner first, then what follows from the owner, then
        what is reckoned from both.
        """
        records = self._get_targets(model).with_context(sales_move_reason="returned")
        names = self._get_changed_fields(model)
        now = self._snapshot(model) if self else {}
        alike = {}
        for line in self:
            # What Odoo reckoned anew meanwhile stays as it reckoned.
            values = {
                name: line.before[name]
                for name in names
                if now[line.res_id][name] == line.after.get(name)
                and (name in OWNER_FIELDS or line.before[name] != line.after[name])
            }
            key = json.dumps(values, sort_keys=True)
            alike.setdefault(key, (values, []))[1].append(line.res_id)
        first = {names[0], *OWNER_FIELDS}
        steps = (first, {*names} - first - RECKONED_FIELDS, RECKONED_FIELDS)
        for values, ids in alike.values():
            some = records.browse(ids)
            for step in steps:
                part = {name: values[name] for name in values.keys() & step}
                if part:
                    some.write(self._to_commands(some, part))
                    # What Odoo reckons from it is reckoned now, not after the rest.
                    some.flush_recordset()
        self._restore_seats(model)
        self._unfollow()
        if self:
            self.env.flush_all()
            records.invalidate_recordset()
        self.write({"state": "returned", "returned_at": fields.Datetime.now()})

    def _to_commands(self, records, values):
        """Return plain values as ``write`` takes them."""
        result = {}
        for name, value in values.items():
            kind = records._fields[name].type
            if kind == "many2one":
                value = value[0] if value else False
            elif kind == "many2many":
                value = [Command.set(value)]
            result[name] = value
        return result

    def _restore_seats(self, model):
        """Let who comes back to a meeting have answered as before."""
        if model != "calendar.event":
            return
        answers = {line.res_id: line.before.get("seats", {}) for line in self}
        meetings = self._get_targets(model)
        meetings.invalidate_recordset(["attendee_ids"])
        for seat in meetings.attendee_ids:
            state = answers[seat.event_id.id].get(str(seat.partner_id.id))
            if state and seat.state != state:
                seat.state = state

    def _unfollow(self):
        """Take the receivers off the records they came to follow by the transfer."""
        groups = defaultdict(set)
        for line in self:
            record = self.env[line.model].sudo().browse(line.res_id)
            if line.model == "mail.activity":
                record = self.env[record.res_model].sudo().browse(record.res_id)
            groups[record._name, tuple(line.after.get("followers", ()))].add(record.id)
        for (model, added), ids in groups.items():
            if added:
                records = self.env[model].sudo().with_context(**QUIET).browse(ids)
                records.exists().message_unsubscribe(list(added))
