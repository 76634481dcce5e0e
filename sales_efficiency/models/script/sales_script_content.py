from datetime import date

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

from ...tools.script_answer import parse
from ...tools.script_flow import END, find_circle, find_dead_jump
from ...tools.script_text import find_unknown

#: Words of a text that are filled in for each deal; see ``crm.lead._get_script_words``.
PLACEHOLDERS = frozenset(
    {
        "client",
        "contact",
        "product",
        "salesperson",
        "company",
        "stage",
        "amount",
        "deal",
        "phone",
    }
)


class SalesScript(models.Model):
    """The normal form of a script's steps: what a version keeps and a file carries.

    A dict with ``steps``, in order, each with ``key, kind, name, text, field, type,
    required, next, options``; an option has ``key, name, value, next``. ``next`` is the key
    of a step, ``"end"`` or ``None`` for the step that follows.
    """

    _inherit = "sales.script"

    def _get_content(self):
        """Return the draft's steps in the normal form."""
        self.ensure_one()
        steps = self.step_ids.sorted(lambda step: (step.sequence, step._origin.id))
        return {"steps": [step._get_content() for step in steps]}

    def _check_content(self, content):
        """Refuse steps in the normal form that nobody could go through.

        :raise UserError: naming the step and the remedy
        """
        self.ensure_one()
        steps = content["steps"]
        names = {step["key"]: step["name"] for step in steps}
        if all(step["kind"] == "objection" for step in steps):
            raise UserError(
                self.env._(
                    "The script %(script)s has nothing to go through: add a step to say, "
                    "ask or check.",
                    script=self.name,
                )
            )
        if dead := find_dead_jump(steps):
            raise UserError(
                self.env._(
                    "The step %(step)s leads to a step that is not in the script: choose "
                    "another next step.",
                    step=names[dead],
                )
            )
        if circle := find_circle(steps):
            raise UserError(
                self.env._(
                    "The step %(step)s leads back to itself: let one of its next steps "
                    "lead onwards or end the script.",
                    step=names[circle],
                )
            )
        for step in steps:
            self._check_placeholders(step)
            self._check_options(step)

    def _check_placeholders(self, step):
        texts = [step["name"], step["text"] or ""]
        texts += [option["name"] for option in step["options"]]
        texts += [option["value"] for option in step["options"]]
        unknown = [name for text in texts for name in find_unknown(text, PLACEHOLDERS)]
        if unknown:
            raise UserError(
                self.env._(
                    "The step %(step)s names {%(unknown)s}, which nothing is known for. "
                    "There are: %(known)s.",
                    step=step["name"],
                    unknown=unknown[0],
                    known=", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS)),
                )
            )

    def _check_options(self, step):
        """Refuse options whose value the field of the lead could not take."""
        for option in step["options"]:
            if not step["field"]:
                continue
            try:
                self._parse_option(step, option)
            except ValueError as error:
                raise UserError(
                    self.env._(
                        "The answer %(answer)s of the step %(step)s cannot fill its "
                        "field: enter a value the field takes.",
                        answer=option["name"],
                        step=step["name"],
                    )
                ) from error

    def _parse_options(self, steps):
        """Return ``{option key: value of the lead's field}``, as JSON takes it.

        It is worked out where a script is published: who answers may know choices and
        records by names of another language.
        """
        found = {}
        for step in steps:
            for option in step["options"] if step["field"] else ():
                try:
                    value = self._parse_option(step, option)
                except ValueError:
                    continue
                is_moment = isinstance(value, date)
                found[option["key"]] = str(value) if is_moment else value
        return found

    def _parse_option(self, step, option):
        """Return the value of the lead's field that an option means, in the user's
        language or in English.

        :raise ValueError: when it is none
        """
        try:
            return self._parse_option_text(step, option)
        except ValueError:
            return self.with_context(lang="en_US")._parse_option_text(step, option)

    def _parse_option_text(self, step, option):
        lead = self.env["crm.lead"]
        field = lead._fields.get(step["field"])
        text = option["value"] or option["name"]
        if field is None or field.type != step["type"]:
            raise ValueError("field")
        if field.type != "many2one":
            return parse(field.type, text, lead._get_script_choices(field))
        records = lead.env[field.comodel_name]
        found = records.search([("display_name", "=ilike", text)], limit=2)
        if len(found) != 1:
            raise ValueError("record")
        return found.id


def get_next(step):
    """Return the ``next`` of a step or an option that is edited."""
    if step.is_end:
        return END
    return step.next_step_id.key or None


def get_text(step):
    """Return what is said, nothing where the editor left an empty paragraph."""
    return None if is_html_empty(step.text) else str(step.text)
