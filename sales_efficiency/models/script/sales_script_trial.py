from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.i18n import format_list

from ...tools.script_choice import Script, choose
from ...tools.script_flow import find_way
from .sales_script_choice import CRITERIA
from .sales_script_version import set_parsed


class SalesScript(models.Model):
    """A draft tried out on a deal: what its salesperson would see, with nothing kept."""

    _inherit = "sales.script"

    @api.readonly
    def try_out(self, lead_id, user_id, answers=(), step_key=None, is_answered=False):
        """Return what the script panel would show of the draft after some answers.

        :param int lead_id: a deal that the user may see
        :param int user_id: the salesperson whose eyes it is seen with
        :param answers: list of (step key, dict with ``option`` or ``value``), as they were
            given
        :param step_key: the step gone back to, or the one that was answered last
        :param bool is_answered: whether to go on from that step
        :return: dict, as ``crm.lead.get_sales_script``
        """
        self.ensure_one()
        # Looking with others' eyes is for who writes scripts.
        self.check_access("write")
        lead = self._get_trial_lead(lead_id, user_id)
        steps = self._hide_fields(lead_id, self._get_content()["steps"])
        self._check_trial_records(steps, answers)
        steps = set_parsed(steps, self._parse_options(steps))
        kept = lead._try_script_answers(steps, answers)
        keys = find_way(steps, kept).keys
        if not keys:
            raise UserError(
                self.env._(
                    "The script %s has nothing to go through yet: add a step to it.",
                    self.name,
                )
            )
        current = step_key
        if is_answered and step_key in keys:
            current = next(iter(keys[keys.index(step_key) + 1 :]), None)
        way = lead._prepare_script_steps(steps, kept, current)
        # What the panel shows of a deal without a script, and the draft in it.
        nothing = self.env["sales.script.run"], self.env["sales.script.version"]
        return lead._origin._prepare_sales_script(*nothing, "") | {
            "is_opportunity": True,
            "can_answer": True,
            "can_write_scripts": False,
            "script": {
                "id": self.id,
                "name": self.name,
                "version": self.version_number,
                "is_outdated": False,
            },
            "why": self._get_trial_note(lead_id),
            "run_id": False,
            "state": "done" if way["is_done"] else ("open" if kept else "new"),
            **way,
        }

    def _get_trial_lead(self, lead_id, user_id):
        """Return the deal with a salesperson's eyes, as a copy that is never written.

        :raise AccessError: where one of the two may not see the deal
        """
        lead = self.env["crm.lead"].browse(lead_id)
        lead.check_access("read")
        user = self.env["res.users"].browse(user_id)
        user.check_access("read")
        seen = lead.with_user(user).with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=user.sudo().company_ids.ids
        )
        if seen.env.su or not seen.has_access("read"):
            raise AccessError(
                self.env._(
                    "%(user)s does not see the deal %(deal)s: choose another deal or "
                    "another salesperson.",
                    user=user.name,
                    deal=lead.name,
                )
            )
        return seen.new(origin=seen)

    def _check_trial_records(self, steps, answers):
        """Refuse answers with a record that whoever tries them out may not see.

        :raise AccessError: naming no record
        """
        lead_fields = self.env["crm.lead"]._fields
        names = {step["key"]: step["field"] for step in steps}
        for key, answer in answers:
            field = lead_fields.get(names.get(key))
            value = str((answer or {}).get("value") or "")
            if field is not None and field.type == "many2one" and value.isdigit():
                self.env[field.comodel_name].browse(int(value)).check_access("read")

    def _hide_fields(self, lead_id, steps):
        """Let steps show no field that whoever tries them out may not see."""
        lead = self.env["crm.lead"].browse(lead_id)
        return [
            step | {"field": None}
            if step["field"] in lead._fields
            and not lead._has_field_access(lead._fields[step["field"]], "read")
            else step
            for step in steps
        ]

    # ------------------------------------------------------------
    # VERDICT
    # ------------------------------------------------------------

    def _get_trial_note(self, lead_id):
        """Return why the deal gets the script; that it is only a trial where it does not."""
        verdict, sentence = self._get_trial_verdict(
            self.env["crm.lead"].browse(lead_id)
        )
        if verdict == "wins":
            return sentence
        return self.env._("Tried out: nothing of it is kept.")

    def _get_trial_verdict(self, lead):
        """Return whether the deal gets this script, and a sentence that says why.

        :return: ``wins``, ``other`` or ``unfit``, sentence
        """
        self.ensure_one()
        if lead.stage_id not in self.stage_ids:
            return "unfit", self.env._(
                "The deal is in the stage %s, which is none of this script's.",
                lead.stage_id.name,
            )
        facts = {name: get(lead) for name, get in CRITERIA.items()}
        own = Script(self.id, asks=self._get_asked())
        if unfit := self._find_unfit(own, facts):
            return "unfit", self.env._(
                "The deal does not fit this script by: %s.",
                format_list(self.env, unfit),
            )
        return self._compare(lead, own, facts)

    def _find_unfit(self, own, facts):
        """Return the names of the criteria by which the deal does not fit."""
        return [
            self._fields[name]._description_string(self.env)
            for name, wanted in own.asks.items()
            if not choose([Script(own.id, asks={name: wanted})], facts)
        ]

    def _compare(self, lead, own, facts):
        """Return the verdict on a script that fits, beside the others that do."""
        company = lead._get_script_company()
        others = self._get_scripts(company.id).get(lead.stage_id.id, ())
        is_used = any(script.id == own.id for script in others)
        choice = choose(others if is_used else self._put_in_order(others, own), facts)
        if choice.script != own.id:
            winner = self.browse(choice.script)
            return "other", self.env._(
                "The script %(script)s wins for this deal. %(why)s",
                script=winner.sudo().name,
                why=winner.sudo()._get_why(lead, choice),
            )
        why = self._get_why(lead, choice)
        if is_used:
            return "wins", self.env._("The deal gets this script. %s", why)
        return "wins", self.env._(
            "The deal would get this script if it were published and active. %s", why
        )

    def _put_in_order(self, others, own):
        """Return scripts with one more among them, all numbered by their order."""
        scripts = self.sudo().browse([script.id for script in others]) | self
        asks = {script.id: script.asks for script in (*others, own)}
        return [
            Script(script.id, (place,), asks[script.id])
            for place, script in enumerate(
                scripts.sorted(lambda script: (script.sequence, script.id))
            )
        ]
