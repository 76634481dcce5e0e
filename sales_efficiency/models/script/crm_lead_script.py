from odoo import models
from odoo.tools import formatLang

from ...tools.script_flow import find_way, open_checks
from ...tools.script_text import fill, fill_html


class CrmLead(models.Model):
    """What the script panel shows."""

    _inherit = "crm.lead"

    def _prepare_sales_script(self, run, version, why):
        """Return all that the panel shows, texts filled in.

        :param run: the run in the deal's stage, maybe none yet
        :param version: what it goes by, or would; maybe none
        :param why: sentence: why this script
        :return: dict
        """
        self.ensure_one()
        payload = {
            "lead_id": self.id,
            "name": self.name,
            "stage": self.stage_id.name,
            "stage_id": self.stage_id.id,
            "is_opportunity": self.type == "opportunity",
            "can_answer": self.has_access("write"),
            "can_write_scripts": self.env["sales.script"].has_access("create"),
            "script": False,
        }
        if not version:
            return payload
        script = version.sudo().script_id
        return payload | {
            "script": {
                "id": script.id,
                "name": script.name,
                "version": version.number,
                "is_outdated": version != script.version_id,
            },
            "why": why,
            "run_id": run.id,
            "state": run.state or "new",
            **self._prepare_script_steps(
                version._get_steps(), run._get_answer_values(), run.step_key
            ),
        }

    def _prepare_script_steps(self, steps, answers, step_key=None):
        """Return the way through steps, the objections, and what is still to be ticked.

        :param steps: in the normal form, of a version or a draft
        :param answers: ``{step key: {"option", "value", "raw"}}``
        :param step_key: where the salesperson stands, by default at what comes next
        :return: dict
        """
        self.ensure_one()
        way = find_way(steps, answers)
        words = self._get_script_words()
        shown = {
            step["key"]: self._prepare_script_step(step, answers, words)
            for step in steps
        }
        return {
            "steps": [shown[key] for key in way.keys],
            "current": step_key if step_key in way.gone else way.current,
            "is_done": way.is_done,
            "objections": [
                shown[step["key"]]
                for step in steps
                if step["kind"] == "objection" and step["key"] not in way.keys
            ],
            "checks": [
                {"key": key, "name": shown[key]["name"]}
                for key in open_checks(steps, answers)
            ],
        }

    def _prepare_script_step(self, step, answers, words):
        """Return a step as the panel shows it."""
        field = self._fields.get(step["field"])
        if field is not None and field.type != step["type"]:
            field = None
        return {
            "key": step["key"],
            "kind": step["kind"],
            "name": fill(step["name"], words),
            "text": fill_html(step["text"], words),
            "type": field.type if field is not None else "char",
            "label": field._description_string(self.env) if field is not None else "",
            "relation": field.comodel_name
            if field is not None and field.type == "many2one"
            else "",
            "choices": self._get_script_choices(field),
            "current_value": self._get_script_value(field),
            "is_required": step["required"],
            "options": [
                {"key": option["key"], "name": fill(option["name"], words)}
                for option in step["options"]
            ],
            "answer": answers.get(step["key"], False),
        }

    def _get_script_choices(self, field):
        """Return the choices of a field of the lead, as pairs of value and label."""
        if field is None or field.type != "selection":
            return []
        return field._description_selection(self.env)

    def _get_script_value(self, field):
        """Return what a field of the lead holds, as the panel's inputs take it."""
        if field is None or not self._has_field_access(field, "read"):
            return False
        value = self[field.name]
        if field.type == "many2one":
            return value.id
        if field.type in ("date", "datetime"):
            return str(value) if value else False
        return value

    def _get_script_words(self):
        """Return what stands in place of the placeholders of a script's texts.

        Meant to be extended, with ``PLACEHOLDERS``.
        """
        self.ensure_one()
        client = self.partner_id.commercial_partner_id
        contact = self.partner_id if self.partner_id != client else client.browse()
        if not client.is_company:
            contact = contact or client
        currency = self.company_currency
        return {
            "client": client.name or self.partner_name or self.contact_name,
            "contact": self.contact_name or contact.name,
            "product": self.sales_product_categ_id.name,
            "salesperson": (self.user_id or self.env.user).name,
            "company": (self.company_id or self.env.company).name,
            "stage": self.stage_id.name,
            "amount": formatLang(self.env, self.expected_revenue, currency_obj=currency)
            if self.expected_revenue
            else "",
            "deal": self.name,
            "phone": self.phone,
        }
