from odoo import models

from ...tools.script_flow import END


class SalesScript(models.Model):
    """Steps written from their normal form: what copies and files are made with."""

    _inherit = "sales.script"

    def copy_data(self, default=None):
        """Name copies as such."""
        values = super().copy_data(default)
        if "name" in (default or {}):
            return values
        return [
            one | {"name": self.env._("%(script)s (copy)", script=script.name)}
            for script, one in zip(self, values, strict=True)
        ]

    def copy(self, default=None):
        """Copy the draft along; jumps of the copy lead to steps of the copy."""
        copies = super().copy(default)
        for script, copy in zip(self, copies, strict=True):
            copy._set_steps(script._get_content()["steps"])
        return copies

    def _set_steps(self, steps):
        """Make the draft what steps in the normal form say.

        A step of the same kind and title stays the record it was, and so does an answer
        with the same words: what salespeople noted goes on being counted with it.
        """
        self.ensure_one()
        records = self._match(
            self.step_ids,
            [self._prepare_step(place, step) for place, step in enumerate(steps)],
            ("kind", "name"),
        )
        by_key = {step["key"]: one for step, one in zip(steps, records, strict=True)}
        for step, record in zip(steps, records, strict=True):
            record.write(self._prepare_jump(step, by_key))
            self._match(
                record.option_ids,
                [
                    self._prepare_option(place, option, record, by_key)
                    for place, option in enumerate(step["options"])
                ],
                ("name",),
            )

    def _match(self, records, values_list, names):
        """Write values to the records that go by the same names, make and drop the rest."""
        there = {}
        for record in records:
            there.setdefault(tuple(record[name] for name in names), record)
        pairs = [
            (there.pop(tuple(values[name] for name in names), None), values)
            for values in values_list
        ]
        for record, values in pairs:
            if record:
                record.write(values)
        kept = {record for record, _values in pairs if record}
        records.filtered(lambda record: record not in kept).unlink()
        new = iter(records.create([values for record, values in pairs if not record]))
        return [record or next(new) for record, _values in pairs]

    def _prepare_step(self, place, step):
        lead_fields = self.env["ir.model.fields"].sudo()
        name = step["field"]
        return {
            "script_id": self.id,
            "sequence": 10 * (place + 1),
            "kind": step["kind"],
            "name": step["name"],
            "text": step["text"] or False,
            "field_id": name and lead_fields._get("crm.lead", name).id,
            "is_required": step["required"],
        }

    def _prepare_option(self, place, option, step, by_key):
        return {
            "step_id": step.id,
            "sequence": 10 * (place + 1),
            "name": option["name"],
            "value": option["value"] or False,
            **self._prepare_jump(option, by_key),
        }

    def _prepare_jump(self, part, by_key):
        target = part["next"]
        following = by_key.get(target, self.env["sales.script.step"])
        return {"next_step_id": following.id, "is_end": target == END}
