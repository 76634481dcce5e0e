from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime, formatLang

from ...tools.script_answer import parse
from ...tools.script_flow import find_way
from ...tools.script_text import fill


class CrmLead(models.Model):
    """An answer is noted, and written to the deal where the script says so."""

    _inherit = "crm.lead"

    def _note_script_answer(self, run, step, answer):
        """Note the answer to a step and go on to the next one."""
        self.ensure_one()
        self._check_script_step(run, step)
        values = self._prepare_script_answer(step, answer)
        run._replace_answer(step, values)
        run._go_on(step["key"])

    def _check_script_step(self, run, step):
        """Refuse answers to steps that do not come yet."""
        way = find_way(run.version_id._get_steps(), run._get_answers())
        if step["kind"] != "objection" and step["key"] not in (*way.gone, way.current):
            raise UserError(
                self.env._(
                    "The step %(step)s comes later in the script: answer those before it "
                    "first.",
                    step=fill(step["name"], self._get_script_words()),
                )
            )

    def _prepare_script_answer(self, step, answer):
        """Return the values of the answer's record; write it to the deal's field."""
        option = self._get_script_option(step, answer.get("option"))
        raw = answer.get("value")
        values = {
            "option_key": option["key"] if option else False,
            "option_name": option["name"] if option else False,
            "raw_value": False if raw in (None, False, "") else str(raw),
        }
        if step["kind"] == "check":
            yes = self.env._("Yes") if raw else False
            return values | {
                "value": yes,
                "option_key": raw and "yes",
                "option_name": yes,
            }
        if step["kind"] == "objection" and not option:
            noted = {"option_key": "noted", "option_name": self.env._("Noted")}
            return values | noted | {"value": values["raw_value"]}
        if step["field"] and (option or raw is not None or answer.get("confirmed")):
            if option or raw is not None:
                text = self._fill_script_field(step, option, raw)
            else:
                text = self._get_script_field_text(step)
            return values | self._get_script_choice(step, option) | {"value": text}
        if option:
            return values | {"value": fill(option["name"], self._get_script_words())}
        return values | {"value": values["raw_value"]}

    def _get_script_choice(self, step, option):
        """Return which of a field's own choices was chosen, as an option is noted."""
        field = self._fields.get(step["field"])
        if option or field is None or field.type not in ("selection", "boolean"):
            return {}
        value = self[field.name] if self._has_field_access(field, "read") else False
        if field.type == "boolean":
            value = "yes" if value else "no"
        return {
            "option_key": value,
            "option_name": value and self._get_script_answer_text(field),
        }

    def _get_script_option(self, step, key):
        option = next((o for o in step["options"] if o["key"] == key), None)
        if key and not option:
            raise UserError(
                self.env._("The script has changed meanwhile: look at the deal anew.")
            )
        return option

    def _fill_script_field(self, step, option, raw):
        """Write an answer to the deal's field, by the rights of who gives it.

        :return: the answer as a person reads it
        """
        field = self._fields.get(step["field"])
        if field is None or field.type != step["type"]:
            # The field went with its addon; the answer is worth keeping all the same.
            return fill(option["name"], self._get_script_words()) if option else raw
        label = field._description_string(self.env)
        if not self._has_field_access(field, "write"):
            raise UserError(
                self.env._(
                    "You may not change %(field)s of a deal, which this answer fills: ask "
                    "who writes the scripts.",
                    field=label,
                )
            )
        try:
            value = self._parse_script_answer(step, field, option, raw)
        except ValueError as error:
            sentence = self._get_script_refusal(str(error), label)
            raise UserError(sentence) from error
        self[field.name] = value
        if option:
            return fill(option["name"], self._get_script_words())
        return self._get_script_answer_text(field)

    def _get_script_field_text(self, step):
        """Return what the deal's field of a step holds, as a person reads it."""
        field = self._fields.get(step["field"])
        if field is None or field.type != step["type"]:
            return False
        if not self._has_field_access(field, "read"):
            return False
        return self._get_script_answer_text(field)

    def _parse_script_answer(self, step, field, option, raw):
        """Return the value of the field that an answer means.

        :raise ValueError: named after what was expected
        """
        if option:
            raw = self._get_script_option_value(step, option)
            if field.type != "many2one":
                return raw
        if field.type != "many2one":
            return parse(field.type, raw, self._get_script_choices(field))
        if not raw:
            return False
        if not str(raw).isdigit():
            raise ValueError("record")
        record = self.env[field.comodel_name].search([("id", "=", int(raw))])
        if not record:
            raise ValueError("record")
        return record.id

    def _get_script_option_value(self, step, option):
        """Return what an option writes to the field: as it was understood when the script
        was published, with the deal's words in place of placeholders.
        """
        value = option.get("parsed")
        if value is None:
            value = self.env["sales.script"]._parse_option(step, option)
        return fill(value, self._get_script_words()) if type(value) is str else value

    def _get_script_refusal(self, expected, label):
        """Return why an answer cannot be taken, in a sentence."""
        texts = {
            "integer": self.env._("%s is a whole number, such as 12.", label),
            "number": self.env._("%s is a number, such as 1200.50.", label),
            "date": self.env._("%s is a date, such as 2026-03-31.", label),
            "datetime": self.env._(
                "%s is a date and a time, such as 2026-03-31 14:30.", label
            ),
            "boolean": self.env._("%s is answered with yes or no.", label),
            "selection": self.env._("%s is one of the choices shown.", label),
            "record": self.env._(
                "%s is not there, or more than one goes by this name: choose one from the "
                "list.",
                label,
            ),
        }
        return texts.get(expected) or self.env._("%s does not take this answer.", label)

    def _get_script_answer_text(self, field):
        """Return what a field of the deal holds, as a person reads it."""
        value = self[field.name]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "datetime":
            return format_datetime(self.env, value) if value else ""
        if field.type == "monetary":
            currency = self[field.get_currency_field(self)]
            return formatLang(self.env, value, currency_obj=currency)
        if field.type == "float":
            return formatLang(self.env, value)
        return str(field.convert_to_export(value, self))
