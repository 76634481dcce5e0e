"""Steps that do something else than write: tasks, changes of fields, another chain."""

from collections import defaultdict

from odoo import Command, models
from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS

from odoo.addons.sales_efficiency.tools.working_time import due_after_days

from ...tools.field_value import parse, signed_names
from ...tools.send_window import to_local
from ...tools.transition import Outcome
from .mailing_chain_window import AHEAD
from .step_broken import StepBroken


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    # ------------------------------------------------------------
    # ACTIVITY
    # ------------------------------------------------------------

    def _run_activity(self, participants, now):
        """Give the salesperson of each a task."""
        if not self.activity_type_id:
            raise StepBroken(
                self.env._(
                    "The step %(step)s has no kind of activity: choose one.",
                    step=self.display_name,
                )
            )
        values = {
            "activity_type_id": self.activity_type_id.id,
            "summary": self.activity_summary,
            "note": self.activity_note,
            "date_deadline": self._get_deadline(now),
            "automated": True,
        }
        model_id = self.env["ir.model"]._get_id(self.chain_id.target)
        records = participants._get_records()
        # No mail about each of hundreds: the activity menu shows them.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    **values,
                    "res_model_id": model_id,
                    "res_id": one.res_id,
                    "user_id": self._get_responsible(records[one]).id,
                }
                for one in participants
            ]
        )
        return dict.fromkeys(participants, Outcome.go(self.next_id.id))

    def _get_responsible(self, record):
        """Return who does what is to be done for a participant's record."""
        own = record.user_id if record.user_id.active else record.user_id.browse()
        return own or self.chain_id.user_id or self.env.user

    def _get_deadline(self, now):
        schedule, zone, absences = self.chain_id._get_working_time(now)
        local = to_local(now, zone)
        if not self.activity_days:
            return local.date()
        due = due_after_days(
            schedule, absences, local.date(), self.activity_days, local + AHEAD
        )
        return due.date() if due else local.date()

    # ------------------------------------------------------------
    # FIELD
    # ------------------------------------------------------------

    def _run_field(self, participants, now):
        """Write a value into a field of each record."""
        values = self._get_new_values()
        records = self.env[self.chain_id.target].browse(participants.mapped("res_id"))
        try:
            with self.env.cr.savepoint():
                records.write(values)
        except (UserError, ValueError):
            return self._write_each(participants, values)
        return dict.fromkeys(participants, Outcome.go(self.next_id.id))

    def _write_each(self, participants, values):
        """Write to one record after the other; hold whose record does not take it."""
        outcomes = {}
        for one in participants:
            try:
                with self.env.cr.savepoint():
                    self.env[one.res_model].browse(one.res_id).write(values)
            except (UserError, ValueError) as error:
                outcomes[one] = Outcome.hold(str(error))
            else:
                outcomes[one] = Outcome.go(self.next_id.id)
        if all(outcome.kind == "hold" for outcome in outcomes.values()):
            raise StepBroken(outcomes[participants[0]].reason)
        return outcomes

    def _get_new_values(self):
        """Return what is written, from the value as it was typed.

        :raise StepBroken: if there is no such field any more, or no such value
        """
        field = self.env[self.chain_id.target]._fields.get(self.field_id.name)
        if not field or not self._can_change(field):
            raise StepBroken(
                self.env._(
                    "The step %(step)s changes no field that can be changed: choose one.",
                    step=self.display_name,
                )
            )
        try:
            return {field.name: self._get_new_value(field)}
        except ValueError as error:
            raise StepBroken(
                self.env._(
                    "New Value of the step %(step)s: %(value)s is no value of the field "
                    "%(field)s. Correct it.",
                    step=self.display_name,
                    value=error,
                    field=field._description_string(self.env),
                )
            ) from error

    def _can_change(self, field):
        """Tell whether a value may be written into a field that lasts."""
        is_worked_out = field.compute and field.readonly
        return field.store and not is_worked_out and field.name not in MAGIC_COLUMNS

    def _get_new_value(self, field):
        if field.relational:
            return self._get_new_links(field)
        choices = field.get_values(self.env) if field.type == "selection" else ()
        return parse(field.type, self.field_value, choices)

    def _get_new_links(self, field):
        """Return a record, or what is added to and taken away from records."""
        if field.type == "many2one":
            text = (self.field_value or "").strip()
            return self._find_linked(field, text) if text else False
        return [
            Command.link(found) if is_added else Command.unlink(found)
            for name, is_added in signed_names(self.field_value)
            for found in [self._find_linked(field, name)]
        ]

    def _find_linked(self, field, name):
        """Return the id of a record a field may link, by its number or its name."""
        linked = self.env[field.comodel_name]
        if name.isdecimal():
            found = linked.browse(int(name)).exists()
        else:
            found = linked.search([(linked._rec_name or "name", "=", name)], limit=1)
        if not found:
            raise ValueError(name)
        return found.id

    # ------------------------------------------------------------
    # CHAIN
    # ------------------------------------------------------------

    def _run_chain(self, participants, now):
        """Let each into another chain, and out of this one."""
        chain = self.target_chain_id
        if not chain or not chain._is_open():
            raise StepBroken(
                self.env._(
                    "The step %(step)s leads to a chain that is not in force: choose "
                    "another one, or put that one into force.",
                    step=self.display_name,
                )
            )
        records = defaultdict(list)
        for one in participants:
            records[one.res_model].append(one.res_id)
        for model, ids in records.items():
            chain._enter(self.env[model].browse(ids), now=now)
        return dict.fromkeys(participants, Outcome.leave("chain"))
