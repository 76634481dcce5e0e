from odoo import Command

from ..funnel.common import FunnelCommon


class ScriptCommon(FunnelCommon):
    """Scripts for the pipeline of the funnel's tests.

    ``_create_script`` takes steps as (kind, name, values), where ``next`` names another step
    or is "end", and ``options`` are tuples (name, next) or (name, next, value).
    """

    @classmethod
    def _create_script(cls, name, stages, steps, publish=True, **values):
        script = cls.env["sales.script"].create(
            {"name": name, "stage_ids": [Command.set(stages.ids)], **values}
        )
        cls._add_steps(script, steps)
        if publish:
            script.action_publish()
        return script

    @classmethod
    def _add_steps(cls, script, steps):
        """Add steps to a script, and the jumps between them."""
        jumps = []
        for index, (kind, name, *more) in enumerate(steps):
            values = dict(more[0]) if more else {}
            following = values.pop("next", None)
            options = values.pop("options", ())
            if field := values.pop("field", None):
                values["field_id"] = (
                    cls.env["ir.model.fields"]._get("crm.lead", field).id
                )
            step = cls.env["sales.script.step"].create(
                {
                    "script_id": script.id,
                    "sequence": index,
                    "kind": kind,
                    "name": name,
                    "option_ids": [
                        Command.create(
                            {"name": option[0], "value": option[2:] and option[2]}
                        )
                        for option in options
                    ],
                    **values,
                }
            )
            jumps.append((step, following))
            jumps += [
                (record, option[1])
                for record, option in zip(step.option_ids, options, strict=True)
            ]
        by_name = {step.name: step for step in script.step_ids}
        for record, target in jumps:
            if target == "end":
                record.is_end = True
            elif target:
                record.next_step_id = by_name[target]

    @classmethod
    def _create_call(cls, **values):
        """Create a script of all kinds of steps, with a branch and a required check."""
        return cls._create_script(
            "First Call",
            cls.first,
            [
                ("say", "Greet", {"text": "<p>Good day, {client}!</p>"}),
                (
                    "ask",
                    "How many people?",
                    {"options": [("A few", "Farewell"), ("Many", None)]},
                ),
                (
                    "objection",
                    "Too expensive",
                    {"text": "<p>By the year it is less.</p>"},
                ),
                ("ask", "What budget?", {"field": "expected_revenue"}),
                ("check", "Needs noted", {"is_required": True}),
                ("say", "Farewell"),
            ],
            **values,
        )

    @classmethod
    def _keys(cls, script):
        return {step.name: step.key for step in script.step_ids}

    def _answer(self, deal, script, **answers):
        """Answer steps, by their names with underscores, as the deal's salesperson."""
        keys = {
            name.strip("?").replace(" ", "_"): key
            for name, key in self._keys(script).items()
        }
        payload = None
        for name, answer in answers.items():
            if isinstance(answer, str) and answer.startswith("option:"):
                option = self.env["sales.script.option"].search(
                    [
                        ("name", "=", answer.removeprefix("option:")),
                        ("script_id", "=", script.id),
                    ]
                )
                answer = {"option": option.key}
            elif answer is not None:
                answer = {"value": answer}
            payload = deal.answer_sales_script(keys[name], answer)
        return payload

    def _as(self, user, records):
        """Return records as a user meets them, with nothing read yet."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_user(user)
