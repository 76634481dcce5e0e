from odoo import models

from ...tools.script_flow import find_way


class CrmLead(models.Model):
    """Answers tried out on a copy of a deal that is never written."""

    _inherit = "crm.lead"

    def _try_script_answers(self, steps, answers):
        """Give answers one after the other, and return those that count in the end.

        :param steps: in the normal form
        :param answers: list of (step key, answer), as ``answer_sales_script`` takes them
        :return: ``{step key: answer}``, as the panel shows them
        """
        self.ensure_one()
        by_key = {step["key"]: step for step in steps}
        given = {}
        for key, answer in answers:
            if key not in by_key:
                continue
            values = self._prepare_script_answer(by_key[key], answer or {})
            given[key] = {
                "option": values["option_key"],
                "value": values["value"] or "",
                "raw": values["raw_value"] or "",
                "user": self.env.user.name,
            }
        gone = find_way(steps, given).gone
        return {
            key: answer
            for key, answer in given.items()
            if key in gone or by_key[key]["kind"] == "objection"
        }
